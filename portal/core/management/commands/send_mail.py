"""Send what the mail server or the queue did not take before, of every kind of mail."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from portal.core import outbox


class Command(BaseCommand):
    help = "Mengirim semua surel yang belum terkirim."

    def handle(self, *args, **options):
        delivery = outbox.send_unsent()
        if delivery.complaint:
            self.stderr.write(delivery.complaint)
        if delivery.sent:
            self.stdout.write(f"{delivery.sent} surel terkirim.")

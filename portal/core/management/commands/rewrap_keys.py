"""Exchange the key of the vault: put private files and sealed texts under the newest key, so that older ones can go."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from portal.core import key_exchange


class Command(BaseCommand):
    help = "Membungkus ulang berkas tertutup dan isian yang disegel dengan kunci terbaru."

    def handle(self, *args, **options):
        exchange = key_exchange.rewrap_all()
        for complaint in exchange.failed:
            self.stderr.write(complaint)
        if exchange.failed:
            raise CommandError(f"{len(exchange.failed)} isian tidak dapat dibungkus ulang. Jangan buang kunci lama.")
        self.stdout.write(f"{exchange.done} isian dibungkus dengan kunci terbaru. Kunci lama dapat dibuang.")

"""Ask every address of the self-check anew, once a day."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from ppid.monev import checking, definition
from ppid.monev.models import Evidence


class Command(BaseCommand):
    help = "Memeriksa alamat bukti Monev pada situs ini. Alamat situs lain tidak diperiksa otomatis."

    def handle(self, *args, **options):
        counts = checking.check_all(definition.current().code)
        words = ", ".join(f"{counts[state]} {state.label}" for state in Evidence.State if counts[state])
        self.stdout.write(f"Alamat bukti: {words or 'belum ada'}.")

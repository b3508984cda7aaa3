"""Remove what an interrupted upload left of private files."""

from __future__ import annotations

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.core import vault

# An upload whose transaction is still running has its file before its row can be seen.
LONGEST_UPLOAD = timedelta(hours=1)


class Command(BaseCommand):
    help = "Menghapus berkas tertutup yang tidak tercatat, misalnya sisa unggahan yang dibatalkan."

    def handle(self, *args, **options):
        leftovers = vault.files_without_row(before=timezone.now() - LONGEST_UPLOAD)
        for path in leftovers:
            path.unlink(missing_ok=True)
        if leftovers:
            self.stdout.write(f"{len(leftovers)} berkas sisa dihapus.")

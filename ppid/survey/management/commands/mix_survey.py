"""Forget in which order the sheets of the survey came, of every day that is over."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.workdays.calendar import local_date
from ppid.survey import mixing


class Command(BaseCommand):
    help = (
        "Menghapus urutan datangnya jawaban survei pada hari-hari yang sudah lewat. Jalankan setiap hari; "
        "mengulanginya tidak mengubah apa pun, dan hari yang terlewat ikut diselesaikan."
    )

    def handle(self, *args, **options):
        count = mixing.mix_until(local_date(timezone.now()))
        if count:
            self.stdout.write(f"{count} jawaban survei ditulis ulang tanpa urutan datangnya.")

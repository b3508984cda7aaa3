"""Forget in which order yesterday's sheets of the survey came."""

from __future__ import annotations

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.workdays.calendar import local_date
from ppid.survey import mixing


class Command(BaseCommand):
    help = (
        "Menghapus urutan datangnya jawaban survei kemarin. Jalankan setiap hari; mengulanginya tidak mengubah apa pun."
    )

    def handle(self, *args, **options):
        count = mixing.mix(local_date(timezone.now()) - timedelta(days=1))
        if count:
            self.stdout.write(f"{count} jawaban survei kemarin ditulis ulang tanpa urutan datangnya.")

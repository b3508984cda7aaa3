"""Open what has come to the end of its exemption, and tell the PPID of what comes to it (PP 61/2010 Pasal 11)."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from ppid.information.exemptions import expiry


class Command(BaseCommand):
    help = (
        "Membuka informasi yang masa pengecualiannya berakhir dan mengingatkan PPID sebelumnya. Jalankan setiap hari; "
        "menjalankannya lagi, atau terlambat, tidak mengubah hasilnya."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--today", type=_day, help="Hari yang dipakai sebagai “hari ini” (ISO 8601); bawaan: jam komputer."
        )

    def handle(self, *args, today: date | None = None, **options):
        run = expiry.review(today or timezone.localdate())
        for problem in run.problems:
            self.stderr.write(problem)
        if run.opened or run.told:
            self.stdout.write(f"{run.opened} informasi terbuka demi hukum, {run.told} pembukaan perlu disiapkan.")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"“{text}” bukan tanggal ISO 8601.") from problem
    if day > timezone.localdate():
        raise ArgumentTypeError("Hari yang belum tiba tidak dapat dipakai: pembukaan demi hukum tidak dapat ditarik.")
    return day

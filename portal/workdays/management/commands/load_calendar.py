"""Load national holidays and cuti bersama, year by year, from the ``holidays`` package."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.workdays.calendar import local_date
from portal.workdays.models import CalendarDay
from portal.workdays.seeding import LoadedYear, has_joint_leave, load_year, package_days

NOT_DECREED = (
    "Tahun {year} tidak dimuat dari paket holidays: cuti bersamanya belum ada di sana, sehingga tenggat akan "
    "keliru. Perbarui paket itu, isi kalender di admin, atau pakai --sementara."
)


class Command(BaseCommand):
    help = "Memuat hari libur nasional dan cuti bersama ke kalender kerja. Baris yang sudah ada tidak diubah."

    def add_arguments(self, parser):
        parser.add_argument(
            "years", nargs="*", type=int, metavar="tahun", help="bila kosong: tahun ini dan tahun depan"
        )
        parser.add_argument(
            "--sementara",
            action="store_true",
            dest="provisional",
            help="muat juga tahun yang cuti bersamanya belum ditetapkan",
        )

    def handle(self, *args, years: list[int], provisional: bool, verbosity: int, **options):
        this_year = local_date(timezone.now()).year
        wanted = years or [this_year, this_year + 1]
        refused = [year for year in wanted if not (provisional or has_joint_leave(package_days(year)))]
        if years and refused:
            raise CommandError(NOT_DECREED.format(year=refused[0]))
        for year in wanted:
            if year in refused:
                self.stdout.write(NOT_DECREED.format(year=year))
                continue
            loaded = load_year(year)
            if verbosity > 0:
                self._tell(loaded)

    def _tell(self, loaded: LoadedYear) -> None:
        state = loaded.year.get_status_display().lower()
        joint = sum(day.kind == CalendarDay.Kind.JOINT_LEAVE for day in loaded.added)
        national = len(loaded.added) - joint
        done = f"{national} libur nasional dan {joint} cuti bersama ditambahkan" if loaded.added else "tidak diubah"
        self.stdout.write(f"Tahun {loaded.year} ({state}): {done}.")
        self._list("Ditambahkan", loaded.added)
        self._list("Ada di paket, tidak ada di kalender; tambahkan di admin bila perlu", loaded.absent)
        self._list("Masih ditandai perkiraan; periksa tanggalnya", loaded.doubtful)
        if not loaded.year.decree:
            self.stdout.write(f"  Dasar hukum tahun {loaded.year} belum diisi: lengkapi di menu Kalender kerja.")

    def _list(self, heading: str, days: list[CalendarDay]) -> None:
        if days:
            self.stdout.write(f"  {heading}:")
        for day in days:
            self.stdout.write(f"    {day}{' (perkiraan)' if day.provisional else ''}")

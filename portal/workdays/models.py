"""The working calendar: which years are loaded, and which of their days are not working days.

National holidays and cuti bersama are decreed year by year (SKB 3 Menteri, Keppres) and may change during
the year; they are therefore rows that the agency can correct, not dates in code.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class CalendarYear(models.Model):
    """One year of the calendar. A date is reckoned only in a year whose days are all in (``in_use``)."""

    class Status(models.TextChoices):
        FILLING = "filling", "Sedang diisi"
        PROVISIONAL = "provisional", "Sementara"
        COMPLETE = "complete", "Lengkap"

    year = models.PositiveSmallIntegerField(
        "tahun",
        primary_key=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )
    status = models.CharField(
        "keadaan",
        max_length=20,
        choices=Status.choices,
        default=Status.FILLING,
        help_text=(
            "Tahun yang masih “Sedang diisi” tidak dipakai untuk menghitung tenggat. Pilih “Sementara” bila "
            "cuti bersama belum ditetapkan, dan “Lengkap” bila semua hari libur dan cuti bersama "
            "sudah dicatat."
        ),
    )
    decree = models.CharField(
        "dasar",
        max_length=255,
        blank=True,
        help_text="Nomor SKB 3 Menteri dan Keppres yang menetapkan hari libur dan cuti bersama tahun ini.",
    )
    source = models.CharField("sumber data", max_length=255, blank=True)
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "tahun kalender"
        verbose_name_plural = "tahun kalender"
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)

    def clean(self) -> None:
        """A year without a single day would silently be reckoned as one without holidays."""
        if self.year is not None and self.in_use and not self.days.exists():
            raise ValidationError({"status": "Catat dahulu hari libur dan cuti bersama tahun ini."})

    @property
    def in_use(self) -> bool:
        """May dates be reckoned in this year?"""
        return self.status != self.Status.FILLING

    @property
    def legal_basis(self) -> str:
        return self.decree or "dasar belum diisi"


class CalendarDay(models.Model):
    """A day on which the office is closed although it may fall on a weekday."""

    class Kind(models.TextChoices):
        NATIONAL = "national", "Hari libur nasional"
        JOINT_LEAVE = "joint_leave", "Cuti bersama"
        REGIONAL = "regional", "Libur daerah"
        OFFICE_CLOSURE = "office_closure", "Kantor ditutup"

    date = models.DateField("tanggal", unique=True)
    # Follows from the date; as a key it keeps a day from standing in a year that nobody answers for.
    year = models.ForeignKey(
        CalendarYear, on_delete=models.PROTECT, related_name="days", editable=False, verbose_name="tahun"
    )
    name = models.CharField("nama", max_length=255)
    kind = models.CharField("jenis", max_length=20, choices=Kind.choices)
    provisional = models.BooleanField(
        "perkiraan", default=False, help_text="Tanggal ini masih perkiraan dan dapat berubah."
    )
    decree = models.CharField(
        "dasar",
        max_length=255,
        blank=True,
        help_text="Isi bila berbeda dari dasar tahunnya, misalnya surat edaran Gubernur.",
    )
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%d-%m-%Y} {self.name}"

    def clean(self) -> None:
        if self.date is None:
            return
        if not CalendarYear.objects.filter(year=self.date.year).exists():
            raise ValidationError({"date": f"Tambahkan dahulu tahun kalender {self.date.year}."})

    def save(self, *args, **kwargs) -> None:
        self.year_id = self.date.year
        super().save(*args, **kwargs)

    @property
    def legal_basis(self) -> str:
        """The decree that closes this day: its own, else that of its year."""
        return self.decree or self.year.legal_basis

    @property
    def reason(self) -> str:
        """Why this day does not count, as the explanation of a date tells it."""
        name = f"{self.name} (perkiraan)" if self.provisional else self.name
        decree = self.decree or self.year.decree
        return f"{name}, {decree}" if decree else name

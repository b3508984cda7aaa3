"""Positions, the people who hold them, and by which decree from when to when.

Rules about an office ask ``roles.py``, never these tables: who may act today follows from a group or from an
appointment, and the difference must not matter to whoever asks.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q


class Position(models.Model):
    """An office or a function of the agency, as the SOP and its letters name it.

    ``group`` is protected: a group that a step of the SOP rests on is not deleted (hole H11, docs/rules.md).
    """

    code = models.SlugField("kode", unique=True, help_text="Pengenal tetap yang dipakai SOP, misalnya “kabag”.")
    name = models.CharField("nama jabatan atau fungsi", max_length=255)
    group = models.OneToOneField(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="position",
        verbose_name="grup pengguna",
        help_text="Anggota grup ini memegang jabatan atau fungsi ini.",
    )
    superior = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subordinates",
        verbose_name="atasan",
    )
    single_holder = models.BooleanField(
        "satu pemegang",
        default=True,
        help_text="Hanya satu pejabat definitif pada satu waktu. Kosongkan untuk fungsi seperti Pelaksana.",
    )

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Nobody stands above himself, however long the line."""
        above = self.superior
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"superior": "Jabatan ini tidak dapat menjadi atasan dirinya sendiri."})
            above = above.superior


class Unit(models.Model):
    """A part of the agency that makes and keeps information: a division, a section, a technical unit (UPTD)."""

    code = models.SlugField("kode", unique=True)
    name = models.CharField("nama unit", max_length=255, unique=True)

    class Meta:
        verbose_name = "unit"
        verbose_name_plural = "unit"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Official(models.Model):
    """A person as he signs: name with titles, NIP, rank. The account is a separate matter and may go."""

    name = models.CharField("nama dan gelar", max_length=255)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="official",
        verbose_name="akun pengguna",
    )
    # It begins with the date of birth: never on a public page.
    employee_number = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]{18}\Z", "NIP terdiri atas 18 angka tanpa spasi.")],
        help_text="18 angka tanpa spasi. Tidak pernah tampil di halaman publik.",
    )
    rank = models.CharField("pangkat/golongan", max_length=100, blank=True)
    unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="officials",
        verbose_name="unit",
        help_text="Petugas melihat dan menyunting informasi unitnya sendiri.",
    )

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee_number"],
                condition=~Q(employee_number=""),
                name="official_employee_number_unique",
                violation_error_message="NIP ini sudah dipakai pejabat lain.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, on: date) -> AppointmentQuerySet:
        """Appointments in force on that day; the first and the last day count."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class Appointment(models.Model):
    """Who holds a position, in what capacity, from when to when (UU 30/2014 Pasal 14 for Plh. and Plt.)."""

    class Kind(models.TextChoices):
        DEFINITIVE = "definitive", "Definitif"
        PLT = "plt", "Plt. (Pelaksana Tugas)"
        PLH = "plh", "Plh. (Pelaksana Harian)"
        PJ = "pj", "Pj. (Penjabat)"

    MANDATES = (Kind.PLT, Kind.PLH)
    PREFIXES = {Kind.DEFINITIVE: "", Kind.PLT: "Plt.", Kind.PLH: "Plh.", Kind.PJ: "Pj."}

    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="appointments", verbose_name="jabatan"
    )
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="appointments", verbose_name="pejabat"
    )
    kind = models.CharField("sebagai", max_length=20, choices=Kind.choices, default=Kind.DEFINITIVE)
    valid_from = models.DateField("berlaku mulai")
    valid_to = models.DateField(
        "berlaku sampai", null=True, blank=True, help_text="Hari terakhir berlaku. Wajib diisi untuk Plh."
    )
    decree_number = models.CharField(
        "nomor surat keputusan atau perintah",
        max_length=255,
        blank=True,
        help_text="Wajib diisi untuk Plt., Plh., dan Pj.",
    )
    decree_date = models.DateField("tanggal surat", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penunjukan"
        verbose_name_plural = "penunjukan"
        ordering = ["-valid_from", "position__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_ends_after_it_starts",
                violation_error_message="Tanggal “berlaku sampai” tidak boleh sebelum “berlaku mulai”.",
            ),
            models.CheckConstraint(
                condition=Q(kind="definitive") | ~Q(decree_number=""),
                name="appointment_acting_has_decree",
                violation_error_message="Plt., Plh., dan Pj. memerlukan nomor surat.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="plh") | Q(valid_to__isnull=False),
                name="appointment_plh_has_end",
                violation_error_message="Plh. bersifat sementara: isi tanggal “berlaku sampai”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official}, {self.label}"

    def clean(self) -> None:
        """A position of a single holder has at most one definitive holder on any day."""
        if self.kind != self.Kind.DEFINITIVE or self.valid_from is None:
            return
        if not self.position_id or not self.position.single_holder:
            return
        others = Appointment.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from),
            position_id=self.position_id,
            kind=self.Kind.DEFINITIVE,
        ).exclude(pk=self.pk)
        if self.valid_to is not None:
            others = others.filter(valid_from__lte=self.valid_to)
        if (other := others.select_related("official").first()) is not None:
            raise ValidationError(
                f"Jabatan ini sudah dipegang {other.official} pada masa itu. Akhiri dahulu penunjukan tersebut."
            )

    def is_in_force(self, on: date) -> bool:
        """The same rule as ``AppointmentQuerySet.in_force``, for one row at hand."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def is_acting(self) -> bool:
        return self.kind != self.Kind.DEFINITIVE

    @property
    def prefix(self) -> str:
        """What stands before the position on a signature line: "", "Plt.", "Plh." or "Pj."."""
        return self.PREFIXES[self.Kind(self.kind)]

    @property
    def label(self) -> str:
        return f"{self.prefix} {self.position}".strip()

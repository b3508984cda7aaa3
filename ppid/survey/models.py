"""What is kept of the survey: answers that lead to nobody, and what the agency publishes and promises.

An answer has a random key and a date. It has no time, no address, no session and no number of a case, so that neither
the rows nor their order tell whose it is.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from . import definition


class SurveyAnswer(models.Model):
    """One respondent's sheet. ``scores`` holds what each answered element is worth, by its code; ``about`` what he told
    of himself, by the code of the question. ``definition`` is the name of the file by which it was asked."""

    class Channel(models.TextChoices):
        SITE = "site", "Situs"
        PAPER = "paper", "Kertas"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answered_on = models.DateField("tanggal", db_index=True)
    channel = models.CharField("cara mengisi", max_length=10, choices=Channel.choices)
    definition = models.CharField("definisi", max_length=60)
    scores = models.JSONField("nilai")
    about = models.JSONField("responden", default=dict)
    # Whether the order in which it came is forgotten (``mixing``).
    mixed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "jawaban survei"
        verbose_name_plural = "jawaban survei"
        # By nothing that tells in which order they came.
        ordering = ["pk"]
        default_permissions = ()


class PaperTally(models.Model):
    """How many paper sheets an officer entered on a day: on record, and without a way to any single sheet."""

    day = models.DateField("hari")
    by_name = models.CharField("oleh", max_length=255)
    office = models.CharField("jabatan", max_length=255)
    count = models.PositiveIntegerField("lembar", default=0)

    class Meta:
        verbose_name = "lembar kertas yang dimasukkan"
        verbose_name_plural = "lembar kertas yang dimasukkan"
        ordering = ["-day", "by_name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "by_name", "office"], name="paper_tally_day_officer_once")
        ]


class SurveyResult(ClusterableModel):
    """What the PPID publishes of a year. The figures are reckoned from the answers up to ``counted_to``, a day that is
    over: while answers still come in, nobody can tell from one day's index to the next what a single one said."""

    year = models.PositiveSmallIntegerField(
        "tahun", unique=True, validators=[MinValueValidator(2018), MaxValueValidator(2200)]
    )
    counted_to = models.DateField(
        "jawaban dihitung sampai", help_text="Hari terakhir yang dihitung. Harus sudah lewat, dalam tahun itu."
    )
    definition = models.CharField("definisi", max_length=60, default="", blank=True, editable=False)
    note = models.TextField("keterangan", blank=True, max_length=2000)
    published = models.BooleanField(
        "diumumkan", default=False, help_text="Hasil dan rencana tindak lanjut tampil di /survei/hasil/."
    )

    class Meta:
        verbose_name = "hasil survei"
        verbose_name_plural = "hasil survei"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"Hasil survei {self.year}"

    def clean(self) -> None:
        if self.counted_to and self.year and self.counted_to.year != self.year:
            raise ValidationError({"counted_to": "Tanggal ini tidak berada dalam tahun yang dilaporkan."})
        if self.counted_to and self.counted_to >= timezone.localdate():
            raise ValidationError({"counted_to": "Hari itu belum lewat; jawabannya masih dapat bertambah."})

    def save(self, *args, **kwargs) -> None:
        self.definition = self.definition or definition.current().code
        super().save(*args, **kwargs)

    @property
    def counted_from(self) -> date:
        return date(self.year, 1, 1)


def element_choices() -> list[tuple[str, str]]:
    return [(element.code, f"{element.code} {element.name}") for element in definition.current().elements]


class FollowUp(Orderable):
    """One thing that the agency will do better after a year's survey."""

    class State(models.TextChoices):
        PLANNED = "planned", "Direncanakan"
        RUNNING = "running", "Dikerjakan"
        DONE = "done", "Selesai"

    result = ParentalKey(SurveyResult, on_delete=models.CASCADE, related_name="follow_ups")
    element = models.CharField("unsur", max_length=10, choices=element_choices)
    plan = models.CharField("rencana tindak lanjut", max_length=500)
    responsible = models.CharField("penanggung jawab", max_length=255, help_text="Unit atau jabatan, bukan nama orang.")
    due_on = models.DateField("selesai paling lambat")
    state = models.CharField("keadaan", max_length=10, choices=State.choices, default=State.PLANNED)

    class Meta(Orderable.Meta):
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"

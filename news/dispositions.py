"""The disposition sheet (lembar disposisi): how a story is ordered, SOP steps 1 to 4.

The Kadis opens it, Kadivmin and Kabag pass it down, the Kasub names the Pelaksana; that opens a draft. What each level
wrote stands in the step register, because the sheet itself stands still on its way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from portal.sop.models import Sheet, Step, StepRecord
from portal.sop.policy import standing_of

from .sheet_form import SheetForm

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class Disposition(Sheet):
    """One sheet, with the customary fields of official correspondence."""

    class Nature(models.TextChoices):
        ORDINARY = "biasa", "Biasa"
        URGENT = "segera", "Segera"
        VERY_URGENT = "sangat-segera", "Sangat segera"
        CONFIDENTIAL = "rahasia", "Rahasia"

    subject = models.CharField("hal", max_length=255, help_text="Berita tentang apa.")
    sender = models.CharField("surat dari", max_length=255, blank=True)
    letter_number = models.CharField("nomor surat", max_length=100, blank=True)
    letter_date = models.DateField("tanggal surat", null=True, blank=True)
    received_on = models.DateField("diterima tanggal", default=timezone.localdate)
    agenda_number = models.CharField("nomor agenda", max_length=100, blank=True)
    nature = models.CharField("sifat", max_length=20, choices=Nature.choices, default=Nature.ORDINARY)
    instructions = models.JSONField("dengan hormat harap", default=list, blank=True)
    note = models.TextField("isi disposisi", blank=True, max_length=2000)
    due_on = models.DateField("batas waktu", null=True, blank=True)
    # Made with the empty form: the same form sent twice opens one sheet.
    form_key = models.UUIDField("kunci formulir", null=True, unique=True, editable=False)

    base_form_class = SheetForm
    panels = [
        FieldPanel("subject"),
        MultiFieldPanel(
            [
                FieldPanel("sender"),
                FieldRowPanel([FieldPanel("letter_number"), FieldPanel("letter_date")]),
                FieldRowPanel([FieldPanel("received_on"), FieldPanel("agenda_number")]),
                FieldPanel("nature"),
            ],
            heading="Surat",
        ),
        MultiFieldPanel([FieldPanel("instructions"), FieldPanel("note"), FieldPanel("due_on")], heading="Disposisi"),
    ]

    # How the desk shows this sheet above the acts, and where it is opened and repaired.
    desk_template = "news/disposition_sheet.html"
    desk_open_view = "news_open_disposition"
    desk_edit_view = "news_repair_disposition"

    class Meta:
        verbose_name = "lembar disposisi"
        verbose_name_plural = "lembar disposisi"
        ordering = ["-pk"]

    def __str__(self) -> str:
        """What lists, the register and mails call the sheet; a confidential one does not say there what it is about."""
        return f"Disposisi rahasia nomor {self.pk}" if self.is_confidential else self.subject

    @classmethod
    def read_by(cls, user: AbstractUser) -> models.QuerySet[Disposition]:
        """A confidential sheet is read by the offices that it goes through and by the writer whom it names."""
        named = StepRecord.objects.filter(object_type=cls._meta.label_lower, details__writer=user.pk)
        named = named.annotate(sheet=Cast("object_id", models.BigIntegerField())).values("sheet")
        is_closed = models.Q(nature=cls.Nature.CONFIDENTIAL) & ~models.Q(pk__in=named)
        return cls.objects.filter(~is_closed | models.Exists(_offices_held_by(user)))

    @property
    def is_confidential(self) -> bool:
        return self.nature == self.Nature.CONFIDENTIAL

    def opening_note(self) -> str:
        return self.note

    def opening_details(self) -> dict:
        return {"instructions": self.instructions, "due": self.due_on.isoformat() if self.due_on else ""}

    @property
    def levels(self) -> list[StepRecord]:
        """What each level wrote, from the top down, of the round that is current."""
        rows = (
            StepRecord.objects.about(self).filter(outcome__in=["submitted", "passed_on"]).order_by("started_at", "pk")
        )
        newest: dict[int, StepRecord] = {}
        for row in rows:
            newest = {order: kept for order, kept in newest.items() if order < row.order} | {row.order: row}
        return list(newest.values())

    @property
    def paper_url(self) -> str:
        return reverse("news_disposition_paper", args=[self.pk])


def may_read(sheet: Disposition, user: AbstractUser) -> bool:
    return Disposition.read_by(user).filter(pk=sheet.pk).exists()


def _offices_held_by(user: AbstractUser) -> models.QuerySet[Step]:
    """The offices that open sheets or pass them down, as far as this person holds them today."""
    offices = Step.objects.filter(flow__sheet=Disposition._meta.label, kind=Step.Kind.DISPOSE)
    return offices.filter(position__in=[hat.position.pk for hat in standing_of(user).hats])

"""A dispute over an objection, as the agency follows it before the Komisi Informasi and the courts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ..disputes.steps import CLOSED_STAGES, LABELS, Ruling, Stage
from .objections import Objection


class DisputeQuerySet(models.QuerySet):
    def open(self) -> DisputeQuerySet:
        return self.exclude(stage__in=CLOSED_STAGES)


class Dispute(models.Model):
    """One dispute. Its stage moves by ``disputes.recording`` alone; its terms are clocks of its objection."""

    objection = models.OneToOneField(
        Objection, on_delete=models.PROTECT, related_name="dispute", verbose_name="keberatan"
    )
    commission_number = models.CharField("nomor registrasi di Komisi Informasi", max_length=100)
    received_on = models.DateField("diterima Komisi Informasi pada")
    stage = models.CharField("tahap", max_length=20, choices=Stage.choices, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    ruling = models.CharField("putusan terakhir", max_length=20, choices=Ruling.choices, blank=True, editable=False)
    hearing_at = models.DateTimeField("sidang berikutnya", null=True, editable=False)
    hearing_place = models.CharField("tempat sidang", max_length=255, blank=True, editable=False)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = "sengketa informasi"
        verbose_name_plural = "sengketa informasi"
        ordering = ["-received_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.commission_number

    @property
    def is_open(self) -> bool:
        return self.stage not in CLOSED_STAGES


class DisputeStep(models.Model):
    """What happened on the way, added and never changed; the chain of hashes is that of the objection's history."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField("peristiwa", max_length=20)
    on = models.DateField("tanggal")
    hearing_at = models.DateTimeField("waktu sidang", null=True)
    place = models.CharField("tempat", max_length=255, blank=True)
    ruling = models.CharField("putusan", max_length=20, choices=Ruling.choices, blank=True)
    number = models.CharField("nomor surat atau putusan", max_length=100, blank=True)
    note = models.TextField("catatan", max_length=5000, blank=True)
    file = models.OneToOneField(
        "requests.RequestFile", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="berkas"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_by_name = models.CharField("dicatat oleh", max_length=255)
    recorded_at = models.DateTimeField("dicatat pada")

    class Meta:
        verbose_name = "peristiwa sengketa"
        verbose_name_plural = "peristiwa sengketa"
        ordering = ["dispute", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.label}, {self.on}"

    @property
    def label(self) -> str:
        return LABELS.get(self.code, self.code)

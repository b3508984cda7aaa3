"""What was asked for, item by item, and what each item was answered (UU 14/2008 Pasal 22 ayat (7))."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from .requests import InformationRequest


class RequestedItem(models.Model):
    """One thing that is asked for, with an outcome of its own: a refusal of one refuses no other."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", "Dikabulkan"
        PARTLY = "partly", "Dikabulkan sebagian"
        REFUSED = "refused", "Ditolak karena dikecualikan"
        NOT_HELD = "not-held", "Tidak dikuasai"
        NOT_DOCUMENTED = "not-documented", "Belum didokumentasikan"
        REDIRECTED = "redirected", "Dialihkan kepada badan publik lain"

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField("urutan")
    text = models.TextField("informasi yang diminta", max_length=2000)

    outcome = models.CharField("hasil", max_length=20, choices=Outcome.choices, blank=True)
    answer = models.TextField("penjelasan untuk pemohon", max_length=5000, blank=True)
    # Granted: by a file (``RequestFile``), by a public page, or by looking at it.
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="halaman informasi publik",
    )
    viewing = models.CharField("tempat dan waktu melihat", max_length=500, blank=True)
    # Partly: what was blacked out and why.
    redacted = models.TextField("bagian yang dihitamkan", max_length=2000, blank=True)
    redaction_reason = models.TextField("alasan penghitaman", max_length=2000, blank=True)
    # Refused, or the part of it: only by a decision that a consequence test led to (Pasal 19).
    decision = models.ForeignKey(
        "information.ClassificationDecision",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="penetapan klasifikasi",
    )
    # Not held, redirected: who holds it, if known (Pasal 22 ayat (7) huruf b).
    holder = models.CharField("badan publik yang menguasai", max_length=255, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="disusun oleh",
    )

    class Meta:
        verbose_name = "informasi yang diminta"
        verbose_name_plural = "informasi yang diminta"
        ordering = ["request", "order"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["request", "order"], name="request_item_order_once")]

    def __str__(self) -> str:
        return f"{self.order}. {self.text[:80]}"


class TariffQuerySet(models.QuerySet):
    def in_force(self, on: date) -> TariffQuerySet:
        """What may be charged on that day; the first and the last day count."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class Tariff(models.Model):
    """What a copy or its sending costs by the agency's tariff; without a row nothing may be charged (Pasal 21)."""

    name = models.CharField("jenis biaya", max_length=255)
    unit = models.CharField("satuan", max_length=50, help_text="Misalnya lembar atau kiriman.")
    rupiah = models.PositiveIntegerField("tarif per satuan (rupiah)")
    legal_basis = models.CharField("dasar", max_length=255, help_text="Peraturan yang menetapkan tarif ini.")
    valid_from = models.DateField("berlaku mulai")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    objects = TariffQuerySet.as_manager()

    class Meta:
        verbose_name = "tarif salinan"
        verbose_name_plural = "tarif salinan"
        ordering = ["name", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="tariff_ends_after_it_starts",
                violation_error_message="Tanggal “berlaku sampai” tidak boleh sebelum “berlaku mulai”.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.rupiah} rupiah per {self.unit}"


class CostLine(models.Model):
    """A cost of one request, by the tariff as it was: a later tariff changes nothing."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="costs")
    tariff = models.ForeignKey(Tariff, on_delete=models.PROTECT, related_name="+", verbose_name="tarif")
    quantity = models.PositiveIntegerField("jumlah")
    rupiah = models.PositiveIntegerField("tarif per satuan (rupiah)")

    class Meta:
        verbose_name = "biaya"
        verbose_name_plural = "biaya"
        ordering = ["pk"]
        default_permissions = ()

    @property
    def total(self) -> int:
        return self.quantity * self.rupiah

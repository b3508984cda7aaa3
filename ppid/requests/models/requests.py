"""A public-information request, from whatever channel it came (UU 14/2008 Pasal 22)."""

from __future__ import annotations

from datetime import date
from typing import NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..lifecycle import OPEN_STATES, State
from .cases import Registered


class InformationRequestQuerySet(models.QuerySet):
    def open(self) -> InformationRequestQuerySet:
        """Requests on which somebody still owes an act."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, today: date) -> InformationRequestQuerySet:
        """Unanswered requests whose target has passed; on that day itself none is late."""
        return self.filter(target_on__lt=today)

    def most_urgent_first(self) -> InformationRequestQuerySet:
        return self.order_by("target_on", "pk")

    def delete(self) -> NoReturn:
        raise TypeError("a registered request is never deleted; retention erases what is personal")


class InformationRequest(Registered):
    """One request. Its state changes by the acts of ``lifecycle`` alone, through ``acts.carry_out``.

    ``due_on`` is the date the applicant was told; ``target_on`` the one the office works to, never later, and empty
    once the request was answered.
    """

    KIND = "request"

    class AccessMode(models.TextChoices):
        VIEW = "view", "Melihat, membaca, mendengarkan, atau mencatat"
        COPY = "copy", "Mendapatkan salinan"

    class CopyFormat(models.TextChoices):
        SOFTCOPY = "softcopy", "Salinan elektronik"
        HARDCOPY = "hardcopy", "Salinan cetak"

    class DeliveryMethod(models.TextChoices):
        PORTAL = "portal", "Diunduh di portal ini"
        EMAIL = "email", "Surel"
        PICKUP = "pickup", "Mengambil langsung"
        POST = "post", "Pos"
        COURIER = "courier", "Kurir"

    # --- What is asked -----------------------------------------------------------------------------------------
    purpose = models.TextField("tujuan penggunaan informasi", max_length=2000)
    access_mode = models.CharField("cara memperoleh informasi", max_length=10, choices=AccessMode.choices)
    copy_format = models.CharField("bentuk salinan", max_length=10, choices=CopyFormat.choices, blank=True)
    delivery_method = models.CharField("cara mendapatkan salinan", max_length=10, choices=DeliveryMethod.choices)
    declared_at = models.DateTimeField("pernyataan disetujui pada")

    # --- Where it stands ------------------------------------------------------------------------------------------
    state = models.CharField("keadaan", max_length=20, choices=State.choices, editable=False)
    unit = models.ForeignKey(
        "officials.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="information_requests",
        verbose_name="unit pengolah",
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="petugas yang menangani",
    )
    redirected_to = models.CharField("badan publik tujuan", max_length=255, blank=True, editable=False)

    # --- Dates (each is explained by a row of ``Deadline``) --------------------------------------------------------
    checked_by_on = models.DateField("pemeriksaan kelengkapan paling lambat", null=True, editable=False)
    completed_on = models.DateField("dilengkapi pada", null=True, editable=False)
    applicant_due_on = models.DateField("batas melengkapi", null=True, editable=False)
    due_on = models.DateField("jatuh tempo", null=True, editable=False)
    target_on = models.DateField("sasaran", null=True, editable=False)
    guard_on = models.DateField("batas menurut undang-undang", null=True, editable=False)
    internal_due_on = models.DateField("batas untuk unit", null=True, editable=False)
    extended_on = models.DateField("diperpanjang pada", null=True, editable=False)
    notified_on = models.DateField("pemberitahuan disampaikan pada", null=True, editable=False)
    # By mail when it was sent; on paper when it is on record that it was in hand.
    answer_received_on = models.DateField("jawaban diterima pemohon pada", null=True, editable=False)
    objection_due_on = models.DateField("batas mengajukan keberatan", null=True, editable=False)
    delivered_on = models.DateField("informasi diberikan pada", null=True, editable=False)
    closed_on = models.DateField("selesai pada", null=True, editable=False)

    # --- The answer as a whole (Pasal 22 ayat (7)) ------------------------------------------------------------
    provided_within_days = models.PositiveSmallIntegerField("waktu penyediaan (hari kerja)", null=True, blank=True)
    payment_method = models.CharField("cara pembayaran", max_length=255, blank=True)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "permohonan informasi"
        verbose_name_plural = "permohonan informasi"
        ordering = ["-year", "-sequence"]
        default_permissions = ()
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="request_sequence_once"),
            models.CheckConstraint(
                condition=~Q(phone="", email="") | Q(person_erased_on__isnull=False) | ~Q(channel="web"),
                name="request_web_has_contact",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "target_on"], name="request_state_target"),
            models.Index(fields=["unit", "state", "target_on"], name="request_unit_state_target"),
            models.Index(fields=["officer", "state"], name="request_officer_state"),
            models.Index(fields=["target_on", "id"], name="request_target"),
            models.Index(fields=["received_on"], name="request_received"),
        ]

    def __str__(self) -> str:
        return self.number

    def delete(self, *args, **kwargs) -> NoReturn:
        raise TypeError("a registered request is never deleted; retention erases what is personal")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def key(self) -> str:
        return f"request-{self.pk}"

    @property
    def answered_on(self) -> date | None:
        """When its answer went out, be it that somebody else holds what was asked for."""
        return self.notified_on or (self.closed_on if self.redirected_to else None)

    @property
    def applicant_keys(self) -> frozenset[str]:
        """As what its applicant comes (``actors.applicant``)."""
        return frozenset({self.key})


class SearchTerm(models.Model):
    """A word by which an officer finds a request: of its number, its applicant and what it asks for.

    A table of words answers a rare and a common word in the same time on every database, and is emptied with the
    person's data.
    """

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="terms")
    word = models.CharField(max_length=50)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["word", "request"], name="request_term_once")]

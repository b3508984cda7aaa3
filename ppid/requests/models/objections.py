"""An objection to the superior of the PPID (UU 14/2008 Pasal 35 and 36)."""

from __future__ import annotations

from typing import NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..objections.lifecycle import OPEN_STATES, State
from .cases import Registered
from .requests import InformationRequest


class ObjectionQuerySet(models.QuerySet):
    def open(self) -> ObjectionQuerySet:
        """Objections on which somebody still owes an act."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, today) -> ObjectionQuerySet:
        """Undecided objections whose target has passed; on that day itself none is late."""
        return self.filter(target_on__lt=today)

    def delete(self) -> NoReturn:
        raise TypeError("a registered objection is never deleted; retention erases what is personal")


class Objection(Registered):
    """One objection. Its state changes by the acts of ``objections.lifecycle`` alone, through ``acts.carry_out``.

    ``request`` is empty only where periodic information is missing (reason b): that needs no request before it. An
    objection to a request is followed with the request's own tracking code; one without has a code of its own.
    """

    KIND = "objection"

    class Reason(models.TextChoices):
        """Pasal 35 ayat (1) huruf a to g, the letters by which everybody names them."""

        REFUSED = "a", "Permintaan informasi ditolak dengan alasan dikecualikan (Pasal 17)"
        PERIODIC_MISSING = "b", "Informasi berkala tidak disediakan"
        UNANSWERED = "c", "Permintaan informasi tidak ditanggapi"
        ANSWERED_OTHERWISE = "d", "Permintaan informasi ditanggapi tidak sebagaimana yang diminta"
        NOT_GRANTED = "e", "Permintaan informasi tidak dikabulkan"
        UNREASONABLE_COST = "f", "Biaya yang dikenakan tidak wajar"
        LATE = "g", "Informasi disampaikan melebihi waktu yang diatur"

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Keberatan diterima seluruhnya"
        PARTLY = "partly", "Keberatan diterima sebagian"
        UPHELD = "upheld", "Jawaban PPID dikuatkan"
        SETTLED = "settled", "Diselesaikan secara musyawarah"

    class Response(models.TextChoices):
        SATISFIED = "satisfied", "Menerima tanggapan"
        DISSATISFIED = "dissatisfied", "Tidak menerima tanggapan"

    # --- Registration -----------------------------------------------------------------------------------
    number = models.CharField("nomor registrasi keberatan", max_length=100, unique=True, editable=False)
    secret_hash = models.CharField("sidik kode pelacakan", max_length=255, blank=True, editable=False)
    request = models.ForeignKey(
        InformationRequest,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="objections",
        verbose_name="permohonan",
    )

    # --- What is objected to ------------------------------------------------------------------------------
    reasons = models.CharField("alasan keberatan", max_length=7)  # the letters in order: "ag"
    information = models.TextField("informasi yang diminta", max_length=5000)
    purpose = models.TextField("tujuan penggunaan informasi", max_length=2000, blank=True)
    facts = models.TextField("kasus posisi", max_length=5000)
    # By power of attorney with stamp duty (PERKI 1/2021 Pasal 39); the document is a file of the objection.
    representative_name = models.CharField("nama kuasa", max_length=255, blank=True)
    representative_address = models.TextField("alamat kuasa", max_length=1000, blank=True)
    representative_phone = models.CharField("nomor telepon kuasa", max_length=30, blank=True)

    # --- Where it stands ------------------------------------------------------------------------------------
    state = models.CharField("keadaan", max_length=20, choices=State.choices, editable=False)

    # --- Dates (each is explained by a row of ``Deadline``) ---------------------------------------------------
    # The latest day on which it could arguably be filed; empty where the law sets none. Late ones are registered too.
    filing_due_on = models.DateField("batas pengajuan", null=True, editable=False)
    is_late = models.BooleanField("lewat waktu", default=False, editable=False)
    due_on = models.DateField("jatuh tempo tanggapan", null=True, editable=False)
    target_on = models.DateField("sasaran", null=True, editable=False)
    dispute_due_on = models.DateField("batas mengajukan sengketa", null=True, editable=False)
    lapsed_on = models.DateField("dicatat tidak ditanggapi pada", null=True, editable=False)
    decided_on = models.DateField("diputus pada", null=True, editable=False)
    notified_on = models.DateField("tanggapan disampaikan pada", null=True, editable=False)
    # By mail when it was sent; on paper when it is on record that it was in hand.
    answer_received_on = models.DateField("tanggapan diterima pemohon pada", null=True, editable=False)
    fulfilled_on = models.DateField("perintah dilaksanakan pada", null=True, editable=False)
    closed_on = models.DateField("selesai pada", null=True, editable=False)

    # --- The decision (Pasal 36 ayat (2) and (3)) ---------------------------------------------------------------------
    outcome = models.CharField("putusan", max_length=20, choices=Outcome.choices, blank=True)
    # What is answered to each reason: {"a": "..."}.
    answers = models.JSONField("tanggapan atas setiap alasan", default=dict)
    decision_reason = models.TextField("alasan tertulis", max_length=5000, blank=True)
    order = models.TextField("perintah kepada PPID", max_length=5000, blank=True)
    order_due_on = models.DateField("batas pelaksanaan perintah", null=True, blank=True)
    # An order to open makes the information public (Pasal 11 ayat (2)): the page that was drafted for it.
    opens = models.BooleanField("membuka informasi untuk umum", default=False)
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="halaman informasi publik",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="diputus oleh"
    )
    decided_by_name = models.CharField("nama Atasan PPID", max_length=255, blank=True)
    decided_by_office = models.CharField("jabatan Atasan PPID", max_length=255, blank=True)
    fulfilment = models.TextField("pelaksanaan perintah", max_length=5000, blank=True)
    response = models.CharField("tanggapan pemohon", max_length=20, choices=Response.choices, blank=True)
    response_text = models.TextField("keterangan pemohon", max_length=2000, blank=True)
    responded_on = models.DateField("pemohon menanggapi pada", null=True, editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "keberatan"
        verbose_name_plural = "keberatan"
        ordering = ["-year", "-sequence"]
        default_permissions = ()
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["year", "sequence"], name="objection_sequence_once"),
            models.CheckConstraint(
                condition=Q(request__isnull=False) | Q(reasons="b"), name="objection_without_request_is_reason_b"
            ),
            models.CheckConstraint(
                condition=Q(request__isnull=False) | ~Q(secret_hash=""), name="objection_can_be_followed"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "target_on"], name="objection_state_target"),
            models.Index(fields=["received_on"], name="objection_received"),
        ]

    def __str__(self) -> str:
        return self.number

    def delete(self, *args, **kwargs) -> NoReturn:
        raise TypeError("a registered objection is never deleted; retention erases what is personal")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def key(self) -> str:
        return f"objection-{self.pk}"

    @property
    def applicant_keys(self) -> frozenset[str]:
        """As what its applicant may come: with the code of the objection, or with that of the request behind it."""
        return frozenset({self.key, f"request-{self.request_id}"}) if self.request_id else frozenset({self.key})

    @property
    def reason_labels(self) -> list[tuple[str, str]]:
        """Letter and words of each reason."""
        return [(letter, self.Reason(letter).label) for letter in self.reasons]

    @property
    def unit_id(self) -> int | None:
        """The unit that answered, if any."""
        return self.request.unit_id if self.request_id else None

    @property
    def officer_id(self) -> int | None:
        return self.request.officer_id if self.request_id else None

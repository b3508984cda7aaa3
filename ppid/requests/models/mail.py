"""Mail to applicants and officers about a request: a row first, sent by the queue, once."""

from __future__ import annotations

from django.db import models

from portal.core.models import OutgoingMail

from .cases import OfCase, belongs_to_one_case
from .objections import Objection
from .requests import InformationRequest


class RequestMail(OfCase, OutgoingMail):
    """One mail about one request to one person; it says no more of the applicant than he must read in it."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "permohonan diterima"
        INCOMPLETE = "incomplete", "permohonan belum lengkap"
        EXTENDED = "extended", "waktu diperpanjang"
        ANSWERED = "answered", "pemberitahuan tertulis tersedia"
        REDIRECTED = "redirected", "permohonan dialihkan"
        CLOSED = "closed", "permohonan selesai"
        NEW_SECRET = "new-secret", "kode pelacakan baru"
        ASSIGNED = "assigned", "permohonan menunggu petugas"
        DUE_SOON = "due-soon", "segera jatuh tempo"
        OVERDUE = "overdue", "lewat jatuh tempo"
        OBJECTION_RECEIVED = "objection-received", "keberatan diterima"
        OBJECTION_DECIDED = "objection-decided", "keberatan ditanggapi"
        OBJECTION_LAPSED = "objection-lapsed", "keberatan tidak ditanggapi dalam waktunya"
        OBJECTION_FULFILLED = "objection-fulfilled", "putusan keberatan dilaksanakan"
        OBJECTION_CLOSED = "objection-closed", "keberatan selesai"
        OBJECTION_WAITING = "objection-waiting", "keberatan menunggu pejabat"
        OBJECTION_DUE_SOON = "objection-due-soon", "tanggapan keberatan segera jatuh tempo"
        OBJECTION_OVERDUE = "objection-overdue", "tanggapan keberatan lewat jatuh tempo"
        ORDER_DUE_SOON = "order-due-soon", "pelaksanaan perintah segera jatuh tempo"
        ORDER_OVERDUE = "order-overdue", "pelaksanaan perintah lewat batas"
        HEARING = "hearing", "sidang sengketa"
        DISPUTE_TERM = "dispute-term", "tenggat dalam sengketa"

    request = models.ForeignKey(
        InformationRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="mails"
    )
    objection = models.ForeignKey(Objection, null=True, blank=True, on_delete=models.PROTECT, related_name="mails")
    kind = models.CharField("jenis", max_length=20, choices=Kind.choices)

    class Meta(OutgoingMail.Meta):
        verbose_name = "surel permohonan"
        verbose_name_plural = "surel permohonan"
        constraints = [belongs_to_one_case("mail_of_one_case")]

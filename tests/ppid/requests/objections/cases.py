"""Objections as the tests need them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.utils import timezone

from ppid.requests import secret
from ppid.requests.actors import Person
from ppid.requests.models import InformationRequest, Objection
from ppid.requests.objections.deciding import Decision
from ppid.requests.objections.procedure import carry_out
from ppid.requests.objections.registration import Statement, register

from ..cases import CODE, NIK

APPLICANT = {
    "applicant_kind": InformationRequest.ApplicantKind.PERSON,
    "applicant_name": "Contoh Pemohon",
    "identity_number": NIK,
    "address": "Jalan Contoh 1, Kota Contoh",
    "email": "pemohon@contoh.invalid",
}


def a_statement(reasons: str = "a", **changes) -> Statement:
    return Statement(
        **{
            "form_key": uuid4(),
            "reasons": list(reasons),
            "facts": "Permohonan kami ditolak tanpa alasan yang jelas.",
            "information": "Laporan kinerja tahun 2025",
            **changes,
        }
    )


def an_objection(
    request: InformationRequest | None,
    reasons: str = "a",
    now: datetime | None = None,
    *,
    channel: str = "web",
    received_by: Person | None = None,
    **changes,
) -> Objection:
    """A registered objection; without a request its tracking code is ``CODE``."""
    now = now or timezone.now()
    if request is None:
        changes = {"applicant": APPLICANT, **changes}
    objection, _ = register(
        a_statement(reasons, **changes),
        request,
        channel=channel,
        received_at=now,
        now=now,
        secret_hash="" if request else secret.hashed(CODE),
        received_by=received_by,
    )
    return objection


def do(objection: Objection, code: str, who: Person, now: datetime | None = None, **data):
    """One act, at once."""
    act = carry_out(objection.pk, code, who, now or timezone.now(), data)
    objection.refresh_from_db()
    return act


def accepting(reasons: str, due_on: date, **changes) -> Decision:
    """A decision that orders the PPID to give what was asked."""
    return Decision(
        **{
            "outcome": Objection.Outcome.ACCEPTED,
            "answers": dict.fromkeys(reasons, "Alasan ini diterima."),
            "order": "Berikan informasi yang diminta.",
            "order_due_on": due_on,
            **changes,
        }
    )


def upholding(reasons: str, **changes) -> Decision:
    return Decision(
        **{
            "outcome": Objection.Outcome.UPHELD,
            "answers": dict.fromkeys(reasons, "Alasan ini tidak diterima."),
            "reason": "Penetapan klasifikasi masih berlaku.",
            **changes,
        }
    )

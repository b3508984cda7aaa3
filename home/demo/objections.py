"""The demonstration's objections: one that waits, one that was decided with an order, one to which nobody answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from portal.workdays.calendar import local_date
from ppid.requests import secret
from ppid.requests.actors import SYSTEM, officer
from ppid.requests.models import InformationRequest, Objection
from ppid.requests.objections.deciding import Decision
from ppid.requests.objections.procedure import carry_out
from ppid.requests.objections.registration import Statement, register

from .acting import People
from .texts import MARK

# More than thirty working days, however many holidays lie between.
LONG_AGO = timedelta(days=75)
TIME_FOR_ORDER = timedelta(days=10)


def load(people: People, answered: InformationRequest) -> None:
    """``answered`` is the request to which somebody objects."""
    now = timezone.now()
    superior = officer(people["atasan-ppid"], local_date(now))
    _object(answered, "d", now)
    decided = _object(answered, "g", now)
    order = Decision(
        outcome=Objection.Outcome.ACCEPTED,
        answers={"g": f"{MARK}Alasan ini diterima."},
        order=f"{MARK}Berikan denah gedung kantor yang ada.",
        order_due_on=local_date(now) + TIME_FOR_ORDER,
    )
    carry_out(decided.pk, "decide", superior, now, {"decision": order})
    carry_out(decided.pk, "notify", superior, now)
    silent = _object(None, "b", now - LONG_AGO)
    if silent.due_on:  # else the calendar does not reach so far back
        carry_out(silent.pk, "lapse", SYSTEM, now)


def _object(request: InformationRequest | None, reasons: str, at: datetime) -> Objection:
    applicant = {
        "applicant_kind": InformationRequest.ApplicantKind.PERSON,
        "applicant_name": f"{MARK}Pemohon",
        "identity_number": "0000000000000000",
        "address": "Jalan Contoh 1, Kota Contoh",
        "email": "pemohon@contoh.invalid",
    }
    statement = Statement(
        form_key=uuid4(),
        reasons=list(reasons),
        facts=f"{MARK}Penjelasan mengapa keberatan ini diajukan.",
        information=f"{MARK}Denah gedung kantor" if request else f"{MARK}Laporan keuangan tahun lalu",
        purpose=f"{MARK}Penelitian",
        applicant={} if request else applicant,
    )
    objection, _ = register(
        statement,
        request,
        channel=InformationRequest.Channel.WEB,
        received_at=at,
        now=at,
        secret_hash="" if request else secret.hashed(secret.make()),
    )
    return objection

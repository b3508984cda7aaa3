"""How an objection enters its register, by web or at the counter (UU 14/2008 Pasal 35, PERKI 1/2021 Pasal 39-41)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from portal.core.models import PrivateFile
from portal.core.refusal import Refusal
from portal.core.sealing import seal
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import YearNotLoaded

from .. import deadlines, mail, numbering
from ..actors import APPEAL_AUTHORITY, Person, applicant, holders
from ..clocks import reckoning
from ..entering import attach, entry, once
from ..history import append
from ..models import InformationRequest, Objection
from ..models.cases import APPLICANT_FIELDS
from ..registration import TAIL
from .filing import BY_THE_ANSWER, filing
from .lifecycle import State

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

BASIS = "UU 14/2008 Pasal 35 ayat (1) dan Pasal 36 ayat (1)"
WITHOUT_REQUEST = Objection.Reason.PERIODIC_MISSING


@dataclass(frozen=True)
class Statement:
    """What an objector fills in, whoever types it (PERKI 1/2021 Pasal 39 to 41); checked by forms before it comes here.

    ``reasons`` are letters of Pasal 35 ayat (1). ``applicant`` (fields of ``Applicant``, with ``identity_number`` in
    the clear) only where there is no request: otherwise the objector is the applicant of the request.
    """

    form_key: UUID
    reasons: Sequence[str]
    facts: str
    information: str
    purpose: str = ""
    representative_name: str = ""
    representative_address: str = ""
    representative_phone: str = ""
    applicant: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[tuple[str, PrivateFile]] = ()
    """Kind (``RequestFile.Kind``) and the file, already rewritten and in the vault."""


def register(
    statement: Statement,
    request: InformationRequest | None,
    *,
    channel: str,
    received_at: datetime,
    now: datetime,
    secret_hash: str = "",
    received_by: Person | None = None,
) -> tuple[Objection, bool]:
    """Enter an objection with number, clock and history, whole or not at all; and whether it is new.

    Late ones are registered and flagged. ``secret_hash`` is wanted where there is no request. The same ``form_key``
    gives the same objection. Raises ``Refusal`` where there is no request and it is about more than reason b.
    """
    if request is None and set(statement.reasons) != {WITHOUT_REQUEST}:
        raise Refusal(
            "Tanpa nomor permohonan, keberatan hanya dapat diajukan karena informasi berkala tidak disediakan."
        )
    if not statement.reasons:
        raise Refusal("Pilih sekurang-kurangnya satu alasan keberatan.")
    entered = partial(_enter, statement, request, channel, received_at, now, secret_hash, received_by)
    return once(Objection.objects.filter(form_key=statement.form_key), entered)


def _enter(
    statement: Statement,
    request: InformationRequest | None,
    channel: str,
    received_at: datetime,
    now: datetime,
    secret_hash: str,
    received_by: Person | None,
) -> Objection:
    objection = Objection.objects.create(
        **_applicant(statement, request),
        **entry(
            numbering.OBJECTION,
            statement.form_key,
            channel=channel,
            received_at=received_at,
            secret_hash="" if request else secret_hash,
            received_by=received_by,
        ),
        request=request,
        reasons="".join(sorted(set(statement.reasons))),
        information=statement.information,
        purpose=statement.purpose or (request.purpose if request else ""),
        facts=statement.facts,
        representative_name=statement.representative_name,
        representative_address=statement.representative_address,
        representative_phone=statement.representative_phone,
        state=State.RECEIVED,
    )
    attach(objection, statement.files)
    start_clocks(objection, now)
    objection.save()
    append(
        objection,
        "object",
        received_by or applicant(objection),
        now,
        details={
            "channel": channel,
            "received_on": objection.received_on.isoformat(),
            "reasons": objection.reasons,
            "is_late": objection.is_late,
        },
        legal_basis=BASIS,
    )
    mail.tell_applicant(objection, mail.Kind.OBJECTION_RECEIVED)
    others = [user for user in _deciders(now) if user != objection.received_by]
    mail.tell_officers(objection, mail.Kind.OBJECTION_WAITING, others, about="object")
    return objection


def _applicant(statement: Statement, request: InformationRequest | None) -> dict[str, Any]:
    """Who objects, as he was then: copied, so that each case is erased by its own term."""
    if request is not None:
        return {name: getattr(request, name) for name in APPLICANT_FIELDS}
    given = dict(statement.applicant)
    identity = given.pop("identity_number")
    return {**given, "identity_sealed": seal(identity), "identity_tail": identity[-TAIL:]}


def _deciders(now: datetime) -> list[AbstractUser]:
    return list(holders(APPEAL_AUTHORITY, local_date(now)))


def start_clocks(objection: Objection, now: datetime) -> None:
    """The superior's term, and until when it could be filed. A calendar that does not reach stops nobody."""
    closed = closed_days()
    try:
        deadlines.start(
            objection,
            reckoning.reckon(deadlines.DECIDE, objection.received_on, closed, start_event="objection-registered"),
            now,
        )
        term = filing_of(objection)
    except YearNotLoaded:
        return
    objection.filing_due_on = term.latest
    objection.is_late = term.is_late(objection.received_on) and _knows_when_it_was_answered(objection)


def _knows_when_it_was_answered(objection: Objection) -> bool:
    """An answer on paper is in hand later than it was sent; while nobody knows when, nobody is called late."""
    by_the_answer = BY_THE_ANSWER & set(objection.reasons)
    return objection.request is None or objection.request.answer_received_on is not None or not by_the_answer


def filing_of(objection: Objection):
    """The terms within which it was to be filed (``filing.Filing``). Raises ``YearNotLoaded``."""
    request = objection.request
    return filing(
        objection.reasons,
        answered_on=answered_on(request) if request else None,
        due_on=request.due_on if request else None,
        closed=closed_days(),
    )


def answered_on(request: InformationRequest) -> date | None:
    """When its applicant had an answer; while that is not on record, when it went out."""
    return request.answer_received_on or request.answered_on

"""The one door through which a dispute moves: what happened there is written down, and the term that it starts.

Whoever answers for the service records: the PPID or his superior. A step goes into the objection's hash-chained
history, so that the whole case is one chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import YearNotLoaded, working_days_before

from .. import deadlines
from ..actors import APPEAL_AUTHORITY, PPID
from ..acts import Conflict
from ..clocks import reckoning, rules
from ..history import append
from ..models import Dispute, DisputeStep, Objection, RequestFile
from ..objections.lifecycle import State
from .opening import draft_what_it_opens, why_not_opened
from .steps import BEFORE_THE_COMMISSION, BY_CODE, REGISTER, Ruling, Stage, Step

if TYPE_CHECKING:
    from portal.core.models import PrivateFile

    from ..actors import Person

# An answer is there, or the time for it is over (Pasal 37 ayat (1), PERKI 1/2013 Pasal 5).
ANSWERED = frozenset({State.NOTIFIED, State.FULFILLED, State.CLOSED})
SUMMONS = "C21"


@dataclass(frozen=True)
class Record:
    """What is written down of one step. ``file``: a ruling, a summons, a proof, in the vault already."""

    on: date
    number: str = ""
    note: str = ""
    ruling: str = ""
    hearing_at: datetime | None = None
    place: str = ""
    file: PrivateFile | None = None
    title: str = ""
    """Under which a ruling opens what was asked for, where no page was drafted for it yet."""


def why_not_recorded_by(person: Person) -> str:
    """Why this person may record nothing of a dispute, in Indonesian; "" if he may."""
    if person.hat(PPID) or person.hat(APPEAL_AUTHORITY):
        return ""
    return "Sengketa dicatat oleh PPID atau Atasan PPID."


def why_not_disputed(objection: Objection) -> str:
    """Why there can be no dispute yet (Pasal 37: only after the objection); "" if there can."""
    if objection.state in ANSWERED or objection.lapsed_on:
        return ""
    return "Sengketa baru dapat diajukan setelah keberatan ditanggapi atau jangka waktu tanggapannya berakhir."


@transaction.atomic
def register(objection_id: int, record: Record, person: Person, now: datetime) -> Dispute:
    """Open the tracker. ``record.number`` is the commission's, ``record.on`` the day on which it received the matter.

    Raises ``Refusal``.
    """
    objection = Objection.objects.select_for_update().get(pk=objection_id)
    if reason := why_not_recorded_by(person) or why_not_disputed(objection):
        raise Refusal(reason)
    if Dispute.objects.filter(objection=objection).exists():
        raise Refusal("Sengketa atas keberatan ini sudah dicatat.")
    if not objection.received_on <= record.on <= local_date(now):
        raise Refusal("Tanggalnya terletak antara tanggal keberatan dan hari ini.")
    if not record.number.strip():
        raise Refusal("Tulis nomor registrasi dari Komisi Informasi.")
    dispute = Dispute.objects.create(
        objection=objection,
        commission_number=record.number.strip(),
        received_on=record.on,
        stage=REGISTER.target,
    )
    _write(dispute, objection, REGISTER, record, person, now)
    return dispute


@transaction.atomic
def record(dispute_id: int, code: str, what: Record, person: Person, now: datetime, seen_version: int) -> DisputeStep:
    """Write down step ``code`` of the table. Raises ``Conflict`` where somebody else was first, and ``Refusal``."""
    dispute = Dispute.objects.select_for_update(of=("self",)).select_related("objection").get(pk=dispute_id)
    objection = Objection.objects.select_for_update().get(pk=dispute.objection_id)
    if dispute.version != seen_version:
        raise Conflict(
            f"Catatan sengketa ini sudah berubah: sekarang “{dispute.get_stage_display()}”. Muat ulang, lalu periksa."
        )
    step = BY_CODE[code]
    reason = why_not_recorded_by(person) or _why_not(step, dispute, what, local_date(now))
    if reason := reason or why_not_opened(objection, step, what):
        raise Refusal(reason)
    if step.target:
        dispute.stage = step.target
    if what.ruling:
        dispute.ruling = what.ruling
    if step.asks_hearing:
        dispute.hearing_at, dispute.hearing_place = what.hearing_at, what.place
    elif step.target and _hearing_is_over(dispute, step, what.on):
        dispute.hearing_at, dispute.hearing_place = None, ""
    dispute.version += 1
    dispute.save()
    told = draft_what_it_opens(objection, dispute, step, what)
    return _write(dispute, objection, step, what, person, now, told)


def _hearing_is_over(dispute: Dispute, step: Step, on: date) -> bool:
    """It was held by then, or there is nobody before whom it could be; one that is to come is never forgotten."""
    held = dispute.hearing_at is not None and local_date(dispute.hearing_at) <= on
    return held or step.target not in (*BEFORE_THE_COMMISSION, Stage.COURT, Stage.CASSATION)


def _why_not(step: Step, dispute: Dispute, what: Record, today: date) -> str:
    if dispute.stage not in step.sources:
        return f"“{step.label}” tidak dapat dicatat pada tahap “{dispute.get_stage_display()}”."
    if what.on > today:
        return "Yang dicatat adalah yang sudah terjadi; tanggalnya tidak boleh sesudah hari ini."
    if what.on < dispute.received_on:
        return "Tanggalnya tidak boleh sebelum sengketa diterima Komisi Informasi."
    if step.once and dispute.steps.filter(code=step.code).exists():
        return f"“{step.label}” sudah dicatat."
    if step.asks_hearing and what.hearing_at is None:
        return "Tulis hari dan jam sidangnya."
    if step.asks_ruling and what.ruling not in Ruling.values:
        return "Pilih isi putusannya."
    return ""


def came_in_time(on: date, hearing_on: date, closed: Mapping[date, str]) -> bool:
    """Whether a summons came the working days before the hearing that PERKI 1/2013 Pasal 24 ayat (2) wants."""
    return on <= working_days_before(hearing_on, rules.clock(SUMMONS).amount, closed).due


def _write(
    dispute: Dispute,
    objection: Objection,
    step: Step,
    what: Record,
    person: Person,
    now: datetime,
    told: Mapping[str, Any] | None = None,
) -> DisputeStep:
    file = None
    if what.file is not None:
        file = RequestFile.objects.create(
            objection=objection,
            kind=RequestFile.Kind.DISPUTE,
            file=what.file,
            name=what.file.name,
            sha256=what.file.sha256,
            added_by=person.user,
        )
    row = DisputeStep.objects.create(
        dispute=dispute,
        code=step.code,
        on=what.on,
        hearing_at=what.hearing_at if step.asks_hearing else None,
        place=what.place,
        ruling=what.ruling if step.asks_ruling else "",
        number=what.number,
        note=what.note,
        file=file,
        recorded_by=person.user,
        recorded_by_name=person.name,
        recorded_at=now,
    )
    if step.clock:
        _start_clock(dispute, objection, step, what.on, now)
    append(
        objection,
        f"dispute-{step.code}",
        person,
        now,
        state_before=objection.state,
        details={
            "on": what.on.isoformat(),
            "stage": dispute.stage,
            "ruling": row.ruling,
            **(told or {}),
        },
        legal_basis=step.legal_basis,
    )
    return row


def _start_clock(dispute: Dispute, objection: Objection, step: Step, on: date, now: datetime) -> None:
    try:
        deadlines.start(objection, _reckoned(dispute, step, on), now)
    except YearNotLoaded as problem:
        raise Refusal(str(problem)) from problem
    objection.save()


def _reckoned(dispute: Dispute, step: Step, on: date) -> reckoning.Reckoned:
    """A term runs from its step's day; that of an extended mediation from where its first meeting led."""
    closed = closed_days()
    if step.clock != reckoning.EXTENDED_MEDIATION:
        return reckoning.reckon(step.clock, on, closed, start_event=step.start_event)
    met_on = dispute.steps.filter(code="mediation").earliest("pk").on
    first = reckoning.reckon(reckoning.MEDIATION, met_on, closed, start_event="mediation-began")
    return reckoning.extended_mediation(first, closed)

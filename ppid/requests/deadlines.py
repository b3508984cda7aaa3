"""The clocks of a case, kept with their proof, and reckoned anew when the calendar changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from .actors import SYSTEM
from .clocks import explaining, reckoning, rules
from .clocks.reckoning import Reckoned
from .history import append
from .lifecycle import UNANSWERED_STATES
from .models import Deadline
from .models.cases import of
from .objections import lifecycle as objections

if TYPE_CHECKING:
    from .models.cases import Case

CHECK, COMPLETE, ANSWER, EXTENDED, OBJECT, DECIDE, DISPUTE = "C02", "C03", "C04", "C05", "C06", "C07", "C08"


def start(case: Case, reckoned: Reckoned, now: datetime) -> Deadline:
    """Begin a clock, or begin it again for a new reason; the case's own dates follow, unsaved."""
    deadline = _write(case, reckoned, None, now)
    show(case, deadline)
    return deadline


def move(case: Case, reckoned: Reckoned, now: datetime) -> Deadline:
    """Begin a clock, or anew from a day that is known better now: a date once communicated is not shortened."""
    running = current(case, reckoned.clock_id)
    if running is None:
        return start(case, reckoned, now)
    deadline = _write(case, reckoned, running, now)
    show(case, deadline)
    return deadline


def stop(case: Case, clock: str, now: datetime) -> None:
    """End a clock whose reason is gone; its row stays as history."""
    Deadline.objects.filter(**of(case), clock=clock, replaced_at=None).update(replaced_at=now)


def current(case: Case, clock: str) -> Deadline | None:
    return Deadline.objects.filter(**of(case), clock=clock, replaced_at=None).first()


def reasons(deadline: Deadline) -> tuple[str, ...]:
    """Why it is the day that stands: the reckoning, and that a later day which was communicated is not shortened."""
    explanation = deadline.reckoned.explanation()
    if deadline.shown_on == deadline.due_on:
        return explanation
    told = explaining.written(deadline.shown_on)
    return (*explanation, f"Tanggal yang sudah disampaikan kepada pemohon tidak dimajukan; yang berlaku tetap {told}.")


def show(case: Case, deadline: Deadline) -> None:
    """Bring a deadline to the columns of the case by which lists are made."""
    if deadline.clock == CHECK:
        case.checked_by_on = deadline.target_on
    elif deadline.clock == COMPLETE:
        case.applicant_due_on = deadline.shown_on
    elif deadline.clock in (ANSWER, EXTENDED):
        case.due_on = deadline.shown_on
        case.target_on = deadline.target_on if case.state in UNANSWERED_STATES else None
    elif deadline.clock == DECIDE:
        case.due_on = deadline.shown_on
        case.target_on = deadline.target_on if case.state in objections.UNANSWERED_STATES else None
    elif deadline.clock == OBJECT:
        case.objection_due_on = deadline.shown_on
    elif deadline.clock == DISPUTE:
        case.dispute_due_on = deadline.shown_on


def recompute(case: Case, closed: Mapping[date, str], now: datetime) -> list[Deadline]:
    """Reckon every running clock by today's calendar; what changed, with old and new on record.

    Nobody's communicated date is shortened, and our own duties keep the earlier of old and new as target.
    Doing it twice changes nothing. Raises ``YearNotLoaded``.
    """
    changed = []
    for old in list(Deadline.objects.filter(**of(case), replaced_at=None)):
        new = reckoning.recomputed(old.reckoned, closed)
        if new.due == old.due_on:
            continue
        deadline = _write(case, new, old, now)
        # The first period of an extended request is history: its lists go by the extension.
        if not (old.clock == ANSWER and case.extended_on):
            show(case, deadline)
        changed.append(deadline)
        append(
            case,
            "recompute",
            SYSTEM,
            now,
            state_before=case.state,
            details={
                "clock": old.clock,
                "before": {"due": old.due_on.isoformat(), "shown": old.shown_on.isoformat()},
                "after": {"due": new.due.isoformat(), "shown": deadline.shown_on.isoformat()},
            },
            legal_basis="Perubahan kalender hari kerja",
        )
    if changed:
        case.save()
    return changed


def _write(case: Case, reckoned: Reckoned, before: Deadline | None, now: datetime) -> Deadline:
    """A row in place of the one that ran; what was communicated ``before`` is protected."""
    told = reckoning.Protected(before.shown_on, before.target_on) if before else None
    stands = (
        reckoning.protected(told, reckoned.due, rules.clock(reckoned.clock_id).on_move)
        if told
        else reckoning.Protected(reckoned.due, reckoned.due)
    )
    stop(case, reckoned.clock_id, now)
    return Deadline.objects.create(
        **of(case),
        clock=reckoned.clock_id,
        due_on=reckoned.due,
        shown_on=stands.shown,
        target_on=stands.target,
        explanation=reckoned.as_dict(),
        made_at=now,
    )

"""The clocks of a request, kept with their proof, and reckoned anew when the calendar changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from .actors import SYSTEM
from .clocks import reckoning, rules
from .clocks.reckoning import Reckoned
from .history import append
from .lifecycle import UNANSWERED_STATES
from .models import Deadline

if TYPE_CHECKING:
    from .models import InformationRequest

CHECK, COMPLETE, ANSWER, EXTENDED, OBJECT = "C02", "C03", "C04", "C05", "C06"


def start(request: InformationRequest, reckoned: Reckoned, now: datetime) -> Deadline:
    """Begin a clock, or begin it again for a new reason; the request's own dates follow, unsaved."""
    deadline = _write(request, reckoned, reckoned.due, reckoned.due, now)
    show(request, deadline)
    return deadline


def stop(request: InformationRequest, clock: str, now: datetime) -> None:
    """End a clock whose reason is gone; its row stays as history."""
    Deadline.objects.filter(request=request, clock=clock, replaced_at=None).update(replaced_at=now)


def current(request: InformationRequest, clock: str) -> Deadline | None:
    return Deadline.objects.filter(request=request, clock=clock, replaced_at=None).first()


def show(request: InformationRequest, deadline: Deadline) -> None:
    """Bring a deadline to the columns of the request by which lists are made."""
    if deadline.clock == CHECK:
        request.checked_by_on = deadline.target_on
    elif deadline.clock == COMPLETE:
        request.applicant_due_on = deadline.shown_on
    elif deadline.clock in (ANSWER, EXTENDED):
        request.due_on = deadline.shown_on
        request.target_on = deadline.target_on if request.state in UNANSWERED_STATES else None


def recompute(request: InformationRequest, closed: Mapping[date, str], now: datetime) -> list[Deadline]:
    """Reckon every running clock by today's calendar; what changed, with old and new on record.

    Nobody's communicated date is shortened, and our own duties keep the earlier of old and new as target (law
    reference 1.9). Doing it twice changes nothing. Raises ``YearNotLoaded``.
    """
    changed = []
    for old in list(Deadline.objects.filter(request=request, replaced_at=None)):
        new = reckoning.recomputed(old.reckoned, closed)
        if new.due == old.due_on:
            continue
        told = reckoning.Protected(old.shown_on, old.target_on)
        stands = reckoning.protected(told, new.due, rules.clock(old.clock).on_move)
        deadline = _write(request, new, stands.shown, stands.target, now)
        # The first period of an extended request is history: its lists go by the extension.
        if not (old.clock == ANSWER and request.extended_on):
            show(request, deadline)
        changed.append(deadline)
        append(
            request,
            "recompute",
            SYSTEM,
            now,
            state_before=request.state,
            details={
                "clock": old.clock,
                "before": {"due": old.due_on.isoformat(), "shown": old.shown_on.isoformat()},
                "after": {"due": new.due.isoformat(), "shown": deadline.shown_on.isoformat()},
            },
            legal_basis="Perubahan kalender hari kerja",
        )
    if changed:
        request.save()
    return changed


def _write(request: InformationRequest, reckoned: Reckoned, shown: date, target: date, now: datetime) -> Deadline:
    stop(request, reckoned.clock_id, now)
    return Deadline.objects.create(
        request=request,
        clock=reckoned.clock_id,
        due_on=reckoned.due,
        shown_on=shown,
        target_on=target,
        explanation=reckoned.as_dict(),
        made_at=now,
    )

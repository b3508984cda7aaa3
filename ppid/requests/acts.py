"""The one door through which a request moves: lock, ask the table, carry out, write history, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from portal.core.refusal import Refusal
from portal.workdays.calendar import local_date
from portal.workdays.reckoning import YearNotLoaded

from . import answers
from .history import append
from .lifecycle import BY_CODE, UNANSWERED_STATES, Event, Facts, State, open_to, why_not
from .models import HistoryRow, InformationRequest

if TYPE_CHECKING:
    from .actors import Person


class Conflict(Refusal):
    """Somebody else was first; the Indonesian sentence says who did what."""


@dataclass
class Act:
    """One act under way, as its effect sees it.

    ``data`` is what the act's form gave, ``result`` what the caller is told.

    The effect changes ``request`` (unsaved until it returns) and leaves in ``details`` what the history keeps.
    """

    request: InformationRequest
    event: Event
    person: Person
    now: datetime
    today: date
    data: dict[str, Any]
    details: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def carry_out(
    request_id: int,
    code: str,
    person: Person,
    now: datetime,
    data: dict[str, Any] | None = None,
    seen_version: int | None = None,
) -> Act:
    """Do what row ``code`` of the table says, by ``person``, at ``now`` (aware).

    ``seen_version`` is the version that he had before him: if the request has moved on, he is told (``Conflict``).
    Raises ``Refusal`` where the table, or the act's own effect, does not allow it; then nothing has happened.
    """
    from .effects import EFFECTS

    request = InformationRequest.objects.select_for_update().get(pk=request_id)
    if seen_version is not None and seen_version != request.version:
        raise Conflict(_who_was_first(request, seen_version))
    event, today = BY_CODE[code], local_date(now)
    if reason := why_not(event, facts_of(request, today), person.as_actor(request), today):
        raise Refusal(reason)
    act = Act(request, event, person, now, today, data or {})
    before = request.state
    if event.target is not None:
        request.state = event.target
    request.version += 1
    if effect := EFFECTS.get(code):
        try:
            effect(act)
        except YearNotLoaded as problem:
            raise Refusal(str(problem)) from problem
    if request.state not in UNANSWERED_STATES:
        # Nobody is late with what was answered: lists go by the target of what still waits.
        request.target_on = None
    request.save()
    append(request, code, person, now, state_before=before, details=act.details, legal_basis=event.legal_basis)
    return act


def facts_of(request: InformationRequest, today: date) -> Facts:
    """What the guards of the table need to know of ``request`` (queries only where an answer is at stake)."""
    facts = Facts(
        state=State(request.state),
        due_on=request.due_on,
        applicant_due_on=request.applicant_due_on,
        extended_on=request.extended_on,
    )
    if request.state == State.NOTIFIED:
        return replace(facts, gives_nothing=not request.items.filter(outcome__in=answers.GIVING).exists())
    if request.state not in (State.DRAFTING, State.DRAFTED):
        return facts
    return replace(
        facts,
        items_without_outcome=request.items.filter(outcome="").count(),
        faults_of_items=answers.faults_of_items(request, answers.decisions_in_force(today)),
        faults_of_files=answers.faults_of_files(request),
        drafters=answers.drafters_of(request),
    )


def acts_with_reasons(request: InformationRequest, person: Person, today: date) -> list[tuple[Event, str]]:
    """The rows of the table for this person and state; with why the act may not happen now, "" where it may."""
    facts, actor = facts_of(request, today), person.as_actor(request)
    return [(event, why_not(event, facts, actor, today)) for event in open_to(facts.state, actor.parts)]


def possible_acts(request: InformationRequest, person: Person, today: date) -> list[Event]:
    """The buttons of the case page."""
    return [event for event, reason in acts_with_reasons(request, person, today) if not reason]


def _who_was_first(request: InformationRequest, seen_version: int) -> str:
    """What happened since somebody saw ``seen_version``: every act makes one version and one row."""
    rows = HistoryRow.objects.filter(request=request, event__in=BY_CODE).order_by("sequence")
    since = list(rows[max(seen_version, 0) :])
    if not since:
        return "Formulir ini tidak cocok dengan keadaan permohonan. Muat ulang halaman, lalu coba lagi."
    first = since[0]
    who = f"{first.actor_name} ({first.office})" if first.office else first.actor_name
    return (
        f"Permohonan ini sudah berubah sejak Anda membukanya: “{BY_CODE[first.event].label}” oleh {who}. "
        f"Waktu Anda membukanya keadaannya “{State(first.state_before).label}”, sekarang "
        f"“{State(request.state).label}”. Tindakan Anda tidak dicatat; periksa keadaannya yang baru."
    )

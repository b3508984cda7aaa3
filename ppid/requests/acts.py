"""The one door through which a case moves: lock, ask the table, carry out, write history, all or nothing."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from portal.core.refusal import Refusal
from portal.workdays.calendar import local_date
from portal.workdays.reckoning import YearNotLoaded

from . import answers
from .actors import SYSTEM
from .history import append
from .lifecycle import BY_CODE, UNANSWERED_STATES, Event, Facts, State, open_to, why_not
from .models import InformationRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models import Model

    from .actors import Person
    from .models.cases import Case


logger = logging.getLogger(__name__)


class Conflict(Refusal):
    """Somebody else was first; the Indonesian sentence says who did what."""


@dataclass
class Act:
    """One act under way, as its effect sees it.

    ``data`` is what the act's form gave, ``result`` what the caller is told.

    The effect changes ``case`` (unsaved until it returns) and leaves in ``details`` what the history keeps.
    """

    case: Case
    event: Event
    person: Person
    now: datetime
    today: date
    data: dict[str, Any]
    details: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def request(self) -> InformationRequest:
        """The case of an act of the requests' table."""
        return self.case


@dataclass(frozen=True)
class Procedure:
    """What carrying out needs to know of one kind of case: its table, its facts, its effects.

    ``unanswered`` are the states in which its target counts: nobody is late with what was answered.
    """

    model: type[Model]
    events: Mapping[str, Event]
    unanswered: frozenset[str]
    facts_of: Callable[[Case, date], Any]
    effects: Callable[[], Mapping[str, Callable[[Act], None]]]


def carry_out(
    request_id: int,
    code: str,
    person: Person,
    now: datetime,
    data: dict[str, Any] | None = None,
    seen_version: int | None = None,
) -> Act:
    """Do what row ``code`` of the requests' table says; arguments and errors as in ``carry_out_in``."""
    return carry_out_in(REQUEST, request_id, code, person, now, data, seen_version)


@transaction.atomic
def carry_out_in(
    procedure: Procedure,
    pk: int,
    code: str,
    person: Person,
    now: datetime,
    data: dict[str, Any] | None = None,
    seen_version: int | None = None,
) -> Act:
    """Do what row ``code`` of the table says, by ``person``, at ``now`` (aware).

    ``seen_version`` is the version that he had before him: if the case has moved on, he is told (``Conflict``).
    Raises ``Refusal`` where the table, or the act's own effect, does not allow it; then nothing has happened.
    """
    case = procedure.model.objects.select_for_update().get(pk=pk)
    if seen_version is not None and seen_version != case.version:
        raise Conflict(_who_was_first(procedure, case, seen_version))
    event, today = procedure.events[code], local_date(now)
    if reason := why_not(event, procedure.facts_of(case, today), person.as_actor(case), today):
        raise Refusal(reason)
    act = Act(case, event, person, now, today, data or {})
    before = case.state
    if event.target is not None:
        case.state = event.target
    case.version += 1
    if effect := procedure.effects().get(code):
        try:
            effect(act)
        except YearNotLoaded as problem:
            raise Refusal(str(problem)) from problem
    if case.state not in procedure.unanswered:
        # Nobody is late with what was answered: lists go by the target of what still waits.
        case.target_on = None
    case.save()
    append(case, code, person, now, state_before=before, details=act.details, legal_basis=event.legal_basis)
    return act


def carry_out_each(procedure: Procedure, keys: Iterable[int], code: str, now: datetime) -> int:
    """What the day itself brings, to each of these cases; to how many.

    One that does not allow it any more, because somebody was quicker, holds up no other.
    """
    done = 0
    for pk in keys:
        try:
            carry_out_in(procedure, pk, code, SYSTEM, now)
        except Refusal as reason:
            logger.info("%s %s: no %s: %s", procedure.model.KIND, pk, code, reason)
        else:
            done += 1
    return done


def facts_of(request: InformationRequest, today: date) -> Facts:
    """What the guards of the table need to know of ``request`` (queries only where an answer is at stake)."""
    facts = Facts(
        state=State(request.state),
        due_on=request.due_on,
        applicant_due_on=request.applicant_due_on,
        extended_on=request.extended_on,
        has_letters=request.letters.exists(),
        answer_received_on=request.answer_received_on,
        objection_due_on=request.objection_due_on,
    )
    if request.state in (State.NOTIFIED, State.DELIVERED):
        gives_nothing = not request.items.filter(outcome__in=answers.GIVING).exists()
        is_handed_over = request.delivery_method != InformationRequest.DeliveryMethod.PORTAL
        return replace(
            facts,
            gives_nothing=gives_nothing,
            waits_for_handover=request.state == State.NOTIFIED and is_handed_over and not gives_nothing,
            has_open_objection=request.objections.open().exists(),
        )
    if request.state not in (State.DRAFTING, State.DRAFTED):
        return facts
    return replace(
        facts,
        items_without_outcome=request.items.filter(outcome="").count(),
        faults_of_items=answers.faults_of_items(request, answers.decisions_in_force(today)),
        faults_of_files=answers.faults_of_files(request),
        drafters=answers.drafters_of(request),
    )


def acts_with_reasons(
    case: Case, person: Person, today: date, procedure: Procedure | None = None
) -> list[tuple[Event, str]]:
    """The rows of the table for this person and state; with why the act may not happen now, "" where it may."""
    procedure = procedure or REQUEST
    facts, actor = procedure.facts_of(case, today), person.as_actor(case)
    rows = open_to(facts.state, actor.parts, procedure.events.values())
    return [(event, why_not(event, facts, actor, today)) for event in rows]


def possible_acts(case: Case, person: Person, today: date, procedure: Procedure | None = None) -> list[Event]:
    """The buttons of the case page."""
    return [event for event, reason in acts_with_reasons(case, person, today, procedure) if not reason]


def _who_was_first(procedure: Procedure, case: Case, seen_version: int) -> str:
    """What happened since somebody saw ``seen_version``: every act makes one version and one row."""
    rows = case.history.filter(event__in=procedure.events).order_by("sequence")
    since = list(rows)[max(seen_version, 0) :]
    name = case._meta.verbose_name
    if not since:
        return f"Formulir ini tidak cocok dengan keadaan {name}. Muat ulang halaman, lalu coba lagi."
    first = since[0]
    who = f"{first.actor_name} ({first.office})" if first.office else first.actor_name
    return (
        f"{name.capitalize()} ini sudah berubah sejak Anda membukanya: “{procedure.events[first.event].label}” oleh "
        f"{who}. Waktu Anda membukanya keadaannya “{first.state_before_label}”, sekarang "
        f"“{case.get_state_display()}”. Tindakan Anda tidak dicatat; periksa keadaannya yang baru."
    )


def _effects() -> Mapping[str, Callable[[Act], None]]:
    from .effects import EFFECTS

    return EFFECTS


REQUEST = Procedure(InformationRequest, BY_CODE, UNANSWERED_STATES, facts_of, _effects)

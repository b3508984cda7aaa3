"""What the page of one case shows to one person, by what its kind's ``visibility`` grants him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import ClosedDays, YearNotLoaded

from ..actors import APPEAL_AUTHORITY, PPID, Person
from ..acts import acts_with_reasons
from ..clocks import rules
from ..letters.papers import rupiah
from ..lifecycle import UNANSWERED_STATES, Event, State
from ..models import Deadline, InformationRequest, Objection, RequestFile
from ..objections.filing import Filing
from ..objections.registration import filing_of
from ..published.deciding import publishable
from ..time_left import TimeLeft, time_left
from ..visibility import Aspect, aspects, sees_answer
from .act_forms import AT_LETTERS
from .signed_letters import HINT
from .timeline import timeline_of

if TYPE_CHECKING:
    from ..models.cases import Case
    from .kinds import Kind


@dataclass(frozen=True)
class Choice:
    """An act of the table as the page offers it; ``reason`` says why it may not happen now, "" where it may."""

    event: Event
    reason: str
    leads_on: bool
    is_direct: bool
    """Done by its button alone, because it asks for nothing."""


@dataclass(frozen=True)
class Clock:
    """One clock of the case: what runs now, if it does, and the reckonings that it replaced, newest first."""

    name: str
    is_main: bool
    current: Deadline | None
    superseded: tuple[Deadline, ...]


def context_of(kind: Kind, case: Case, person: Person, now: datetime) -> dict[str, Any]:
    """Everything that the page shows; the number of queries does not grow with the case."""
    today, seen = local_date(now), kind.seeing.aspects(case, person)
    offered = acts_with_reasons(case, person, today, kind.procedure)
    choices = [
        Choice(event, reason, kind.leads_on(event, case.state), kind.asks_for_nothing(event.code))
        for event, reason in offered
        if event.code != AT_LETTERS
    ]
    return {
        "kind": kind,
        "case": case,
        "now": now,
        "sees": {aspect.name for aspect in seen},
        "left": kind.left_of(case, today, closed_days()),
        "files": files_of(kind, case, seen),
        "letters": kind.seeing.letters_for(case, person),
        "final_hint": HINT,
        "puts_final": any(event.code == AT_LETTERS and not reason for event, reason in offered),
        "clocks": list(clocks_of(case.deadlines.all(), kind.main_clock(case))),
        "timeline": timeline_of(list(case.history.all())) if Aspect.HISTORY in seen else None,
        "possible": sorted((choice for choice in choices if not choice.reason), key=lambda choice: not choice.leads_on),
        "blocked": [choice for choice in choices if choice.reason],
        **kind.answer_of(case, person),
        **kind.own_context(case, person, today, seen),
    }


def around_request(case: InformationRequest, person: Person, today: date, seen: frozenset[Aspect]) -> dict[str, Any]:
    """What the page of a request shows beside: notes among officers, and whether its answer may be published."""
    return {
        "notes": case.notes.all() if Aspect.INTERNAL in seen else (),
        "publishable": publishable(case, person, today),
    }


def answer_of_request(case: InformationRequest, person: Person) -> dict[str, Any]:
    """What was asked and, as far as this person may see it, what it is answered."""
    return {
        "sees_answer": sees_answer(case, aspects(case, person)),
        "items": items_of(case),
        "costs": costs_of(case),
    }


def answer_before(objection: Objection, person: Person) -> dict[str, Any]:
    """What an objection is directed against. Whoever has no part in the request itself sees nothing of it here."""
    request = objection.request
    seen = aspects(request, person) if request else frozenset()
    if Aspect.ITEMS not in seen:
        return {"sees_answer": False, "items": [], "costs": [], "linked_request": None}
    return {**answer_of_request(request, person), "linked_request": request}


def around_objection(objection: Objection, person: Person, today: date, seen: frozenset[Aspect]) -> dict[str, Any]:
    """What the page of an objection shows beside: how late it is by which terms, and whether he follows disputes."""
    return {
        "filing": filing_if_reckoned(objection),
        "answers": [(letter, words, objection.answers.get(letter, "")) for letter, words in objection.reason_labels],
        "follows_disputes": bool(person.hat(PPID) or person.hat(APPEAL_AUTHORITY)),
    }


def filing_if_reckoned(objection: Objection) -> Filing | None:
    """The terms within which it was to be filed; nothing where the calendar does not reach."""
    try:
        return filing_of(objection)
    except YearNotLoaded:
        return None


def left_of(case: InformationRequest, today: date, closed: ClosedDays) -> TimeLeft | None:
    """The time left of whatever runs now; ``None`` once it has been answered or closed."""
    if case.state == State.INCOMPLETE:
        return time_left(case.applicant_due_on, today, closed) if case.applicant_due_on else None
    return time_left(case.target_on, today, closed) if case.state in UNANSWERED_STATES else None


def left_of_objection(case: Objection, today: date, closed: ClosedDays) -> TimeLeft | None:
    """The time left for the superior's answer, then for what he ordered."""
    if case.target_on:
        return time_left(case.target_on, today, closed)
    waits_for_order = case.order_due_on and case.is_open and case.fulfilled_on is None
    return time_left(case.order_due_on, today, closed) if waits_for_order else None


def items_of(case: InformationRequest):
    """The items with what answers them, their released files at ``released``."""
    items = list(case.items.select_related("decision", "page"))
    by_item: dict[int, list[RequestFile]] = {item.pk: [] for item in items}
    for file in case.files.filter(kind=RequestFile.Kind.RELEASED).exclude(item=None):
        by_item[file.item_id].append(file)
    for item in items:
        item.released = by_item[item.pk]
    return items


def costs_of(case: InformationRequest) -> list[tuple[str, str]]:
    """What the applicant would pay, each with its reckoning in words, and how and within which time (Pasal 22)."""
    lines = list(case.costs.select_related("tariff"))
    rows = [
        (line.tariff.name, f"{line.quantity} {line.tariff.unit} × {rupiah(line.rupiah)} = {rupiah(line.total)}")
        for line in lines
    ]
    if len(lines) > 1:
        rows.append(("Jumlah biaya", rupiah(sum(line.total for line in lines))))
    if case.payment_method:
        rows.append(("Cara pembayaran", case.payment_method))
    if case.provided_within_days:
        rows.append(("Waktu penyediaan", f"{case.provided_within_days} hari kerja"))
    return rows


def files_of(kind: Kind, case: Case, seen: frozenset[Aspect]) -> list[RequestFile]:
    return [file for file in case.files.select_related("item") if kind.seeing.sees_file(case, file.kind, seen)]


def clocks_of(rows: Iterable[Deadline], main: str) -> Iterator[Clock]:
    """The clocks in the order of the law; ``main`` is the code of the one by which the answer is due."""
    ordered = sorted(rows, key=attrgetter("clock", "pk"))
    for code, reckonings in groupby(ordered, key=attrgetter("clock")):
        *_, last = kept = list(reckonings)
        current = last if last.replaced_at is None else None
        superseded = [row for row in reversed(kept) if row is not current]
        yield Clock(rules.clock(code).what, code == main, current, tuple(superseded))

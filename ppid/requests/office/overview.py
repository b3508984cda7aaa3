"""What the page of one request shows to one person, by what ``visibility`` grants him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import ClosedDays

from .. import deadlines
from ..actors import Person
from ..acts import acts_with_reasons
from ..clocks import rules
from ..letters.papers import rupiah
from ..lifecycle import UNANSWERED_STATES, Event, State
from ..models import Deadline, InformationRequest, RequestFile
from ..published.deciding import publishable
from ..time_left import TimeLeft, time_left
from ..visibility import Aspect, aspects, letters_for, sees_answer, sees_file
from .act_forms import AT_LETTERS, asks_for_nothing
from .signed_letters import HINT
from .timeline import timeline_of

ON_THE_WAY = frozenset(State) - {State.INCOMPLETE, State.CLOSED_INCOMPLETE, State.REDIRECTED, State.WITHDRAWN}


@dataclass(frozen=True)
class Choice:
    """An act of the table as the page offers it; ``reason`` says why it may not happen now, "" where it may."""

    event: Event
    reason: str
    leads_on: bool = False

    @property
    def is_direct(self) -> bool:
        """Done by its button alone, because it asks for nothing."""
        return asks_for_nothing(self.event.code)


@dataclass(frozen=True)
class Clock:
    """One clock of the request: what runs now, if it does, and the reckonings that it replaced, newest first."""

    name: str
    is_main: bool
    current: Deadline | None
    superseded: tuple[Deadline, ...]


def context_of(case: InformationRequest, person: Person, now: datetime) -> dict:
    """Everything that the page shows; the number of queries does not grow with the request."""
    today, seen = local_date(now), aspects(case, person)
    offered = acts_with_reasons(case, person, today)
    choices = [
        Choice(event, reason, leads_on(event, case.state)) for event, reason in offered if event.code != AT_LETTERS
    ]
    return {
        "case": case,
        "now": now,
        "sees": {aspect.name for aspect in seen},
        "sees_answer": sees_answer(case, seen),
        "left": left_of(case, today, closed_days()),
        "items": items_of(case),
        "costs": costs_of(case),
        "publishable": publishable(case, person, today),
        "files": files_of(case, seen),
        "letters": letters_for(case, person),
        "final_hint": HINT,
        "puts_final": any(event.code == AT_LETTERS and not reason for event, reason in offered),
        "notes": case.notes.all() if Aspect.INTERNAL in seen else (),
        "clocks": list(clocks_of(case.deadlines.all(), deadlines.EXTENDED if case.extended_on else deadlines.ANSWER)),
        "timeline": timeline_of(list(case.history.all())) if Aspect.HISTORY in seen else None,
        "possible": sorted((choice for choice in choices if not choice.reason), key=lambda choice: not choice.leads_on),
        "blocked": [choice for choice in choices if choice.reason],
    }


def left_of(case: InformationRequest, today: date, closed: ClosedDays) -> TimeLeft | None:
    """The time left of whatever runs now; ``None`` once it has been answered or closed."""
    if case.state == State.INCOMPLETE:
        return time_left(case.applicant_due_on, today, closed) if case.applicant_due_on else None
    return time_left(case.target_on, today, closed) if case.state in UNANSWERED_STATES else None


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
    """What the applicant would pay, each with its reckoning in words, and how and within which time (law 2.4)."""
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


def files_of(case: InformationRequest, seen: Iterable[Aspect]) -> list[RequestFile]:
    return [file for file in case.files.select_related("item") if sees_file(case, file.kind, frozenset(seen))]


def leads_on(event: Event, state: str) -> bool:
    """Whether the act brings the request nearer to its answer, and so is the one that is mostly meant."""
    way = list(State)
    return event.target in ON_THE_WAY and way.index(event.target) > way.index(State(state))


def clocks_of(rows: Iterable[Deadline], main: str) -> Iterator[Clock]:
    """The clocks in the order of the law; ``main`` is the code of the one by which the answer is due."""
    ordered = sorted(rows, key=attrgetter("clock", "pk"))
    for code, reckonings in groupby(ordered, key=attrgetter("clock")):
        *_, last = kept = list(reckonings)
        current = last if last.replaced_at is None else None
        superseded = [row for row in reversed(kept) if row is not current]
        yield Clock(rules.clock(code).what, code == main, current, tuple(superseded))

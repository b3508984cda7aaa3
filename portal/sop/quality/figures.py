"""What the rows of the register amount to: pure functions over plain rows.

All durations are office minutes of working days. A row counts where it stood at the report's cut (the end of the
period, or now if the period is not over):

* *done*: finished within the period; only these have durations and a share within the standard;
* *open*: begun and not finished at the cut, also when it began before the period. It is counted, never left out;
* *dropped*: ended within the period because the text was withdrawn or deleted; nobody did the step;
* *note*: no step at all but an act on record (a publication, a taking down).

The 90th percentile is the nearest rank: the smallest duration that at least 90 % of the done steps did not exceed. It
is always a duration that happened, also with few steps.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from portal.core.ranks import median, percentile
from portal.sop.models import StepRecord
from portal.sop.standards import NOT_SET
from portal.workdays.reckoning import YearNotLoaded

Outcome = StepRecord.Outcome
LONGEST_SHOWN = 10


class StepRow(NamedTuple):
    """One row of the register, as far as the report needs it; the fields bear the names of ``StepRecord``."""

    title: str
    story: str
    task_state_id: int | None
    sop: str
    flow: str
    order: int | None
    step: str
    role_name: str
    standard: str
    started_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    outcome: str
    actor_name: str
    office: str
    comment: str


class State(Enum):
    DONE = "selesai"
    OPEN = "terbuka"
    DROPPED = "ditarik atau dihapus"
    NOTE = "tindakan di luar langkah"


@dataclass(frozen=True)
class Item:
    """A row with what the report makes of it. ``minutes`` is its time until its end or until the cut; ``None`` where
    the calendar has no answer, and for a note. ``is_late``: ended, or still open, past its due time."""

    row: StepRow
    state: State
    minutes: int | None
    is_late: bool


class StepKey(NamedTuple):
    """What makes two rows rows of the same step; a revised SOP or another standard is another step."""

    sop: str
    flow: str
    order: int
    step: str
    role_name: str
    standard: str

    @property
    def name(self) -> str:
        """ "A6 Verifikasi"; a task that belongs to no SOP goes by its own name."""
        return f"{self.flow}{self.order} {self.step}" if self.order else self.step


@dataclass(frozen=True)
class Share:
    """How many done steps kept their standard. ``unset``: the SOP sets no time for them (*belum ditetapkan*), so they
    were neither in time nor late; ``unknown``: the calendar did not reach, so that no due time could be reckoned."""

    within: int
    late: int
    unset: int
    unknown: int

    @property
    def measured(self) -> int:
        return self.within + self.late

    @property
    def fraction(self) -> float | None:
        return self.within / self.measured if self.measured else None


@dataclass(frozen=True)
class Figures:
    """What stands in one line of the report; ``median``, ``p90`` and ``longest`` in office minutes."""

    done: int
    median: float | None
    p90: int | None
    longest: int | None
    share: Share
    returned: int
    unfit: int
    open: int
    overdue: int
    dropped: int


@dataclass(frozen=True)
class Report:
    cut: datetime
    total: Figures
    stories: int
    by_step: list[tuple[StepKey, Figures]]
    by_role: list[tuple[str, Figures]]
    by_office: list[tuple[str, Figures]]
    longest_done: list[Item]
    longest_open: list[Item]
    returns: list[Item]
    notes: list[tuple[str, int]]
    items: list[Item]


def state_of(row: StepRow, cut: datetime) -> State:
    if row.order is None and row.task_state_id is None:
        return State.NOTE
    if row.finished_at is None or row.finished_at >= cut:
        return State.OPEN
    if row.outcome in (Outcome.WITHDRAWN, Outcome.DELETED):
        return State.DROPPED
    return State.DONE


def item_of(row: StepRow, cut: datetime, minutes_between: Callable[[datetime, datetime], int]) -> Item:
    state = state_of(row, cut)
    end = cut if state is State.OPEN or row.finished_at is None else row.finished_at
    is_late = row.due_at is not None and end > row.due_at
    if state is State.NOTE:
        return Item(row, state, None, False)
    try:
        return Item(row, state, minutes_between(row.started_at, end), is_late)
    except YearNotLoaded:
        return Item(row, state, None, is_late)


def share_of(done: Iterable[Item]) -> Share:
    counts = Counter(_against_standard(item) for item in done)
    return Share(counts["within"], counts["late"], counts["unset"], counts["unknown"])


def _against_standard(item: Item) -> str:
    if item.row.due_at is not None:
        return "late" if item.is_late else "within"
    return "unset" if item.row.standard in ("", NOT_SET) else "unknown"


def figures_of(items: Iterable[Item]) -> Figures:
    """The figures of any group of items."""
    by_state = _grouped(items, lambda item: item.state)
    done, waiting = by_state[State.DONE], by_state[State.OPEN]
    minutes = [item.minutes for item in done if item.minutes is not None]
    return Figures(
        done=len(done),
        median=median(minutes),
        p90=percentile(minutes, 90),
        longest=max(minutes, default=None),
        share=share_of(done),
        returned=sum(item.row.outcome == Outcome.RETURNED for item in done),
        unfit=sum(item.row.outcome == Outcome.UNFIT for item in done),
        open=len(waiting),
        overdue=sum(item.is_late for item in waiting),
        dropped=len(by_state[State.DROPPED]),
    )


def report_on(rows: Iterable[StepRow], cut: datetime, minutes_between: Callable[[datetime, datetime], int]) -> Report:
    """Everything that is said about a period, from the rows that touch it and a way to count office minutes."""
    items = [item_of(row, cut, minutes_between) for row in rows]
    steps = [item for item in items if item.state is not State.NOTE]
    done = [item for item in steps if item.state is State.DONE]
    return Report(
        cut=cut,
        total=figures_of(steps),
        stories=len({item.row.story for item in steps}),
        by_step=_by(steps, _step_key),
        by_role=_by(steps, lambda item: item.row.role_name),
        by_office=_by(done, lambda item: item.row.office),
        longest_done=_longest(done),
        longest_open=_longest(item for item in steps if item.state is State.OPEN),
        returns=sorted(filter(_was_turned_down, done), key=lambda item: item.row.finished_at, reverse=True),
        notes=sorted(Counter(item.row.outcome for item in items if item.state is State.NOTE).items()),
        items=items,
    )


def _was_turned_down(item: Item) -> bool:
    return item.row.outcome in (Outcome.RETURNED, Outcome.UNFIT)


def _step_key(item: Item) -> StepKey:
    row = item.row
    return StepKey(row.sop, row.flow, row.order or 0, row.step, row.role_name, row.standard or NOT_SET)


def _by(items: Iterable[Item], key: Callable[[Item], Hashable]) -> list[tuple]:
    return [(name, figures_of(group)) for name, group in sorted(_grouped(items, key).items())]


def _grouped(items: Iterable[Item], key: Callable[[Item], Hashable]) -> defaultdict[Hashable, list[Item]]:
    groups = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def _longest(items: Iterable[Item]) -> list[Item]:
    known = [item for item in items if item.minutes is not None]
    return sorted(known, key=lambda item: (-item.minutes, item.row.started_at))[:LONGEST_SHOWN]

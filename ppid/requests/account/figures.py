"""What the rows of a year amount to: pure functions over plain rows.

Nothing is left out because it looks bad. What is still unanswered after its date counts as not in time, and so does
what the applicant withdrew after waiting past it. Times are working days from receipt to answer, the applicant's own
time for completing included, so that they never flatter. The 90th percentile is the nearest rank: a time that happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from portal.core.ranks import median, percentile
from portal.workdays.reckoning import YearNotLoaded, working_days_between

from ..clocks import rules
from ..deadlines import ANSWER, DECIDE, EXTENDED
from ..lifecycle import State
from ..objections.lifecycle import State as ObjectionState
from .rows import ObjectionRow, RequestRow, YearRows, answered_on

WorkingDays = Callable[[date, date], int | None]
"""Working days from one day to another; ``None`` where the calendar does not reach."""


class Standing(StrEnum):
    """How something that is owed by a date stands on the day of counting. Every row has exactly one."""

    IN_TIME = "in-time"
    LATE = "late"
    OPEN = "open"
    OPEN_LATE = "open-late"
    WITHDRAWN_LATE = "withdrawn-late"
    # Withdrawn while there was still time, or never completed by the applicant.
    NOT_OWED = "not-owed"
    # Answered, but its date could not be reckoned when it was received, because no calendar was loaded.
    UNKNOWN = "unknown"


NOT_IN_TIME = (Standing.LATE, Standing.OPEN_LATE, Standing.WITHDRAWN_LATE)


@dataclass(frozen=True)
class Timing:
    """``standings`` by code; ``median`` and ``p90`` in working days, of what was answered; ``classes`` counts the
    answers up to each of ``limits`` (working days), and last those beyond; ``unmeasured`` were answered in a year
    without calendar."""

    standings: dict[str, int]
    median: float | None
    p90: int | None
    limits: list[int]
    classes: list[int]
    unmeasured: int

    @property
    def answered(self) -> int:
        return sum(self.classes) + self.unmeasured

    @property
    def judged(self) -> int:
        """Those of which it can be said whether they were in time."""
        return self.standings[Standing.IN_TIME] + sum(self.standings[late] for late in NOT_IN_TIME)

    @property
    def share(self) -> float | None:
        """In percent."""
        return 100 * self.standings[Standing.IN_TIME] / self.judged if self.judged else None


@dataclass(frozen=True)
class Requests:
    received: int
    channels: dict[str, int]
    states: dict[str, int]
    extended: int
    timing: Timing
    outcomes: dict[str, int]
    grounds: dict[str, int]


@dataclass(frozen=True)
class Objections:
    received: int
    reasons: dict[str, int]
    outcomes: dict[str, int]
    withdrawn: int
    timing: Timing
    orders: dict[str, int]


@dataclass(frozen=True)
class Disputes:
    """``steps``: in how many disputes each step happened."""

    received: int
    stages: dict[str, int]
    rulings: dict[str, int]
    steps: dict[str, int]


@dataclass(frozen=True)
class Figures:
    """The account of ``year`` as the registers stood on ``counted_on``."""

    year: int
    counted_on: date
    requests: Requests
    objections: Objections
    disputes: Disputes

    def as_dict(self) -> dict[str, Any]:
        """For a JSON field."""
        return asdict(self) | {"counted_on": self.counted_on.isoformat()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Figures:
        requests, objections = values["requests"], values["objections"]
        return cls(
            year=values["year"],
            counted_on=date.fromisoformat(values["counted_on"]),
            requests=Requests(**{**requests, "timing": Timing(**requests["timing"])}),
            objections=Objections(**{**objections, "timing": Timing(**objections["timing"])}),
            disputes=Disputes(**values["disputes"]),
        )


def figures_of(year: int, rows: YearRows, today: date, closed: Mapping[date, str]) -> Figures:
    """The account of ``rows``; ``today`` tells what is late, ``closed`` are the days that do not count."""
    between = _reckoner(closed)
    first, extension = rules.clock(ANSWER).amount, rules.clock(EXTENDED).amount
    return Figures(
        year,
        today,
        Requests(
            received=len(rows.requests),
            channels=_counted(row.channel for row in rows.requests),
            states=_counted(row.state for row in rows.requests),
            extended=sum(row.extended_on is not None for row in rows.requests),
            timing=_timing(
                [standing_of_request(row, today) for row in rows.requests],
                [(row.received_on, day) for row in rows.requests if (day := answered_on(row))],
                [first, first + extension],
                between,
            ),
            outcomes=_counted(item.outcome for item in rows.items),
            grounds=_counted(item.ground[0] for item in rows.items if item.ground),
        ),
        _objections(rows.objections, today, between),
        Disputes(
            received=len(rows.disputes),
            stages=_counted(row.stage for row in rows.disputes),
            rulings=_counted(row.ruling for row in rows.disputes if row.ruling),
            steps=_counted(step for row in rows.disputes for step in row.steps),
        ),
    )


def standing_of_request(row: RequestRow, today: date) -> Standing:
    """While the applicant completes his request, and for ever if he does not, the office owes nothing (C03)."""
    waits = row.state in (State.INCOMPLETE, State.CLOSED_INCOMPLETE) or row.applicant_due_on is not None
    ended_on = row.closed_on if row.state in (State.WITHDRAWN, State.CLOSED_INCOMPLETE) else None
    return standing(answered_on(row), None if waits else row.due_on, ended_on, today)


def standing_of_objection(row: ObjectionRow, today: date) -> Standing:
    ended_on = row.closed_on if row.state == ObjectionState.WITHDRAWN else None
    return standing(row.notified_on, row.due_on, ended_on, today)


def standing(done_on: date | None, due_on: date | None, ended_on: date | None, today: date) -> Standing:
    """``ended_on``: the day on which it ended without being done. The due date itself is still in time."""
    if done_on is not None:
        if due_on is None:
            return Standing.UNKNOWN
        return Standing.IN_TIME if done_on <= due_on else Standing.LATE
    if ended_on is not None:
        return Standing.WITHDRAWN_LATE if due_on and ended_on > due_on else Standing.NOT_OWED
    return Standing.OPEN_LATE if due_on and today > due_on else Standing.OPEN


def _objections(rows: Sequence[ObjectionRow], today: date, between: WorkingDays) -> Objections:
    told = [row for row in rows if row.notified_on]
    ordered = [row for row in told if row.order_due_on]
    return Objections(
        received=len(rows),
        reasons=_counted(reason for row in rows for reason in row.reasons),
        # What is decided and not yet told is no answer yet.
        outcomes=_counted(row.outcome for row in told),
        withdrawn=sum(row.state == ObjectionState.WITHDRAWN for row in rows),
        timing=_timing(
            [standing_of_objection(row, today) for row in rows],
            [(row.received_on, row.notified_on) for row in told],
            [rules.clock(DECIDE).amount],
            between,
        ),
        orders=_standings(standing(row.fulfilled_on, row.order_due_on, None, today) for row in ordered),
    )


def _timing(
    standings: Iterable[Standing], answers: Iterable[tuple[date, date]], limits: list[int], between: WorkingDays
) -> Timing:
    took = [between(start, end) for start, end in answers]
    days = [time for time in took if time is not None]
    bounds = [-1, *limits, max(days, default=0) + limits[-1]]
    return Timing(
        standings=_standings(standings),
        median=median(days),
        p90=percentile(days, 90),
        limits=limits,
        classes=[sum(low < time <= high for time in days) for low, high in pairwise(bounds)],
        unmeasured=len(took) - len(days),
    )


def _standings(standings: Iterable[Standing]) -> dict[str, int]:
    counts = Counter(standings)
    return {standing.value: counts[standing] for standing in Standing}


def _counted(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(codes).items()))


def _reckoner(closed: Mapping[date, str]) -> WorkingDays:
    """Many cases have the same two days: each pair is counted once."""

    @cache
    def between(start: date, end: date) -> int | None:
        try:
            return working_days_between(start, end, closed)
        except YearNotLoaded:
            return None

    return between

"""The clocks of the law and the readings of its open questions, from ``clocks.toml``.

The file is the only place that knows a legal period: code names a clock ("C04") and never its number of days.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("clocks.toml")

WORKING_DAYS = "working-days"
WORKING_DAYS_BEFORE = "working-days-before"
CALENDAR_DAYS = "calendar-days"
MONTHS = "months"
HOURS = "hours"
AT_ONCE = "at-once"
DATE = "date"
WITH_AMOUNT = (WORKING_DAYS, WORKING_DAYS_BEFORE, CALENDAR_DAYS, MONTHS, HOURS)
UNITS = (*WITH_AMOUNT, AT_ONCE, DATE)

APPLICANT = "applicant"
ON_MOVE = {
    APPLICANT: "pemohon",
    "ppid": "PPID",
    "atasan-ppid": "Atasan PPID",
    "commission": "Komisi Informasi",
    "public-body": "badan publik",
    "parties": "para pihak yang bersengketa",
}


class ClocksError(ValueError):
    """``clocks.toml`` contradicts itself; the message lists every fault, in Indonesian."""


@dataclass(frozen=True)
class Clock:
    """One time limit. ``starts`` are codes of events; ``day`` ("12-31") is set for the unit ``date`` alone."""

    id: str
    what: str
    unit: str
    starts: tuple[str, ...]
    on_move: str
    missed: str
    source: str
    amount: int = 0
    day: str = ""

    @property
    def who(self) -> str:
        """Who is on move, in Indonesian."""
        return ON_MOVE[self.on_move]


@dataclass(frozen=True)
class Event:
    """What starts a clock. ``spent``: its day belongs to the period before and never counts again."""

    words: str
    spent: bool = False


@dataclass(frozen=True)
class Policy:
    """How the agency reads what the law leaves open; the questions stand in the file, beside their values."""

    count_start_day: bool
    clock_start: str
    extension_from: str
    email_is_received_when_sent: bool


@dataclass(frozen=True)
class WorkingDay:
    """What a working day is, and which rule says so."""

    words: str
    source: str


@dataclass(frozen=True)
class Rules:
    clocks: dict[str, Clock]
    events: dict[str, Event]
    policy: Policy
    working_day: WorkingDay


def clock(clock_id: str) -> Clock:
    """Raises ``KeyError`` for a clock that the file does not have."""
    return rules().clocks[clock_id]


def event(code: str) -> Event:
    return rules().events[code]


def policy() -> Policy:
    return rules().policy


@cache
def rules() -> Rules:
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Rules:
    """Read and check the text of a clocks file. Raises ``ClocksError`` with every fault found."""
    data = tomllib.loads(text)
    clocks = [Clock(**{**row, "starts": tuple(row["starts"])}) for row in data["clocks"]]
    events = {code: Event(**row) for code, row in data["events"].items()}
    if faults := [*_policy_faults(data["policies"]), *_faults(clocks, events)]:
        raise ClocksError("\n".join(faults))
    return Rules(
        clocks={clock.id: clock for clock in clocks},
        events=events,
        policy=Policy(**{name: row["value"] for name, row in data["policies"].items()}),
        working_day=WorkingDay(**data["working_day"]),
    )


def _policy_faults(policies: dict) -> Iterator[str]:
    known = {field.name for field in fields(Policy)}
    for name in sorted(known ^ policies.keys()):
        yield f"Pilihan {name} {'tidak ada' if name in known else 'tidak dikenal'}."
    for name, row in policies.items():
        if row["value"] not in row["choices"]:
            yield f"Pilihan {name}: “{row['value']}” tidak termasuk pilihannya."


def _faults(clocks: list[Clock], events: dict[str, Event]) -> Iterator[str]:
    ids = [clock.id for clock in clocks]
    for doubled in sorted({id for id in ids if ids.count(id) > 1}):
        yield f"Tenggat {doubled} tertulis lebih dari sekali."
    for clock in clocks:
        yield from (f"Tenggat {clock.id}: {fault}" for fault in _clock_faults(clock, events))


def _clock_faults(clock: Clock, events: dict[str, Event]) -> Iterator[str]:
    if clock.unit not in UNITS:
        yield f"satuan “{clock.unit}” tidak dikenal."
    if (clock.amount > 0) != (clock.unit in WITH_AMOUNT):
        yield f"jumlah {clock.amount} tidak cocok dengan satuan “{clock.unit}”."
    if clock.unit == DATE and not _is_day_of_every_year(clock.day):
        yield f"“{clock.day}” bukan tanggal yang ada setiap tahun (bulan-hari)."
    if clock.on_move not in ON_MOVE:
        yield f"pihak “{clock.on_move}” tidak dikenal."
    if not clock.source:
        yield "dasar hukumnya belum disebut."
    if not clock.starts:
        yield "peristiwa yang memulainya belum disebut."
    for code in clock.starts:
        if code not in events:
            yield f"peristiwa “{code}” tidak dikenal."


def _is_day_of_every_year(day: str) -> bool:
    try:
        date.fromisoformat(f"2001-{day}")  # no leap year
    except ValueError:
        return False
    return True

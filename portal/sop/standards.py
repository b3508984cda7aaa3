"""Time standards of SOP steps: how they are written, and when a step is due.

A standard counts office hours of working days; "1 hari" is one working day (docs/rules.md, rule 7).
A step whose standard the SOP leaves blank has none: it is "belum ditetapkan", never on time or late.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from portal.workdays.reckoning import add_office_minutes, add_working_days, closing_time

NOT_SET = "belum ditetapkan"
_MINUTES = {"menit": 1, "jam": 60}


@dataclass(frozen=True)
class Duration:
    """An amount of office time as the SOP writes it: "30 menit", "3 jam" or "1 hari"."""

    amount: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read a duration; raises ``ValueError`` for anything but a whole number of menit, jam or hari."""
        match = re.fullmatch(r"([1-9]\d*) (menit|jam|hari)", text)
        if match is None:
            raise ValueError(f"Waktu baku “{text}” tidak dikenal; tulis misalnya “30 menit”, “3 jam”, atau “1 hari”.")
        return cls(int(match[1]), match[2])

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


def standard_text(shortest: str, longest: str) -> str:
    """How a standard is shown: "30 menit", "1–3 jam", or "belum ditetapkan"."""
    if not longest:
        return NOT_SET
    if not shortest:
        return longest
    low, high = Duration.parse(shortest), Duration.parse(longest)
    return f"{low.amount}–{high}" if low.unit == high.unit else f"{low} – {high}"


def longest_of(standard: str) -> Duration:
    """Read a standard back as ``standard_text`` wrote it; raises ``ValueError`` where there is none."""
    return Duration.parse(standard.rpartition("–")[2].strip())


def due_at(
    start: datetime,
    longest: Duration,
    closed: Mapping[date, str],
    hours: Mapping[int, tuple[time, time]],
) -> datetime:
    """The moment at which a step that began at ``start`` (aware, local) is due.

    Minutes and hours run in office hours. Working days leave out the day of receipt and end at the
    closing time of the last day. Raises ``YearNotLoaded`` when the calendar does not reach that far.
    """
    if longest.unit == "hari":
        day = add_working_days(start.date(), longest.amount, closed).due
        return closing_time(day, hours, start.tzinfo)
    return add_office_minutes(start, longest.amount * _MINUTES[longest.unit], closed, hours).due

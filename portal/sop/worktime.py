"""Office time on the desk, in words: how much is left of a standard, and how long something has lain.

A standard counts office hours of working days (docs/rules.md, rule 7), so the time left does too: what falls
due on Monday morning has as little left on Friday evening.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from portal.workdays.calendar import closed_days, office_hours
from portal.workdays.reckoning import OfficeHours, YearNotLoaded, office_minutes_between

from .standards import NOT_SET

_HOUR = 60
# From so many hours on, minutes only make a figure harder to read.
_HOURS_WITHOUT_MINUTES = 24


@dataclass(frozen=True)
class TimeLeft:
    """What the desk says about a due time."""

    words: str
    is_late: bool = False


@dataclass(frozen=True)
class WorkClock:
    """One moment with the calendar around it, so that a list of any length reads the calendar once."""

    now: datetime
    closed: Mapping[date, str]
    hours: OfficeHours

    @classmethod
    def at(cls, now: datetime) -> WorkClock:
        """The clock at ``now`` (aware), with this agency's calendar."""
        return cls(timezone.localtime(now), closed_days(), office_hours())

    def left(self, due_at: datetime | None, note: str = "") -> TimeLeft:
        """The office time until ``due_at``, or since it; ``note`` says why there is no due time.

        A calendar that does not reach that far is told, never guessed.
        """
        if due_at is None:
            unset = note in ("", NOT_SET)
            return TimeLeft(f"waktu baku {NOT_SET}" if unset else note)
        late = self.now > due_at
        minutes = self._minutes(self.now, due_at)
        if isinstance(minutes, YearNotLoaded):
            return TimeLeft(f"{'terlambat; ' if late else ''}sisa waktu tidak diketahui: {minutes}", late)
        return TimeLeft(f"{'terlambat' if late else 'sisa'} {in_words(abs(minutes))} kerja", late)

    def passed(self, since: datetime) -> str:
        """The office time since then, or "" where the calendar cannot tell."""
        minutes = self._minutes(since, self.now)
        return "" if isinstance(minutes, YearNotLoaded) else f"{in_words(minutes)} kerja"

    def _minutes(self, start: datetime, end: datetime) -> int | YearNotLoaded:
        try:
            return office_minutes_between(timezone.localtime(start), end, self.closed, self.hours)
        except YearNotLoaded as problem:
            return problem


def in_words(minutes: int) -> str:
    """Minutes as people say them: "25 menit", "3 jam 10 menit", "31 jam"."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest} menit" if rest else "kurang dari 1 menit"
    if not rest or hours >= _HOURS_WITHOUT_MINUTES:
        return f"{hours} jam"
    return f"{hours} jam {rest} menit"

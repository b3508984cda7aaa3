"""Every date of the portal comes from here: working days and office minutes, with the days passed over.

Pure functions over plain values. A result explains itself by its list of skipped days, so that an officer, a
citizen and a letter can tell the same story. Who calls gives the calendar (``closed``: day -> reason) and the
office hours; ``calendar.py`` reads both for this agency.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

OfficeHours = Mapping[int, tuple[time, time]]
"""Opening and closing time by weekday (Monday is 0); a weekday that is missing is closed."""

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SATURDAY = 5
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


class YearNotLoaded(LookupError):
    """A reckoning touched a year whose holidays nobody has entered: an error, never a guess.

    No ``KeyError``, so that ``Mapping.get`` cannot swallow it.
    """

    def __init__(self, year: int):
        super().__init__(f"Kalender kerja tahun {year} belum dimuat, sehingga tanggal tidak dapat dihitung.")
        self.year = year


class ClosedDays(Mapping[date, str]):
    """Closed days with their reasons, which knows for which years it can answer.

    Looking up a day of any other year raises ``YearNotLoaded``.
    """

    def __init__(self, days: Mapping[date, str], years: frozenset[int]):
        self._days = dict(days)
        self.years = years

    def __getitem__(self, day: date) -> str:
        if day.year not in self.years:
            raise YearNotLoaded(day.year)
        return self._days[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self._days)

    def __len__(self) -> int:
        return len(self._days)


@dataclass(frozen=True)
class SkippedDay:
    """A day that did not count, and why: a weekday's name or the name of the holiday."""

    date: date
    reason: str


@dataclass(frozen=True)
class WorkingDays:
    due: date
    skipped: tuple[SkippedDay, ...]


@dataclass(frozen=True)
class OfficeMinutes:
    due: datetime
    skipped: tuple[SkippedDay, ...]


def add_working_days(start: date, days: int, closed: Mapping[date, str]) -> WorkingDays:
    """The ``days``-th working day after ``start``; Monday to Friday, less the closed days (Perpres 21/2023).

    ``start`` is day 0 and does not count, whatever day it is. With ``days`` 0 the result is ``start`` itself
    if it is a working day, else the next one: a due date is always a working day.

    Raises ``ValueError`` for negative days, ``TypeError`` for a datetime (choose its local date first, by
    ``calendar.local_date``), ``YearNotLoaded`` when the calendar cannot answer.
    """
    return _count(start, days, closed, ONE_DAY)


def working_days_before(end: date, days: int, closed: Mapping[date, str]) -> WorkingDays:
    """The ``days``-th working day before ``end``, for what must be done a number of working days ahead.

    The same count as ``add_working_days``, backwards: ``end`` is day 0 and does not count, whatever day it is; with
    ``days`` 0 the result is ``end`` itself or the last working day before it. Raises as that does.
    """
    return _count(end, days, closed, -ONE_DAY)


def working_days_between(start: date, end: date, closed: Mapping[date, str]) -> int:
    """How many working days come after ``start`` until ``end``, itself included; negative when ``end`` comes first.

    The inverse of ``add_working_days``: 0 on the due date, 1 on the working day before. Raises ``YearNotLoaded``.
    """
    if end < start:
        return -working_days_between(end, start, closed)
    days = (start + step * ONE_DAY for step in range(1, (end - start).days + 1))
    return sum(day.weekday() < SATURDAY and closed.get(day) is None for day in days)


def add_months(start: date, months: int) -> date:
    """The same day ``months`` calendar months later, earlier if negative; a month too short for it gives its last."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    month += 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def add_office_minutes(start: datetime, minutes: int, closed: Mapping[date, str], hours: OfficeHours) -> OfficeMinutes:
    """The first moment within office hours by which ``minutes`` of office time have passed since ``start``.

    Reckoned on the clock of ``start``'s time zone. What ends exactly at closing time is due at closing time;
    outside office hours nothing passes until the next opening. ``skipped`` holds the days, that of ``start``
    included, on which the office did not open at all.

    Raises ``ValueError`` for negative minutes, a naive ``start`` or hours in which nothing is ever done;
    ``YearNotLoaded`` when the calendar cannot answer.
    """
    _check(hours, start)
    if minutes < 0:
        raise ValueError("minutes must not be negative")
    day, left, skipped = start.date(), minutes * ONE_MINUTE, []
    while True:
        reason = _why_closed(day, closed, hours)
        if reason is None:
            opening, closing = _office_day(day, hours, start.tzinfo)
            begin = max(start, opening)
            if begin + left <= closing:
                return OfficeMinutes(begin + left, tuple(skipped))
            left -= max(closing - begin, timedelta())
        else:
            skipped.append(SkippedDay(day, reason))
        day += ONE_DAY


def office_minutes_between(start: datetime, end: datetime, closed: Mapping[date, str], hours: OfficeHours) -> int:
    """Whole minutes of office time from ``start`` to ``end``; negative when ``end`` comes first.

    The inverse of ``add_office_minutes``: time left until a due moment, or time taken. Raises as that does.
    """
    _check(hours, start, end)
    end = end.astimezone(start.tzinfo)
    if end < start:
        return -office_minutes_between(end, start, closed, hours)
    day, passed = start.date(), timedelta()
    while day <= end.date():
        if _why_closed(day, closed, hours) is None:
            opening, closing = _office_day(day, hours, start.tzinfo)
            passed += max(min(end, closing) - max(start, opening), timedelta())
        day += ONE_DAY
    return passed // ONE_MINUTE


def closing_time(day: date, hours: OfficeHours, zone: tzinfo) -> datetime:
    """When the office closes on ``day``: the moment at which something due on that day becomes late.

    Raises ``ValueError`` where that weekday has no office hours.
    """
    if day.weekday() not in hours:
        raise ValueError(f"{WEEKDAYS[day.weekday()]} has no office hours")
    return _office_day(day, hours, zone)[1]


def _count(start: date, days: int, closed: Mapping[date, str], step: timedelta) -> WorkingDays:
    if isinstance(start, datetime):
        raise TypeError("a deadline starts on a local date, not at a moment")
    if days < 0:
        raise ValueError("days must not be negative")
    day, left = (start, 0) if days == 0 else (start + step, days - 1)
    skipped = []
    while True:
        reason = WEEKDAYS[day.weekday()] if day.weekday() >= SATURDAY else closed.get(day)
        if reason is not None:
            skipped.append(SkippedDay(day, reason))
        elif left == 0:
            return WorkingDays(day, tuple(skipped))
        else:
            left -= 1
        day += step


def _why_closed(day: date, closed: Mapping[date, str], hours: OfficeHours) -> str | None:
    return closed.get(day) if day.weekday() in hours else WEEKDAYS[day.weekday()]


def _office_day(day: date, hours: OfficeHours, zone: tzinfo | None) -> tuple[datetime, datetime]:
    opening, closing = hours[day.weekday()]
    return datetime.combine(day, opening, zone), datetime.combine(day, closing, zone)


def _check(hours: OfficeHours, *moments: datetime) -> None:
    if not hours or any(opening >= closing for opening, closing in hours.values()):
        raise ValueError("office hours need at least one weekday, and each must open before it closes")
    if any(moment.tzinfo is None for moment in moments):
        raise ValueError("a moment needs its time zone")

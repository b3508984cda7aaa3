"""How much is left until a legal date, in words: working days, as the law counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from portal.workdays.calendar import office_hours
from portal.workdays.reckoning import YearNotLoaded, closing_time, working_days_between


@dataclass(frozen=True)
class TimeLeft:
    """``words`` without a capital: "sisa 3 hari kerja". On its last day nothing is late."""

    words: str
    is_late: bool = False


def time_left(due_on: date | None, today: date, closed: Mapping[date, str]) -> TimeLeft:
    """What is left of a date that is due at the end of its day; a calendar that does not reach is told, not guessed."""
    if due_on is None:
        return TimeLeft("belum dapat dihitung karena kalender kerja belum dimuat")
    if due_on == today:
        return TimeLeft("jatuh tempo hari ini")
    is_late = due_on < today
    try:
        days = abs(working_days_between(today, due_on, closed))
    except YearNotLoaded as problem:
        return TimeLeft(f"{'terlambat; ' if is_late else ''}sisa waktu tidak diketahui: {problem}", is_late)
    if not days:
        # Only free days lie between, such as a weekend, or a target that has become a holiday since.
        words = "terlambat sejak hari kerja terakhir" if is_late else "hari kerja terakhir sebelum jatuh tempo"
        return TimeLeft(words, is_late)
    return TimeLeft(f"{'terlambat' if is_late else 'sisa'} {days} hari kerja", is_late)


def end_of(day: date | None) -> datetime | None:
    """When the office closes on that day; a day that an officer chose may be one on which it does not open."""
    if day is None:
        return None
    zone, hours = timezone.get_default_timezone(), office_hours()
    return closing_time(day, hours, zone) if day.weekday() in hours else datetime.combine(day, time.max, zone)

"""Office minutes between many pairs of moments.

``workdays.reckoning.office_minutes_between`` walks over every day of every pair. A year's report has tens of thousands
of pairs over the same few days, so whole days between two dates are reckoned once and remembered. The answers are the
same; a test compares both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache

from portal.workdays.reckoning import ONE_DAY, ONE_MINUTE, OfficeHours, office_minutes_between


class OfficeClock:
    """Reckons in the office hours of one calendar, on the wall clock of ``zone``."""

    def __init__(self, closed: Mapping[date, str], hours: OfficeHours, zone: tzinfo):
        self._closed, self._hours, self._zone = closed, hours, zone
        self._whole_days = cache(self._reckon_whole_days)
        self._is_closed = cache(lambda day: closed.get(day) is not None)

    def minutes(self, start: datetime, end: datetime) -> int:
        """Whole office minutes from ``start`` to ``end`` (both aware); 0 when ``end`` comes first.

        Raises ``YearNotLoaded`` when the calendar cannot answer.
        """
        start, end = start.astimezone(self._zone), end.astimezone(self._zone)
        if end <= start:
            return 0
        if start.date() == end.date():
            return self._on_one_day(start.date(), start.time(), end.time()) // ONE_MINUTE
        first = self._on_one_day(start.date(), start.time(), time.max)
        last = self._on_one_day(end.date(), time.min, end.time())
        return self._whole_days(start.date() + ONE_DAY, end.date()) + (first + last) // ONE_MINUTE

    def _on_one_day(self, day: date, begin: time, end: time) -> timedelta:
        hours = self._hours.get(day.weekday())
        if hours is None or self._is_closed(day):
            return timedelta()
        opening, closing = hours
        worked = datetime.combine(day, min(end, closing)) - datetime.combine(day, max(begin, opening))
        return max(worked, timedelta())

    def _reckon_whole_days(self, first: date, after: date) -> int:
        midnights = (datetime.combine(day, time.min, self._zone) for day in (first, after))
        return office_minutes_between(*midnights, self._closed, self._hours)

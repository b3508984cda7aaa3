"""Counting back: what must be done a number of working days before a date (PP 61/2010 Pasal 11)."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from portal.workdays.reckoning import ClosedDays, YearNotLoaded, add_working_days, working_days_before

HOLIDAY = date(2026, 3, 18)
CALENDAR = ClosedDays({HOLIDAY: "Cuti bersama"}, frozenset({2026}))


@pytest.mark.parametrize("days", [1, 2, 5, 10, 30])
@pytest.mark.parametrize("end", [date(2026, 3, 16), date(2026, 3, 20), date(2026, 6, 30), date(2026, 11, 23)])
def test_it_is_the_count_forward_read_backwards(end, days):
    assert add_working_days(working_days_before(end, days, CALENDAR).due, days, CALENDAR).due == end


@pytest.mark.parametrize("end", [date(2026, 3, 21), date(2026, 3, 22)])
def test_an_end_on_a_free_day_counts_from_the_last_working_day_before_it(end):
    assert working_days_before(end, 1, CALENDAR).due == date(2026, 3, 20)


def test_passed_over_days_are_told_with_their_reasons():
    found = working_days_before(date(2026, 3, 23), 4, CALENDAR)
    assert found.due == date(2026, 3, 16)
    assert [(day.date, day.reason) for day in found.skipped] == [
        (date(2026, 3, 22), "Minggu"),
        (date(2026, 3, 21), "Sabtu"),
        (HOLIDAY, "Cuti bersama"),
    ]


def test_what_it_refuses():
    with pytest.raises(ValueError, match="negative"):
        working_days_before(date(2026, 3, 20), -1, CALENDAR)
    with pytest.raises(TypeError):
        working_days_before(datetime(2026, 3, 20, tzinfo=timezone.get_default_timezone()), 1, CALENDAR)
    with pytest.raises(YearNotLoaded):
        working_days_before(date(2026, 1, 20), 30, CALENDAR)

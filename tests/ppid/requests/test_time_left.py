"""The time left of a legal date, in words."""

from datetime import date

import pytest

from portal.workdays.reckoning import ClosedDays
from ppid.requests.time_left import time_left

CALENDAR = ClosedDays({date(2026, 3, 19): "Nyepi"}, frozenset({2026}))
FRIDAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    "today, words, is_late",
    [
        (date(2026, 3, 17), "sisa 2 hari kerja", False),  # Wednesday and Friday; Thursday is a holiday
        (date(2026, 3, 19), "sisa 1 hari kerja", False),
        (FRIDAY, "jatuh tempo hari ini", False),
        (date(2026, 3, 21), "terlambat sejak hari kerja terakhir", True),
        (date(2026, 3, 24), "terlambat 2 hari kerja", True),
    ],
)
def test_it_counts_working_days_as_the_law_does(today, words, is_late):
    left = time_left(FRIDAY, today, CALENDAR)
    assert (left.words, left.is_late) == (words, is_late)


def test_a_target_that_has_become_a_holiday_is_not_late_before_its_day():
    left = time_left(date(2026, 3, 19), date(2026, 3, 18), CALENDAR)
    assert (left.words, left.is_late) == ("hari kerja terakhir sebelum jatuh tempo", False)


def test_what_the_calendar_does_not_know_is_told():
    assert "belum dimuat" in time_left(None, FRIDAY, CALENDAR).words
    left = time_left(date(2027, 1, 5), date(2026, 12, 30), CALENDAR)
    assert "2027" in left.words and not left.is_late

"""The time left in office minutes, in words.

2026-11-23 is a Monday; the office opens from 07.30 to 16.00, on Fridays to 11.30.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from portal.sop.worktime import WorkClock, in_words
from portal.workdays.reckoning import ClosedDays

WITA = ZoneInfo("Asia/Makassar")
DAY = (dt.time(7, 30), dt.time(16, 0))
HOURS = {0: DAY, 1: DAY, 2: DAY, 3: DAY, 4: (dt.time(7, 30), dt.time(11, 30))}
CLOSED = ClosedDays({dt.date(2026, 12, 25): "Hari Raya Natal"}, frozenset({2026}))


def moment(day: int, hour: int, minute: int = 0, second: int = 0, month: int = 11) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, second, tzinfo=WITA)


def left(now: dt.datetime, due: dt.datetime):
    return WorkClock(now, CLOSED, HOURS).left(due)


@pytest.mark.parametrize(
    ("now", "due", "words", "late"),
    [
        (moment(23, 9), moment(23, 9, 25), "sisa 25 menit kerja", False),
        (moment(23, 9), moment(23, 12), "sisa 3 jam kerja", False),
        (moment(23, 9), moment(23, 9, 0, 30), "sisa kurang dari 1 menit kerja", False),
        (moment(23, 9), moment(23, 9), "sisa kurang dari 1 menit kerja", False),
        (moment(23, 9, 0, 30), moment(23, 9), "terlambat kurang dari 1 menit kerja", True),
        (moment(23, 12, 10), moment(23, 9), "terlambat 3 jam 10 menit kerja", True),
        # Friday half an hour before closing: nothing passes until Monday.
        (moment(27, 11, 0), moment(30, 7, 45), "sisa 45 menit kerja", False),
        (moment(28, 20, 0), moment(30, 7, 45), "sisa 15 menit kerja", False),
        # Due on Friday at closing time, looked at on Sunday: late, and no minute of office time has passed.
        (moment(29, 8), moment(27, 11, 30), "terlambat kurang dari 1 menit kerja", True),
        # Over Christmas, a Friday.
        (moment(24, 15, 30, month=12), moment(28, 8, month=12), "sisa 1 jam kerja", False),
        # Three long days: minutes no longer matter.
        (moment(26, 16), moment(23, 7, 20), "terlambat 34 jam kerja", True),
    ],
)
def test_the_time_left_counts_office_minutes(now, due, words, late):
    result = left(now, due)
    assert (result.words, result.is_late) == (words, late)


def test_a_due_time_stored_in_utc_says_the_same():
    due = moment(23, 9, 25)
    assert left(moment(23, 9), due.astimezone(dt.UTC)) == left(moment(23, 9), due)


def test_no_standard_is_said_and_never_late():
    clock = WorkClock(moment(23, 9), CLOSED, HOURS)
    assert clock.left(None, "belum ditetapkan").words == "waktu baku belum ditetapkan"
    assert not clock.left(None, "belum ditetapkan").is_late


def test_a_calendar_that_does_not_reach_is_said_and_breaks_nothing():
    clock = WorkClock(moment(31, 9, month=12), CLOSED, HOURS)
    ahead = clock.left(dt.datetime(2027, 1, 4, 9, 0, tzinfo=WITA))
    assert "Kalender kerja tahun 2027 belum dimuat" in ahead.words
    assert not ahead.is_late
    behind = WorkClock(dt.datetime(2027, 1, 4, 9, 0, tzinfo=WITA), CLOSED, HOURS)
    overdue = behind.left(moment(31, 9, month=12))
    assert overdue.is_late
    assert overdue.words.startswith("terlambat; ")
    assert behind.passed(moment(31, 9, month=12)) == ""
    note = "Kalender kerja tahun 2027 belum dimuat, sehingga tanggal tidak dapat dihitung."
    assert clock.left(None, note).words == note


def test_the_time_passed_counts_office_minutes():
    assert WorkClock(moment(30, 8), CLOSED, HOURS).passed(moment(27, 11)) == "1 jam kerja"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "kurang dari 1 menit"),
        (1, "1 menit"),
        (59, "59 menit"),
        (60, "1 jam"),
        (1439, "23 jam 59 menit"),
        (1441, "24 jam"),
    ],
)
def test_minutes_in_words(minutes, words):
    assert in_words(minutes) == words

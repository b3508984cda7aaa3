"""Working days: the golden vectors and what must hold for every date."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.workdays.calendar import local_date
from portal.workdays.reckoning import SkippedDay, YearNotLoaded, add_working_days
from portal.workdays.seeding import package_days

from .golden import COUNTS, GOLDEN, due_by_looking_at_every_day, is_working_day

WITA = ZoneInfo("Asia/Makassar")
VECTORS = [(start, days, row[i]) for start, row in GOLDEN.items() for i, days in enumerate(COUNTS)]

a_date = st.dates(date(2026, 1, 1), date(2027, 8, 31))
a_count = st.integers(0, 60)
some_dates = st.sets(st.dates(date(2026, 1, 1), date(2026, 6, 30)), max_size=80)


@pytest.mark.parametrize(("start", "days", "due"), VECTORS)
def test_golden_vectors(decreed, start, days, due):
    assert add_working_days(date.fromisoformat(start), days, decreed).due == date.fromisoformat(due)


@pytest.mark.parametrize("start", GOLDEN)
def test_ignoring_cuti_bersama_gives_the_wrong_date(without_joint_leave, start):
    due = add_working_days(date.fromisoformat(start), 10, without_joint_leave).due
    assert due == date.fromisoformat(GOLDEN[start][5])


@pytest.mark.parametrize(("year", "count"), [(2024, 238), (2025, 237), (2026, 240), (2027, 242)])
def test_working_days_of_a_year(year, count):
    closed = {day.date for day in package_days(year)}
    every_day = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert sum(is_working_day(day, closed) for day in every_day if day.year == year) == count


def test_each_skipped_day_is_told_with_its_reason(decreed):
    result = add_working_days(date(2026, 3, 17), 1, decreed)
    assert result.due == date(2026, 3, 25)
    assert result.skipped == (
        SkippedDay(date(2026, 3, 18), "Cuti Bersama Hari Suci Nyepi"),
        SkippedDay(date(2026, 3, 19), "Hari Suci Nyepi"),
        SkippedDay(date(2026, 3, 20), "Cuti Bersama Hari Raya Idul Fitri"),
        SkippedDay(date(2026, 3, 21), "Sabtu"),
        SkippedDay(date(2026, 3, 22), "Minggu"),
        SkippedDay(date(2026, 3, 23), "Cuti Bersama Hari Raya Idul Fitri"),
        SkippedDay(date(2026, 3, 24), "Cuti Bersama Hari Raya Idul Fitri"),
    )


def test_no_days_leave_a_working_day_where_it_is_and_move_any_other_to_the_next(decreed):
    assert add_working_days(date(2026, 3, 17), 0, decreed).due == date(2026, 3, 17)
    assert add_working_days(date(2026, 3, 21), 0, decreed).due == date(2026, 3, 25)


def test_negative_days_are_refused(decreed):
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 3, 17), -1, decreed)


def test_a_moment_is_refused_because_its_local_date_is_not_chosen_yet(decreed):
    with pytest.raises(TypeError):
        add_working_days(datetime(2026, 3, 17, 23, tzinfo=UTC), 1, decreed)


@pytest.mark.parametrize("start", [date(2027, 12, 31), date(2027, 12, 20), date(2025, 12, 1)])
def test_a_year_that_is_not_loaded_is_an_error(decreed, start):
    with pytest.raises(YearNotLoaded) as caught:
        add_working_days(start, 10, decreed)
    assert str(caught.value.year) in str(caught.value)
    assert "belum dimuat" in str(caught.value)


# --- what must hold for every date ---------------------------------------------------------------


@given(a_date, a_count)
def test_the_due_date_is_that_of_the_slow_oracle(decreed, start, days):
    assert add_working_days(start, days, decreed).due == due_by_looking_at_every_day(start, days, decreed)


@given(st.dates(date(2026, 1, 1), date(2026, 6, 30)), a_count, some_dates)
def test_the_oracle_agrees_for_any_calendar(start, days, dates):
    closed = dict.fromkeys(dates, "libur")
    assert add_working_days(start, days, closed).due == due_by_looking_at_every_day(start, days, closed)


@given(a_date, st.integers(1, 60))
def test_skipped_and_counted_days_together_are_all_days_up_to_the_due_date(decreed, start, days):
    result = add_working_days(start, days, decreed)
    assert (result.due - start).days == len(result.skipped) + days
    assert not any(is_working_day(skipped.date, decreed) for skipped in result.skipped)


@given(a_date, a_count, a_date)
def test_adding_a_holiday_never_makes_a_due_date_earlier(decreed, start, days, holiday):
    before = add_working_days(start, days, dict(decreed)).due
    assert add_working_days(start, days, {**decreed, holiday: "libur daerah"}).due >= before


@given(a_date, a_count, a_date)
def test_a_holiday_on_a_weekend_changes_nothing(decreed, start, days, day):
    saturday = day + timedelta(days=5 - day.weekday())
    with_holiday = {**decreed, saturday: "libur daerah", saturday + timedelta(days=1): "libur daerah"}
    assert add_working_days(start, days, with_holiday) == add_working_days(start, days, dict(decreed))


@given(a_date, st.integers(0, 40), a_count)
def test_receipt_later_never_gives_an_earlier_due_date(decreed, start, later, days):
    calendar = dict(decreed)
    first, second = start, start + timedelta(days=later)
    assert add_working_days(first, days, calendar).due <= add_working_days(second, days, calendar).due


@given(a_date, st.integers(1, 60), a_count)
def test_adding_in_two_parts_equals_adding_at_once(decreed, start, first, second):
    calendar = dict(decreed)
    in_parts = add_working_days(add_working_days(start, first, calendar).due, second, calendar).due
    assert in_parts == add_working_days(start, first + second, calendar).due


@given(a_date, a_count)
def test_the_due_date_is_a_working_day(decreed, start, days):
    assert is_working_day(add_working_days(start, days, decreed).due, decreed)


@given(a_date, a_count)
def test_reckoning_again_or_pausing_for_no_days_changes_nothing(decreed, start, days):
    due = add_working_days(start, days, decreed).due
    assert add_working_days(start, days, decreed).due == due
    assert add_working_days(due, 0, decreed).due == due


@pytest.mark.parametrize("clock", ["00:00:00", "07:59:00", "08:00:00", "23:59:59"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Makassar", "America/New_York"])
def test_the_hour_of_receipt_does_not_matter_on_the_same_day_in_wita(decreed, clock, zone):
    received = datetime.fromisoformat(f"2026-03-06 {clock}").replace(tzinfo=WITA).astimezone(ZoneInfo(zone))
    assert add_working_days(local_date(received), 10, decreed).due == date(2026, 3, 27)

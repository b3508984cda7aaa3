"""Office minutes: the time standards of the SOP, against chosen cases and a walk minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.workdays.reckoning import (
    SkippedDay,
    YearNotLoaded,
    add_office_minutes,
    closing_time,
    office_minutes_between,
)

WITA = ZoneInfo("Asia/Makassar")
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


# Around Idul Fitri 2026, where closed days lie thickest.
a_moment = st.builds(lambda minute: at("2026-03-12 00:00") + minute * MINUTE, st.integers(0, 20 * 24 * 60))
a_duration = st.integers(0, 1500)


def is_office_time(moment: datetime, closed, hours) -> bool:
    if moment.date() in set(closed) or moment.weekday() not in hours:
        return False
    opening, closing = hours[moment.weekday()]
    return opening <= moment.time() < closing


def may_be_due(moment: datetime, closed, hours) -> bool:
    """Within office hours, closing time included."""
    return is_office_time(moment, closed, hours) or is_office_time(moment - MINUTE, closed, hours)


def due_by_walking(start: datetime, minutes: int, closed, hours) -> datetime:
    """The slow oracle: one minute after another."""
    moment, passed = start, 0
    while passed < minutes or not may_be_due(moment, closed, hours):
        passed += is_office_time(moment, closed, hours)
        moment += MINUTE
    return moment


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-06-08 09:00", 30, "2026-06-08 09:30"),
        ("2026-06-08 15:30", 30, "2026-06-08 16:00"),  # ends exactly at closing time
        ("2026-06-08 15:31", 30, "2026-06-09 07:31"),
        ("2026-06-08 16:00", 30, "2026-06-09 08:00"),
        ("2026-06-08 16:00", 0, "2026-06-08 16:00"),
        ("2026-06-08 16:01", 0, "2026-06-09 07:30"),
        ("2026-06-08 05:00", 30, "2026-06-08 08:00"),  # before opening
        ("2026-06-08 09:00", 510, "2026-06-09 09:00"),  # a whole office day
        ("2026-06-12 11:00", 30, "2026-06-12 11:30"),  # Friday closes at 11.30
        ("2026-06-12 11:15", 30, "2026-06-15 07:45"),
        ("2026-06-07 10:00", 30, "2026-06-08 08:00"),  # opened on a Sunday
        ("2026-05-29 15:45", 30, "2026-06-02 08:00"),  # Friday before a long weekend
        ("2026-03-17 15:45", 30, "2026-03-25 07:45"),  # across Nyepi, Idul Fitri and cuti bersama
        ("2026-12-31 15:50", 30, "2027-01-04 07:50"),  # into the next year
    ],
)
def test_golden_cases(decreed, hours, start, minutes, due):
    assert add_office_minutes(at(start), minutes, decreed, hours).due == at(due)


def test_the_days_on_which_the_office_did_not_open_are_told(decreed, hours):
    assert add_office_minutes(at("2026-05-29 15:45"), 30, decreed, hours).skipped == (
        SkippedDay(date(2026, 5, 30), "Sabtu"),
        SkippedDay(date(2026, 5, 31), "Minggu"),
        SkippedDay(date(2026, 6, 1), "Hari Lahir Pancasila"),
    )


def test_seconds_are_kept(decreed, hours):
    assert add_office_minutes(at("2026-06-08 15:45:30"), 30, decreed, hours).due == at("2026-06-09 07:45:30")


def test_time_taken_and_time_overdue(decreed, hours):
    opened, due = at("2026-06-12 11:15"), at("2026-06-15 07:45")
    assert office_minutes_between(opened, due, decreed, hours) == 30
    assert office_minutes_between(due, opened, decreed, hours) == -30
    assert office_minutes_between(at("2026-06-12 12:00"), at("2026-06-15 07:00"), decreed, hours) == 0


def test_the_other_moment_may_come_in_another_time_zone(decreed, hours):
    end = at("2026-06-15 07:45").astimezone(UTC)
    assert office_minutes_between(at("2026-06-12 11:15"), end, decreed, hours) == 30


def test_a_year_that_is_not_loaded_is_an_error(decreed, hours):
    with pytest.raises(YearNotLoaded):
        add_office_minutes(at("2027-12-31 11:15"), 30, decreed, hours)
    with pytest.raises(YearNotLoaded):
        office_minutes_between(at("2027-12-31 11:15"), at("2028-01-03 09:00"), decreed, hours)


def test_what_makes_no_sense_is_refused(decreed, hours):
    moment = at("2026-06-08 09:00")
    with pytest.raises(ValueError, match="negative"):
        add_office_minutes(moment, -1, decreed, hours)
    with pytest.raises(ValueError, match="time zone"):
        add_office_minutes(moment.replace(tzinfo=None), 1, decreed, hours)
    with pytest.raises(ValueError, match="office hours"):
        add_office_minutes(moment, 1, decreed, {})
    with pytest.raises(ValueError, match="office hours"):
        add_office_minutes(moment, 1, decreed, {0: (time(16), time(7, 30))})


def test_closing_time_is_that_of_the_weekday(hours):
    assert closing_time(date(2026, 6, 8), hours, WITA) == at("2026-06-08 16:00")
    assert closing_time(date(2026, 6, 12), hours, WITA) == at("2026-06-12 11:30")
    with pytest.raises(ValueError, match="Sabtu"):
        closing_time(date(2026, 6, 13), hours, WITA)


# --- what must hold for every moment ---------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(a_moment, a_duration)
def test_the_due_moment_is_that_of_the_slow_walk(decreed, hours, start, minutes):
    closed = dict(decreed)
    assert add_office_minutes(start, minutes, closed, hours).due == due_by_walking(start, minutes, closed, hours)


@given(a_moment, a_duration)
def test_time_between_is_the_inverse_of_adding(decreed, hours, start, minutes):
    due = add_office_minutes(start, minutes, decreed, hours).due
    assert office_minutes_between(start, due, decreed, hours) == minutes


@given(a_moment, a_moment)
def test_time_between_is_the_number_of_office_minutes(decreed, hours, one, other):
    start, end = sorted((one, other))
    closed = dict(decreed)
    walked = sum(is_office_time(start + n * MINUTE, closed, hours) for n in range((end - start) // MINUTE))
    assert office_minutes_between(start, end, closed, hours) == walked


@given(a_moment, st.integers(0, 5000), a_duration)
def test_a_later_start_never_gives_an_earlier_due_moment(decreed, hours, start, later, minutes):
    first = add_office_minutes(start, minutes, decreed, hours).due
    assert add_office_minutes(start + later * MINUTE, minutes, decreed, hours).due >= first


@given(a_moment, a_duration, a_duration)
def test_adding_in_two_parts_equals_adding_at_once(decreed, hours, start, first, second):
    half_way = add_office_minutes(start, first, decreed, hours).due
    at_once = add_office_minutes(start, first + second, decreed, hours).due
    assert add_office_minutes(half_way, second, decreed, hours).due == at_once


@given(a_moment, a_duration, st.dates(date(2026, 3, 12), date(2026, 4, 30)))
def test_closing_the_office_one_day_more_never_makes_a_due_moment_earlier(decreed, hours, start, minutes, closure):
    before = add_office_minutes(start, minutes, decreed, hours).due
    closed = {**decreed, closure: "kantor ditutup"}
    assert add_office_minutes(start, minutes, closed, hours).due >= before

"""What must hold for every date and every calendar, against a slow oracle."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.workdays.reckoning import ClosedDays
from ppid.requests.clocks import rules
from ppid.requests.clocks.reckoning import (
    Protected,
    answer_due,
    extended_due,
    protected,
    reckon,
    recomputed,
    statutory_guard,
)
from tests.workdays.golden import due_by_looking_at_every_day, is_working_day

WORKING_CLOCKS = [
    (clock.id, event)
    for clock in rules.rules().clocks.values()
    if clock.unit == rules.WORKING_DAYS
    for event in clock.starts
]

a_date = st.dates(date(2026, 1, 1), date(2027, 6, 30))
a_holiday = st.dates(date(2026, 1, 1), date(2027, 12, 31))
a_clock = st.sampled_from(WORKING_CLOCKS)
a_calendar = st.sets(st.dates(date(2026, 1, 1), date(2026, 9, 30)), max_size=80).map(
    lambda days: ClosedDays(dict.fromkeys(days, "libur"), frozenset({2026, 2027}))
)


def due(clock, start: date, closed) -> date:
    clock_id, event = clock
    return reckon(clock_id, start, closed, start_event=event).due


def with_days(closed: ClosedDays, *days: date) -> ClosedDays:
    return ClosedDays({**closed, **dict.fromkeys(days, "libur daerah")}, closed.years)


@given(a_clock, a_date)
def test_every_working_day_clock_is_that_of_the_slow_oracle(decreed, clock, start):
    amount = rules.clock(clock[0]).amount
    assert due(clock, start, decreed) == due_by_looking_at_every_day(start, amount, decreed)


@given(st.dates(date(2026, 1, 1), date(2026, 6, 30)), a_calendar)
def test_the_oracle_agrees_for_any_calendar(start, closed):
    first = answer_due(start, None, closed)
    assert first.due == due_by_looking_at_every_day(start, 10, closed)
    assert extended_due(first, start, closed).due == due_by_looking_at_every_day(start, 17, closed)


@given(a_clock, a_date, a_holiday)
def test_adding_a_holiday_never_makes_a_due_date_earlier(decreed, clock, start, holiday):
    assert due(clock, start, with_days(decreed, holiday)) >= due(clock, start, decreed)


@given(a_clock, a_date, a_date)
def test_a_holiday_on_a_weekend_changes_nothing(decreed, clock, start, day):
    saturday = day + timedelta(days=5 - day.weekday())
    calendar = with_days(decreed, saturday, saturday + timedelta(days=1))
    clock_id, event = clock
    with_holiday = reckon(clock_id, start, calendar, start_event=event)
    assert with_holiday == reckon(clock_id, start, decreed, start_event=event)


@given(a_clock, a_date, st.integers(0, 40))
def test_receipt_later_never_gives_an_earlier_due_date(decreed, clock, start, later):
    assert due(clock, start, decreed) <= due(clock, start + timedelta(days=later), decreed)


@given(a_date, st.integers(0, 20))
def test_ten_and_seven_are_seventeen_whenever_the_notice_is_given(decreed, start, later):
    first = answer_due(start, None, decreed)
    notice_on = min(start + timedelta(days=later), first.due)
    assert extended_due(first, notice_on, decreed).due == due_by_looking_at_every_day(start, 17, decreed)


@given(a_clock, a_date)
def test_the_due_date_is_a_working_day(decreed, clock, start):
    assert is_working_day(due(clock, start, decreed), decreed)


@given(a_date)
def test_completing_on_the_day_of_receipt_changes_no_date(decreed, start):
    assert answer_due(start, start, decreed).due == answer_due(start, None, decreed).due


@given(a_date, st.integers(0, 30))
def test_the_statutory_date_is_never_later_than_the_working_one(decreed, received, later):
    completed = received + timedelta(days=later)
    assert statutory_guard(received, decreed).due <= answer_due(received, completed, decreed).due


@given(a_clock, a_date, a_holiday)
def test_recomputing_is_reckoning_anew_and_idempotent(decreed, clock, start, holiday):
    clock_id, event = clock
    changed = with_days(decreed, holiday)
    again = recomputed(reckon(clock_id, start, decreed, start_event=event), changed)
    assert again == reckon(clock_id, start, changed, start_event=event)
    assert recomputed(again, changed) == again


@given(a_date, a_holiday)
def test_recomputing_an_extension_is_reckoning_it_anew(decreed, start, holiday):
    changed = with_days(decreed, holiday)
    old = extended_due(answer_due(start, None, decreed), start, decreed)
    assert recomputed(old, changed) == extended_due(answer_due(start, None, changed), start, changed)
    assert recomputed(recomputed(old, changed), decreed) == old


@given(a_date, st.lists(a_date, min_size=1), st.sampled_from(sorted(rules.ON_MOVE)))
def test_a_communicated_date_is_never_shortened(told, changes, whose):
    stands = Protected(told, told)
    for new_due in changes:
        after = protected(stands, new_due, whose)
        assert after.shown >= stands.shown
        assert after.target <= after.shown
        assert protected(after, new_due, whose) == after
        stands = after


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_six_months_end_in_the_sixth_month_after(start):
    found = reckon("C13", start, {}, start_event="published").due
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == 6
    assert found.day == start.day or (found + timedelta(days=1)).day == 1

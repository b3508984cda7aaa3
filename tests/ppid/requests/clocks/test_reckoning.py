"""Due dates: the golden vectors, the acceptance checks (docs/rules.md), and the open legal questions."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.workdays.calendar import local_date
from portal.workdays.reckoning import ClosedDays, YearNotLoaded
from ppid.requests.clocks.reckoning import (
    Protected,
    Reckoned,
    answer_due,
    extended_due,
    notice_received_on,
    protected,
    reckon,
    recomputed,
    statutory_guard,
    why_not_extended,
)
from tests.workdays.golden import GOLDEN

WITA = ZoneInfo("Asia/Makassar")
# Each column of the table belongs to clocks; the third is the tenth day and seven more.
COLUMNS = {
    0: [("C02", "registered"), ("C02", "supplement-received"), ("C03", "incompleteness-notice-received")],
    1: [("C04", "received"), ("C04", "completed")],
    3: [
        ("C08", "objection-answer-received"),
        ("C08", "objection-unanswered"),
        ("C09", "dispute-received"),
        ("C11", "commission-ruling-received"),
    ],
    4: [("C06", "answer-received"), ("C06", "request-unanswered"), ("C07", "objection-registered")],
}
VECTORS = [
    (start, clock_id, event, row[column])
    for start, row in GOLDEN.items()
    for column, clocks in COLUMNS.items()
    for clock_id, event in clocks
]


def on(text: str) -> date:
    return date.fromisoformat(text)


# --- the golden vectors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "clock_id", "event", "due"), VECTORS)
def test_golden_vectors(decreed, start, clock_id, event, due):
    assert reckon(clock_id, on(start), decreed, start_event=event).due == on(due)


@pytest.mark.parametrize("start", GOLDEN)
def test_golden_answer_and_extension(decreed, start):
    first = answer_due(on(start), None, decreed)
    assert first.due == on(GOLDEN[start][1])
    assert extended_due(first, first.due, decreed).due == on(GOLDEN[start][2])


@pytest.mark.parametrize("start", GOLDEN)
def test_a_calendar_without_cuti_bersama_gives_the_wrong_date(without_joint_leave, start):
    assert answer_due(on(start), None, without_joint_leave).due == on(GOLDEN[start][5])


# --- acceptance checks ----------------------------------------------------------------------


def test_check_1_received_on_a_holiday_saturday(decreed):
    first = answer_due(date(2026, 3, 21), None, decreed)
    assert first.due == date(2026, 4, 8)
    assert extended_due(first, date(2026, 4, 8), decreed).due == date(2026, 4, 17)


def test_check_3_incomplete_and_completed(decreed):
    notice = reckon("C03", date(2026, 3, 6), decreed, start_event="incompleteness-notice-received")
    assert notice.due == date(2026, 3, 11)
    answer = answer_due(date(2026, 3, 4), date(2026, 3, 11), decreed)
    assert (answer.start, answer.start_event, answer.due) == (date(2026, 3, 11), "completed", date(2026, 4, 1))
    assert statutory_guard(date(2026, 3, 4), decreed).due == date(2026, 3, 25)


def test_check_4_no_second_and_no_late_extension(decreed):
    first = answer_due(date(2026, 3, 6), None, decreed)
    extended = extended_due(first, first.due, decreed)
    assert why_not_extended(first, first.due) == ""
    with pytest.raises(ValueError, match="satu kali"):
        extended_due(extended, date(2026, 3, 27), decreed)
    with pytest.raises(ValueError, match="sudah berakhir"):
        extended_due(first, date(2026, 3, 28), decreed)


# --- what the result holds -------------------------------------------------------------------------------------------


def test_the_result_carries_its_proof(decreed):
    found = answer_due(date(2026, 3, 6), None, decreed)
    assert (found.clock_id, found.start, found.start_event) == ("C04", date(2026, 3, 6), "received")
    assert (found.amount, found.unit, found.article) == (10, "working-days", "UU 14/2008 Pasal 22 ayat (7)")
    assert [day.date.day for day in found.skipped] == [7, 8, 14, 15, 18, 19, 20, 21, 22, 23, 24]
    assert found.extends is None


def test_the_extension_holds_the_first_period(decreed):
    first = answer_due(date(2026, 3, 6), None, decreed)
    extended = extended_due(first, date(2026, 3, 9), decreed)
    assert (extended.clock_id, extended.start, extended.amount, extended.extends) == ("C05", first.due, 7, first)


def test_it_comes_back_from_json_as_it_went(decreed):
    first = answer_due(date(2026, 3, 6), date(2026, 3, 11), decreed)
    for found in (first, extended_due(first, date(2026, 3, 12), decreed)):
        assert Reckoned.from_dict(json.loads(json.dumps(found.as_dict()))) == found


def test_its_json_is_plain(decreed):
    stored = reckon("C03", date(2026, 3, 6), decreed, start_event="incompleteness-notice-received").as_dict()
    assert stored == {
        "clock_id": "C03",
        "start": "2026-03-06",
        "start_event": "incompleteness-notice-received",
        "amount": 3,
        "unit": "working-days",
        "due": "2026-03-11",
        "skipped": [{"date": "2026-03-07", "reason": "Sabtu"}, {"date": "2026-03-08", "reason": "Minggu"}],
        "article": "PERKI 1/2021",
        "extends": None,
        "start_counts": False,
    }


# --- the other units -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock_id", "event", "start", "due"),
    [
        ("C01", "received", "2026-03-21", "2026-03-21"),
        ("C12", "court-ruling-received", "2026-03-06", "2026-03-20"),
        ("C13", "published", "2026-11-23", "2027-05-23"),
        ("C13", "published", "2026-08-31", "2027-02-28"),
        ("C13", "published", "2027-08-31", "2028-02-29"),
        ("C13", "published", "2026-01-31", "2026-07-31"),
        ("C15", "budget-year-ended", "2026-12-31", "2027-03-31"),
        ("C16", "exemption-ends", "2026-06-30", "2026-05-11"),
        ("C18", "year-began", "2027-01-01", "2027-12-31"),
        ("C21", "commission-hearing", "2026-03-26", "2026-03-16"),
    ],
)
def test_other_units(decreed, clock_id, event, start, due):
    assert reckon(clock_id, on(start), decreed, start_event=event).due == on(due)


def test_a_clock_of_hours_has_no_date(decreed):
    with pytest.raises(ValueError, match="hours"):
        reckon("C19", date(2026, 3, 6), decreed, start_event="breach-known")


# --- what is refused -------------------------------------------------------------------------------------------------


def test_a_clock_is_started_by_its_own_events_alone(decreed):
    with pytest.raises(ValueError, match="C04 is not started by 'registered'"):
        reckon("C04", date(2026, 3, 6), decreed, start_event="registered")
    with pytest.raises(KeyError):
        reckon("C99", date(2026, 3, 6), decreed, start_event="received")


@pytest.mark.parametrize(("clock_id", "event"), [("C04", "received"), ("C13", "published"), ("C01", "received")])
def test_a_moment_is_refused_because_its_local_date_is_not_chosen_yet(decreed, clock_id, event):
    with pytest.raises(TypeError):
        reckon(clock_id, datetime(2026, 3, 6, 23, tzinfo=UTC), decreed, start_event=event)


def test_nothing_is_completed_before_it_is_received(decreed):
    with pytest.raises(ValueError, match="before"):
        answer_due(date(2026, 3, 6), date(2026, 3, 5), decreed)


def test_a_year_that_is_not_loaded_is_an_error_and_no_guess(decreed):
    with pytest.raises(YearNotLoaded, match="2028"):
        answer_due(date(2027, 12, 20), None, decreed)
    first = answer_due(date(2027, 12, 13), None, decreed)
    with pytest.raises(YearNotLoaded, match="2028"):
        extended_due(first, first.due, decreed)
    with pytest.raises(YearNotLoaded, match="2028"):
        recomputed(answer_due(date(2027, 12, 20), None, dict(decreed)), decreed)


# --- the open legal questions (10) -----------------------------------------------------------------------------------


def test_the_start_day_may_be_made_to_count(decreed, reading):
    counting = reading(count_start_day=True)
    first = answer_due(date(2026, 1, 5), None, decreed, policy=counting)
    assert (first.due, first.start_counts) == (date(2026, 1, 19), True)
    # From a day off it makes no difference: day 1 is the next working day.
    assert answer_due(date(2026, 3, 21), None, decreed, policy=counting).due == date(2026, 4, 8)
    # The last day of the first period is spent, so that 10 and 7 remain 17.
    extended = extended_due(first, first.due, decreed, policy=counting)
    assert (extended.start_counts, extended.due) == (False, date(2026, 1, 28))
    suit = reckon("C08", date(2026, 1, 5), decreed, start_event="objection-unanswered", policy=counting)
    assert suit.due == on(GOLDEN["2026-01-05"][3])


def test_completing_may_be_read_as_leaving_the_date_alone(decreed, reading):
    found = answer_due(date(2026, 3, 4), date(2026, 3, 11), decreed, policy=reading(clock_start="received"))
    assert found == statutory_guard(date(2026, 3, 4), decreed)


def test_the_extension_may_be_read_as_running_from_its_notice(decreed, reading):
    first = answer_due(date(2026, 1, 5), None, decreed)
    found = extended_due(first, date(2026, 1, 19), decreed, policy=reading(extension_from="notice-date"))
    assert (found.start, found.start_event, found.due) == (
        date(2026, 1, 19),
        "extension-notice-given",
        date(2026, 1, 28),
    )


def test_when_a_notice_counts_as_received(reading):
    sent, delivered = date(2026, 3, 6), date(2026, 3, 9)
    assert notice_received_on(sent, None, by_email=True) == sent
    assert notice_received_on(sent, delivered, by_email=False) == delivered
    assert notice_received_on(sent, None, by_email=False) is None
    strict = reading(email_is_received_when_sent=False)
    assert notice_received_on(sent, None, by_email=True, policy=strict) is None
    assert notice_received_on(sent, delivered, by_email=True, policy=strict) == delivered


# --- the hour of receipt ---------------------------------------------------------------------------------------------


@pytest.fixture(params=["UTC", "Asia/Makassar", "America/New_York"])
def process_zone(request, monkeypatch):
    """The operating system's time zone, which must not matter."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("clock", ["00:00:00", "07:59:00", "08:00:00", "23:59:59"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Makassar", "America/New_York"])
def test_the_hour_of_receipt_does_not_matter_on_the_same_day_in_wita(process_zone, decreed, clock, zone):
    received = datetime.fromisoformat(f"2026-03-06 {clock}").replace(tzinfo=WITA).astimezone(ZoneInfo(zone))
    assert answer_due(local_date(received), None, decreed) == answer_due(date(2026, 3, 6), None, decreed)


def test_a_minute_before_midnight_in_wita_is_still_the_day_before(decreed):
    last = datetime(2026, 3, 5, 23, 59, tzinfo=WITA)
    first = datetime(2026, 3, 6, 0, 0, tzinfo=WITA)
    assert answer_due(local_date(last), None, decreed).due == date(2026, 3, 26)
    assert answer_due(local_date(first), None, decreed).due == date(2026, 3, 27)


# --- when the calendar changes ---------------------------------------------------------------------------------------


def with_day(closed: ClosedDays, day: date, reason: str) -> ClosedDays:
    return ClosedDays({**closed, day: reason}, closed.years)


def without_day(closed: ClosedDays, day: date) -> ClosedDays:
    return ClosedDays({at: reason for at, reason in closed.items() if at != day}, closed.years)


def test_a_holiday_added_moves_the_first_period_and_its_extension(decreed):
    first = answer_due(date(2026, 1, 5), None, decreed)
    extended = extended_due(first, date(2026, 1, 12), decreed)
    changed = with_day(decreed, date(2026, 1, 14), "Cuti bersama contoh")
    again = recomputed(extended, changed)
    assert again.extends.due == again.start == date(2026, 1, 21)
    assert (extended.due, again.due) == (date(2026, 1, 29), date(2026, 1, 30))
    assert again.extends == recomputed(first, changed)
    assert "Cuti bersama contoh" in [day.reason for day in again.extends.skipped]
    assert recomputed(again, changed) == again


def test_an_extension_from_its_notice_keeps_its_start(decreed, reading):
    first = answer_due(date(2026, 1, 5), None, decreed)
    extended = extended_due(first, first.due, decreed, policy=reading(extension_from="notice-date"))
    again = recomputed(extended, with_day(decreed, date(2026, 1, 14), "Cuti bersama contoh"))
    assert (again.start, again.due) == (extended.start, extended.due)
    assert again.extends.due == date(2026, 1, 21)


def test_recomputing_keeps_how_the_start_day_was_read(decreed, reading):
    found = answer_due(date(2026, 1, 5), None, decreed, policy=reading(count_start_day=True))
    assert recomputed(found, decreed) == found


def test_a_holiday_taken_away_makes_nobody_s_date_earlier(decreed):
    old = answer_due(date(2026, 3, 6), None, decreed)
    new = recomputed(old, without_day(decreed, date(2026, 3, 20)))
    assert (old.due, new.due) == (date(2026, 3, 27), date(2026, 3, 26))
    told = Protected(shown=old.due, target=old.due)
    assert protected(told, new.due, "ppid") == Protected(shown=date(2026, 3, 27), target=date(2026, 3, 26))


EARLIER, LATER = Protected(date(2026, 3, 26), date(2026, 3, 26)), Protected(date(2026, 3, 27), date(2026, 3, 27))


@pytest.mark.parametrize("whose", ["ppid", "atasan-ppid", "public-body", "parties"])
def test_our_own_duties_aim_at_the_earliest_date_there_ever_was(whose):
    found = protected(LATER, EARLIER.shown, whose)
    assert found == protected(EARLIER, LATER.shown, whose) == Protected(LATER.shown, EARLIER.shown)
    assert protected(found, LATER.shown, whose) == found


@pytest.mark.parametrize("whose", ["applicant", "commission"])
def test_others_have_until_the_later_date(whose):
    assert protected(LATER, EARLIER.shown, whose) == protected(EARLIER, LATER.shown, whose) == LATER

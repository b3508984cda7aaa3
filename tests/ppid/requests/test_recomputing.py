"""A changed calendar recomputes open cases and logs old and new (docs/rules.md, acceptance check 13)."""

from datetime import date

import pytest
import time_machine

from portal.workdays.calendar import closed_days
from portal.workdays.models import CalendarDay, CalendarYear
from ppid.requests.lifecycle import State
from ppid.requests.models import Deadline, HistoryRow
from ppid.requests.recomputing import recompute

from . import cases

pytestmark = pytest.mark.django_db

ADDED = date(2026, 3, 10)


@pytest.fixture
def request_(people):
    return cases.a_request(cases.at("2026-03-06"))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def add(day: date) -> CalendarDay:
    return CalendarDay.objects.create(date=day, name="Cuti bersama tambahan", kind=CalendarDay.Kind.JOINT_LEAVE)


def answer_of(request) -> Deadline:
    return Deadline.objects.get(request=request, clock="C04", replaced_at=None)


def test_check_13_an_added_day_moves_the_date_and_logs_old_and_new(request_, committed):
    assert request_.due_on == date(2026, 3, 27)
    with committed():
        add(ADDED)
    request_.refresh_from_db()
    now = answer_of(request_)
    assert (now.due_on, now.shown_on, now.target_on) == (date(2026, 3, 30), date(2026, 3, 30), date(2026, 3, 27))
    assert (request_.due_on, request_.target_on) == (date(2026, 3, 30), date(2026, 3, 27))
    row = HistoryRow.objects.filter(request=request_, event="recompute", details__clock="C04").get()
    assert row.details["before"]["due"] == "2026-03-27" and row.details["after"]["due"] == "2026-03-30"
    assert Deadline.objects.filter(request=request_, clock="C04").count() == 2
    assert any("Cuti bersama tambahan" in sentence for sentence in now.reckoned.explanation())


def test_check_13_a_removed_day_never_shortens_what_the_applicant_was_told(request_, committed):
    with committed():
        CalendarDay.objects.get(date=date(2026, 3, 18)).delete()
    request_.refresh_from_db()
    now = answer_of(request_)
    assert (now.due_on, now.shown_on, now.target_on) == (date(2026, 3, 26), date(2026, 3, 27), date(2026, 3, 26))


def test_what_the_applicant_works_to_is_never_shortened(people, committed):
    request = cases.a_request(cases.at("2026-03-06"))
    cases.do(request, "find-incomplete", cases.person(people["ppid"]), cases.at("2026-03-16"), missing=["KTP"])
    told = request.applicant_due_on
    with committed():
        CalendarDay.objects.get(date=date(2026, 3, 18)).delete()
    request.refresh_from_db()
    assert request.applicant_due_on == told
    with committed():
        add(date(2026, 3, 17))
        add(date(2026, 3, 25))
    request.refresh_from_db()
    assert request.applicant_due_on > told


def test_doing_it_twice_changes_nothing(request_, committed):
    with committed():
        add(ADDED)
    before = Deadline.objects.count(), HistoryRow.objects.count()
    assert recompute(request_.pk, closed_days()) == []
    assert (Deadline.objects.count(), HistoryRow.objects.count()) == before


def test_a_holiday_on_a_weekend_changes_nothing(request_, committed):
    with committed():
        add(date(2026, 3, 14))
    assert Deadline.objects.filter(request=request_, clock="C04").count() == 1


def test_what_has_ended_keeps_its_dates(people, committed):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-06")), State.WITHDRAWN, people, cases.at("2026-03-09"))
    with committed():
        add(ADDED)
    assert not HistoryRow.objects.filter(request=request, event="recompute").exists()


@pytest.mark.parametrize("ended", [State.CLOSED, State.REDIRECTED])
def test_the_term_to_object_to_what_has_ended_still_follows_the_calendar(people, committed, ended):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-06")), ended, people, cases.at("2026-03-09"))
    told = request.objection_due_on
    with time_machine.travel(cases.at("2026-03-09")), committed():
        add(ADDED)
    request.refresh_from_db()
    assert request.objection_due_on > told


def test_a_term_that_is_over_stays_as_it_was(people, committed):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-06")), State.CLOSED, people, cases.at("2026-03-09"))
    told = request.objection_due_on
    with time_machine.travel(cases.at("2026-10-01")), committed():
        add(ADDED)
    request.refresh_from_db()
    assert request.objection_due_on == told


def test_dates_that_could_not_be_reckoned_follow_when_the_calendar_is_loaded(people, committed):
    year = CalendarYear.objects.get(year=2026)
    CalendarYear.objects.filter(year=2026).update(status=CalendarYear.Status.FILLING)
    request = cases.a_request(cases.at("2026-03-06"))
    assert request.due_on is None
    with committed():
        year.save()
    request.refresh_from_db()
    assert (request.due_on, request.guard_on) == (date(2026, 3, 27), date(2026, 3, 27))

"""The order in which a day's sheets came is forgotten when the day is over."""

from __future__ import annotations

import io
import uuid
from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from ppid.survey.models import SurveyAnswer
from tests.ppid.requests.cases import at

from .conftest import answers

pytestmark = pytest.mark.django_db

YESTERDAY, TODAY = date(2026, 3, 9), date(2026, 3, 10)
PLACE = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]


def as_they_lie(day: date = YESTERDAY) -> list[uuid.UUID]:
    """The keys of a day's sheets as the database lays them down."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {SurveyAnswer._meta.db_table} WHERE answered_on = %s ORDER BY {PLACE}",  # noqa: S608 - the test's own words
            [day],
        )
        return [uuid.UUID(str(key)) for (key,) in cursor.fetchall()]


def run() -> str:
    told = io.StringIO()
    with time_machine.travel(at("2026-03-10"), tick=False):
        call_command("mix_survey", stdout=told)
    return told.getvalue()


def test_yesterdays_sheets_lie_in_the_order_of_their_random_keys_and_say_the_same():
    answers(40, YESTERDAY, {"U1": 3}, gender="Perempuan")
    answers(3, TODAY)
    before = as_they_lie()
    kept = sorted(
        SurveyAnswer.objects.values_list("pk", "answered_on", "scores", "about", "channel", "definition"), key=str
    )
    assert before != sorted(before)
    assert run() == "40 jawaban survei ditulis ulang tanpa urutan datangnya.\n"
    assert as_they_lie() == sorted(before)
    assert kept == sorted(
        SurveyAnswer.objects.values_list("pk", "answered_on", "scores", "about", "channel", "definition"), key=str
    )
    assert run() == ""
    assert SurveyAnswer.objects.count() == 43


def test_nights_without_the_job_leave_no_day_whose_order_shows():
    days = [date(2026, 3, 5), date(2026, 3, 7), YESTERDAY]
    for day in days:
        answers(20, day)
    answers(20, TODAY)
    today = as_they_lie(TODAY)
    assert run() == "60 jawaban survei ditulis ulang tanpa urutan datangnya.\n"
    for day in days:
        assert as_they_lie(day) == sorted(as_they_lie(day))
    assert as_they_lie(TODAY) == today, "that day is not over"


def test_a_sheet_that_was_copied_from_paper_later_is_mixed_with_its_day():
    answers(20, YESTERDAY)
    run()
    answers(5, YESTERDAY)
    assert as_they_lie() != sorted(as_they_lie())
    assert run() == "25 jawaban survei ditulis ulang tanpa urutan datangnya.\n"
    assert as_they_lie() == sorted(as_they_lie())


def test_where_nobody_answered_nothing_is_said(db):
    assert run() == ""

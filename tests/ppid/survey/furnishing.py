"""A row of everything that the survey keeps, so that the canary's crawl can listen for each column of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ppid.survey.models import FollowUp, SurveyResult

from .conftest import ALL_FOUR, answers, hidden

COPY = "/admin/survei/kertas/"


def furnish(house) -> None:
    """Answers from site and paper, and a published year; ``house`` as in ``canary_house``."""
    today = timezone.localdate()
    officer = house.as_("petugas")
    officer.post(COPY, {**hidden(officer.get(COPY)), "answered_on": today.isoformat(), **ALL_FOUR})
    answers(12, today - timedelta(days=1), occupation=house.sing("what a respondent told of himself"))
    result = SurveyResult.objects.create(
        year=(today - timedelta(days=1)).year, counted_to=today - timedelta(days=1), published=True
    )
    FollowUp.objects.create(
        result=result, element="U1", plan="Contoh", responsible="Bagian Contoh", due_on=today + timedelta(days=90)
    )

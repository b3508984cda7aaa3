"""The demonstration's survey: answers of the days before, and the year's result with a promise."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ppid.survey import definition
from ppid.survey.models import FollowUp, SurveyAnswer, SurveyResult

from .texts import MARK

RESPONDENTS = 24


def load() -> None:
    """Answers that differ a little from one another, up to yesterday."""
    asked, day = definition.current(), timezone.localdate() - timedelta(days=1)
    for number in range(RESPONDENTS):
        SurveyAnswer.objects.create(
            answered_on=day,
            channel=SurveyAnswer.Channel.SITE,
            definition=asked.code,
            scores={element.code: 3 + (number + place) % 2 for place, element in enumerate(asked.elements)},
            about={about.code: about.choices[number % 2] for about in asked.about},
        )
    result = SurveyResult.objects.create(
        year=day.year, counted_to=day, published=True, note=f"{MARK}jawaban karangan untuk memperagakan portal."
    )
    FollowUp.objects.create(
        result=result,
        element=asked.elements[0].code,
        plan=f"{MARK}Menyederhanakan syarat layanan",
        responsible=f"{MARK}Bagian layanan",
        due_on=day + timedelta(days=90),
    )

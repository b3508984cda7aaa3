"""A respondent before the sheet, and answers of many."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from ppid.survey import definition, receiving
from ppid.survey.models import SurveyAnswer

SHEET, THANKS = "/survei/", "/survei/terima-kasih/"
CODES = [f"U{number}" for number in range(1, 10)]
ALL_FOUR = dict.fromkeys(CODES, "4")


def read(response: HttpResponse) -> str:
    return unescape(response.content.decode())


def hidden(response: HttpResponse) -> dict[str, str]:
    return {name: re.search(rf'name="{name}" value="([^"]*)"', read(response))[1] for name in ("dibuka", "lembar")}


class Respondent:
    def __init__(self, client: Client | None = None, **headers: str):
        self.client = client or Client(**headers)

    def open(self) -> HttpResponse:
        return self.client.get(SHEET)

    def answer(self, page: HttpResponse | None = None, **answers: Any) -> HttpResponse:
        """Open the sheet, fill it in, send it."""
        with transaction.atomic():
            return self.client.post(SHEET, {**hidden(page or self.open()), **(answers or ALL_FOUR)})


@pytest.fixture
def patience():
    return receiving.LEAST


@pytest.fixture(autouse=True)
def nobody_is_too_quick(patience, monkeypatch):
    """Tests answer at once."""
    monkeypatch.setattr(receiving, "LEAST", patience * 0)


@pytest.fixture
def respondent(db):
    return Respondent()


def answers(count: int, day: date, scores: dict[str, int] | None = None, **about: str) -> None:
    """``count`` sheets of one day with the same answers."""
    scores = scores if scores is not None else dict.fromkeys(CODES, 4)
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(answered_on=day, channel="site", definition=definition.current().code, scores=scores, about=about)
        for _ in range(count)
    )

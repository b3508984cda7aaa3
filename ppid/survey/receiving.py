"""Taking one sheet from the site, once.

A sheet carries a number of its own that means nothing: made by chance when the page is opened, signed with its time,
used up when it is sent. So a double click counts once, and nothing is kept by which a sheet could be led back to a
browser: of a used number there is a fingerprint for a day, and it stands in no row of an answer.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from portal.core import robots, throttling
from portal.core.sealing import fingerprint
from portal.workdays.calendar import local_date

from .models import SurveyAnswer

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .forms import SheetForm

NUMBER = "lembar"
# Nobody reads nine questions in less.
LEAST = timedelta(seconds=8)
MOST = throttling.LONGEST_WINDOW
# Several people may share one line, at the service desk's computer above all.
SENT_AN_HOUR, HOUR = 30, timedelta(hours=1)
LIMIT = "survey"


class TooMany(Exception):
    """From this line enough has come for now; ``seconds`` until more is taken."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


def new_number() -> str:
    return secrets.token_urlsafe(18)


def stamp_for(number: str, now: datetime) -> str:
    return robots.stamped(_form(number), now)


def is_valid(number: str, stamp: str, now: datetime) -> bool:
    """Whether we made that number within the last day."""
    return robots.is_ours(stamp, _form(number), now, within=MOST)


def is_too_quick(number: str, stamp: str, now: datetime) -> bool:
    return robots.is_too_quick(stamp, _form(number), now, LEAST)


@transaction.atomic
def take(form: SheetForm, number: str, request: HttpRequest, now: datetime) -> None:
    """Keep the sheet, unless its number was used already. Raises ``TooMany``, and then the number is still good."""
    line = throttling.key_of(request, LIMIT)
    if not throttling.hit(line, SENT_AN_HOUR, HOUR, now):
        raise TooMany(throttling.seconds_left(line, HOUR, now))
    if is_first(number, now):
        keep(form, SurveyAnswer.Channel.SITE, local_date(now))


def is_first(number: str, now: datetime) -> bool:
    """Use the number up; whether it was still good. Within the caller's transaction."""
    return throttling.hit(fingerprint(number, "survey-sheet"), 1, MOST, now)


def keep(form: SheetForm, channel: SurveyAnswer.Channel, day: date) -> SurveyAnswer:
    return SurveyAnswer.objects.create(
        answered_on=day, channel=channel, definition=form.definition.code, scores=form.scores, about=form.told
    )


def _form(number: str) -> str:
    return f"survei:{number}"

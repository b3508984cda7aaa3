"""From a typed number and code to the request: the same answer, in the same time, whichever of the two was wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from portal.core import throttling

from .. import secret
from ..models import InformationRequest, Objection
from ..numbering import normal

if TYPE_CHECKING:
    from django.http import HttpRequest

    from ..models.cases import Case

WINDOW = timedelta(minutes=15)
# By address, and by address and number together; never by number alone, or a stranger could lock its holder out.
MOST_BY_ADDRESS = 40
MOST_BY_NUMBER = 10


class TooOften(Exception):
    """Too many tries from one address; ``seconds`` until it may try again."""

    def __init__(self, seconds: int):
        super().__init__(seconds)
        self.seconds = seconds


def find(request: HttpRequest, number: str, code: str, now: datetime) -> Case | None:
    """The case, or ``None`` for an unknown number and for a wrong code alike. Raises ``TooOften`` before hashing.

    An objection to a request is followed with the request's own number and code, so that its own finds nothing.
    """
    key = normal(number)
    for throttle, most in (
        (throttling.key_of(request, "tracking"), MOST_BY_ADDRESS),
        (throttling.key_of(request, "tracking-number", key), MOST_BY_NUMBER),
    ):
        if not throttling.hit(throttle, most, WINDOW, now):
            raise TooOften(throttling.seconds_left(throttle, WINDOW, now))
    # Both are always asked, and one hash is always taken: the time tells nothing.
    of_request = InformationRequest.objects.filter(number_key=key).first()
    of_objection = Objection.objects.filter(number_key=key, request=None).first()
    found = of_request or of_objection
    is_right = secret.matches(code, found.secret_hash if found else None)
    return found if is_right else None

"""What keeps robots from the form: time, a trap (``core.robots``), and a limit on how often.

None of it refuses a person for good: who is too quick is asked again, who sends too often is told when he may and whom
he can call meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from portal.core import robots, throttling
from portal.core.robots import STAMP, TOO_QUICK, TRAP, fell_into_trap, is_oversized

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["STAMP", "TOO_QUICK", "TRAP", "fell_into_trap", "is_oversized"]

# Nobody reads a question and answers it in less; nobody fills in the whole form in less.
STEP = timedelta(seconds=1)
FORM = timedelta(seconds=15)

HOUR = timedelta(hours=1)
SENDING, SENT_AN_HOUR = "send-", 5
STARTING, STARTED_AN_HOUR = "start-", 20


def stamped(address: str, token: str, now: datetime) -> str:
    """When the question at ``address`` was put to this browser."""
    return robots.stamped(_question(address, token), now)


def is_ours(stamp: str, address: str, token: str, now: datetime) -> bool:
    """Whether this question was put to this browser with that stamp, some time before ``now``."""
    return robots.is_ours(stamp, _question(address, token), now)


def is_too_quick(stamp: str, address: str, token: str, now: datetime) -> bool:
    return robots.is_too_quick(stamp, _question(address, token), now, STEP)


def may_send(request: HttpRequest, what: str, now: datetime) -> bool:
    """``what`` is sent: "request", "objection"; each is counted for itself."""
    return throttling.hit(throttling.key_of(request, SENDING + what), SENT_AN_HOUR, HOUR, now)


def may_start(request: HttpRequest, what: str, now: datetime) -> bool:
    return throttling.hit(throttling.key_of(request, STARTING + what), STARTED_AN_HOUR, HOUR, now)


def seconds_to_wait(request: HttpRequest, what: str, now: datetime) -> int:
    return throttling.seconds_left(throttling.key_of(request, what), HOUR, now)


def _question(address: str, token: str) -> str:
    return f"{address}:{token}"

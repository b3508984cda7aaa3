"""What keeps robots from the form without a third party and without scripts: time, a trap, and a limit.

None of it refuses a person for good: who is too quick is asked again, who sends too often is told when he may and whom
he can call meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db.models import F

from portal.workdays.calendar import local_date

from .. import throttling
from ..models import RobotCaught

if TYPE_CHECKING:
    from django.http import HttpRequest

# Nobody reads a question and answers it in less; nobody fills in the whole form in less.
STEP = timedelta(seconds=1)
FORM = timedelta(seconds=15)
TOO_QUICK = (
    "Isian ini terkirim lebih cepat daripada yang biasa dilakukan orang. Isian Anda masih ada di halaman ini: "
    "periksa sebentar, lalu kirim sekali lagi."
)

# No person sees this field (``asking/guards.html``).
TRAP = "catatan_tambahan"
STAMP = "dibuka"

# Ten times what the largest field takes: no person's answer.
LONGEST = 20_000

HOUR = timedelta(hours=1)
SENDING, SENT_AN_HOUR = "send-request", 5
STARTING, STARTED_AN_HOUR = "start-request", 20


def stamped(slug: str, token: str, now: datetime) -> str:
    """When a question was put to this browser: a hidden field that nobody can make up."""
    return _signer(slug, token).sign(str(int(now.timestamp() * 1000)))


def is_ours(stamp: str, slug: str, token: str, now: datetime) -> bool:
    """Whether this question was put to this browser with that stamp, some time before ``now``."""
    return _seconds_since(stamp, slug, token, now) >= 0


def is_too_quick(stamp: str, slug: str, token: str, now: datetime) -> bool:
    return _seconds_since(stamp, slug, token, now) < STEP.total_seconds()


def _seconds_since(stamp: str, slug: str, token: str, now: datetime) -> float:
    """Less than nothing for a stamp that is none of ours, and where the clock was put back."""
    try:
        return now.timestamp() - int(_signer(slug, token).unsign(stamp)) / 1000
    except (BadSignature, ValueError):
        return -1


def is_oversized(request: HttpRequest) -> bool:
    """Whether a field holds what is not even worth showing again."""
    return any(len(text) > LONGEST for texts in request.POST.lists() for text in texts[1])


def fell_into_trap(request: HttpRequest, now: datetime) -> bool:
    """Whether the field that nobody sees was filled in; it is counted by day."""
    if not request.POST.get(TRAP):
        return False
    RobotCaught.objects.update_or_create(
        day=local_date(now), defaults={"count": F("count") + 1}, create_defaults={"count": 1}
    )
    return True


def may_send(request: HttpRequest, now: datetime) -> bool:
    return throttling.hit(throttling.key_of(request, SENDING), SENT_AN_HOUR, HOUR, now)


def may_start(request: HttpRequest, now: datetime) -> bool:
    return throttling.hit(throttling.key_of(request, STARTING), STARTED_AN_HOUR, HOUR, now)


def seconds_to_wait(request: HttpRequest, what: str, now: datetime) -> int:
    return throttling.seconds_left(throttling.key_of(request, what), HOUR, now)


def _signer(slug: str, token: str) -> Signer:
    return Signer(salt=f"permohonan:{slug}:{token}")

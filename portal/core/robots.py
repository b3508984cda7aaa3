"""What keeps robots from a public form without a third party and without scripts: time and a trap.

Neither refuses a person for good: who is too quick is asked again, who fell into the trap is told how to go on. How
often somebody may send is counted by ``throttling``.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db.models import F
from django.utils import timezone

from .models import RobotCaught

if TYPE_CHECKING:
    from django.http import HttpRequest

TOO_QUICK = (
    "Isian ini terkirim lebih cepat daripada yang biasa dilakukan orang. Isian Anda masih ada di halaman ini: "
    "periksa sebentar, lalu kirim sekali lagi."
)

# No person sees this field (``core/includes/guards.html``).
TRAP = "catatan_tambahan"
STAMP = "dibuka"

# Ten times what the largest field takes: no person's answer.
LONGEST = 20_000


def stamped(form: str, now: datetime) -> str:
    """When ``form`` was put to whoever it is for: a hidden field that nobody can make up."""
    return _signer(form).sign(str(int(now.timestamp() * 1000)))


def is_ours(stamp: str, form: str, now: datetime, within: timedelta = timedelta.max) -> bool:
    """Whether ``form`` was put with that stamp, before ``now`` and no longer ago than ``within``."""
    return 0 <= _seconds_since(stamp, form, now) < within.total_seconds()


def is_too_quick(stamp: str, form: str, now: datetime, least: timedelta) -> bool:
    """Whether less than ``least`` has passed since the form was put; always so for a stamp that is none of ours."""
    return _seconds_since(stamp, form, now) < least.total_seconds()


def is_oversized(request: HttpRequest) -> bool:
    """Whether a field holds what is not even worth showing again."""
    return any(len(text) > LONGEST for texts in request.POST.lists() for text in texts[1])


def fell_into_trap(request: HttpRequest, now: datetime) -> bool:
    """Whether the field that nobody sees was filled in; it is counted by day."""
    if not request.POST.get(TRAP):
        return False
    RobotCaught.objects.update_or_create(
        day=timezone.localdate(now, timezone.get_default_timezone()),
        defaults={"count": F("count") + 1},
        create_defaults={"count": 1},
    )
    return True


def _seconds_since(stamp: str, form: str, now: datetime) -> float:
    """Less than nothing for a stamp that is none of ours, and where the clock was put back."""
    try:
        return now.timestamp() - int(_signer(form).unsign(stamp)) / 1000
    except (BadSignature, ValueError):
        return -1


def _signer(form: str) -> Signer:
    return Signer(salt=form)

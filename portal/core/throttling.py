"""How often something may be tried: counted per key in the database, so that every worker counts together.

A key names what is tried and who tries, and is a fingerprint: no address of anybody is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.db.models import Case, F, Value, When

from .client_address import network_of
from .models import Attempt
from .sealing import fingerprint

if TYPE_CHECKING:
    from django.http import HttpRequest

# No window is longer, so that older rows are of no use.
LONGEST_WINDOW = timedelta(days=1)


def key_of(request: HttpRequest, what: str, about: str = "") -> str:
    """The key of whoever sends ``request``, for trying ``what`` (``about`` something, such as a number)."""
    return fingerprint(f"{network_of(request)}\n{about}", what)


def hit(key: str, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one try, and whether it is within ``limit`` tries of a window that begins with its first.

    Tries at the same instant are each counted. The count belongs to the caller's transaction: where that is rolled
    back, nothing was tried.
    """
    over = When(window_started_at__lte=now - window, then=Value(now))
    restarted = When(window_started_at__lte=now - window, then=Value(1))
    Attempt.objects.update_or_create(
        key=key,
        defaults={
            "count": Case(restarted, default=F("count") + 1),
            "window_started_at": Case(over, default=F("window_started_at")),
        },
        create_defaults={"count": 1, "window_started_at": now},
    )
    return Attempt.objects.get(key=key).count <= limit


def seconds_left(key: str, window: timedelta, now: datetime) -> int:
    """How long whoever tried too often has to wait, at least a second."""
    attempt = Attempt.objects.filter(key=key).first()
    return max(1, ceil((attempt.window_started_at + window - now).total_seconds())) if attempt else 1


def sweep(now: datetime) -> int:
    """Delete what no window reaches any more; how many rows."""
    return Attempt.objects.filter(window_started_at__lte=now - LONGEST_WINDOW).delete()[0]

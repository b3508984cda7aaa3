"""This year's service in three lines, for the home page."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache

from portal.workdays.calendar import local_date

from .reading import figures_now
from .tables import DAYS, PERCENT, REQUEST, Line

SECONDS = 600


def headline(now: datetime) -> list[Line]:
    """As the registers stood at most ten minutes ago; the whole account, with its method, is at /ppid/statistik/."""
    today = local_date(now)
    return cache.get_or_set(f"headline-{today}", lambda: _headline(today.year, now), SECONDS)


def _headline(year: int, now: datetime) -> list[Line]:
    requests = figures_now(year, now).requests
    return [
        Line("Permohonan diterima", requests.received, REQUEST),
        Line("Dijawab dalam waktunya", requests.timing.share, PERCENT),
        Line("Lama menjawab (nilai tengah)", requests.timing.median, DAYS),
    ]

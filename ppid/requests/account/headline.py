"""This year's service in four figures, for the home page."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache

from portal.workdays.calendar import local_date

from . import lead
from .figures import Requests
from .reading import figures_now
from .tables import DAYS, NOTHING, REQUEST, Line

SECONDS = 600


def headline(now: datetime) -> list[tuple[str, str]]:
    """Names and values, as the registers stood at most ten minutes ago; the whole account is at /ppid/statistik/."""
    today = local_date(now)
    return cache.get_or_set(f"headline-words-{today}", lambda: told(figures_now(today.year, now).requests), SECONDS)


def told(requests: Requests) -> list[tuple[str, str]]:
    timing = requests.timing
    of_those = f", dari {lead.OF_THOSE}" if lead.counts_unanswered(timing) else ""
    return [
        ("Permohonan diterima", Line("", requests.received, REQUEST).words),
        ("Sudah dijawab", Line("", timing.answered, REQUEST).words),
        (f"{lead.PUNCTUAL}{of_those}", lead.in_time(timing) or NOTHING),
        ("Lama menjawab (nilai tengah)", Line("", timing.median, DAYS).words),
    ]

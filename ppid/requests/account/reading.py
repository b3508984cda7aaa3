"""The figures of a year as the registers stand now."""

from __future__ import annotations

import functools
import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from portal.workdays.calendar import closed_days, local_date

from ..clocks import rules
from ..models import HistoryRow
from . import rows, tables
from .figures import Figures, figures_of
from .tables import Account

KEPT_FOR = timedelta(days=1).total_seconds()


def figures_now(year: int, now: datetime) -> Figures:
    """A number of queries that does not grow with the registers."""
    return figures_of(year, rows.rows_of(year), local_date(now), closed_days())


def account_now(year: int, now: datetime) -> Account:
    """What may be told of them. Reckoned once, and again as soon as anything of which it is made has changed."""
    smallest = settings.PORTAL_ACCOUNT_SMALLEST_GROUP
    return cache.get_or_set(
        _key(year, now, smallest), lambda: tables.account_of(figures_now(year, now), smallest), KEPT_FOR
    )


def _key(year: int, now: datetime, smallest: int) -> str:
    """Day, calendar and threshold, by what it is reckoned, and how long the histories are.

    Nothing happens to a case without a row of its history, in the same transaction, and no row ever goes: whoever reads
    the number before he reckons keeps nothing that is older than it says.
    """
    closed = closed_days()
    calendar = (sorted(closed.items()), sorted(closed.years))
    made_of = (year, local_date(now), calendar, smallest, _made_by(), HistoryRow.objects.count())
    return f"account:{hashlib.sha256(repr(made_of).encode()).hexdigest()}"


@functools.cache
def _made_by() -> str:
    """The code and the time limits that reckon it: the cache outlives a release, which must not read what it kept."""
    files = (*sorted(Path(__file__).parent.glob("*.py")), rules.FILE)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

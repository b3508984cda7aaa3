"""The figures of a year as the registers stand now."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from portal.workdays.calendar import closed_days, local_date

from . import rows, tables
from .figures import Figures, figures_of
from .tables import Account


def figures_now(year: int, now: datetime) -> Figures:
    """A number of queries that does not grow with the registers."""
    return figures_of(year, rows.rows_of(year), local_date(now), closed_days())


def account_now(year: int, now: datetime) -> Account:
    return tables.account_of(figures_now(year, now), settings.PORTAL_ACCOUNT_SMALLEST_GROUP)

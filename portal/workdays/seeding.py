"""Filling the calendar from the ``holidays`` package, without touching what the agency has written itself."""

from __future__ import annotations

from dataclasses import dataclass

import holidays
from django.db import transaction
from holidays.constants import GOVERNMENT, PUBLIC

from .models import CalendarDay, CalendarYear

SOURCE = f"paket holidays {holidays.__version__}"
ESTIMATE = " (perkiraan)"


@dataclass(frozen=True)
class LoadedYear:
    """What loading one year did. ``absent`` and ``doubtful`` are left to a person."""

    year: CalendarYear
    added: list[CalendarDay]
    absent: list[CalendarDay]
    """Days of the package that the agency's own, complete year does not have."""
    doubtful: list[CalendarDay]
    """Days still marked as an estimate which the package has moved, or now knows for certain."""


def package_days(year: int) -> list[CalendarDay]:
    """National holidays and cuti bersama of ``year`` as unsaved rows, in order of date.

    The package keeps cuti bersama in its category ``government``; asked without it, it drops them silently.
    """
    days = {}
    for category, kind in (
        (GOVERNMENT, CalendarDay.Kind.JOINT_LEAVE),
        (PUBLIC, CalendarDay.Kind.NATIONAL),  # on the same date the national holiday is the stronger reason
    ):
        named = holidays.country_holidays("ID", categories=(category,), language="id", years=year)
        for date, name in named.items():
            days[date] = CalendarDay(
                date=date,
                year_id=year,
                name=name.replace(ESTIMATE, ""),
                kind=kind,
                provisional=ESTIMATE in name,
            )
    return [days[date] for date in sorted(days)]


def has_joint_leave(days: list[CalendarDay]) -> bool:
    """Is cuti bersama among them? Without it dates of that year come out days too early."""
    return any(day.kind == CalendarDay.Kind.JOINT_LEAVE for day in days)


@transaction.atomic
def load_year(number: int) -> LoadedYear:
    """Put ``number`` into use with the days of the package.

    A day that stands in the table is never changed, and a year that is already complete gets none added:
    a day that the agency removed does not come back. What differs is reported instead.
    """
    year, _ = CalendarYear.objects.get_or_create(year=number, defaults={"source": SOURCE})
    seeds = package_days(number)
    present = {day.date: day for day in year.days.all()}
    missing = [day for day in seeds if day.date not in present]
    estimates = {day.date for day in seeds if day.provisional}
    doubtful = [day for day in present.values() if day.provisional and day.date not in estimates]
    if year.status == CalendarYear.Status.COMPLETE:
        return LoadedYear(year, added=[], absent=missing, doubtful=doubtful)

    CalendarDay.objects.bulk_create(missing)
    year.status = CalendarYear.Status.COMPLETE if has_joint_leave(seeds) else CalendarYear.Status.PROVISIONAL
    year.source = year.source or SOURCE
    year.save()
    return LoadedYear(year, added=missing, absent=[], doubtful=doubtful)

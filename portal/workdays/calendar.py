"""This agency's calendar, office hours and clock, as ``reckoning.py`` takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from .models import CalendarDay, CalendarYear
from .reckoning import WEEKDAYS, ClosedDays

SKB_IS_OUT_BY_MONTH = 10


def closed_days() -> ClosedDays:
    """The closed days of all years in use, in one query. A year without a single one was not loaded yet."""
    days = list(CalendarDay.objects.exclude(year__status=CalendarYear.Status.FILLING).select_related("year"))
    return ClosedDays({day.date: day.reason for day in days}, frozenset(day.year_id for day in days))


def office_hours() -> Mapping[int, tuple[time, time]]:
    """``settings.OFFICE_HOURS`` as times of day; says what is wrong with it (``ImproperlyConfigured``)."""
    hours = {}
    for weekday, told in enumerate(settings.OFFICE_HOURS):
        if told:
            try:
                opening, closing = map(time.fromisoformat, told.split("-"))
            except ValueError as error:
                raise ImproperlyConfigured(f"OFFICE_HOURS: “{told}” ({WEEKDAYS[weekday]}): {error}") from error
            hours[weekday] = opening, closing
    return hours


def local_date(moment: datetime) -> date:
    """The date on the agency's wall at that (aware) moment; a reader's own time zone does not matter."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def unloaded_years(today: date) -> list[int]:
    """Years soon needed in which nothing can be reckoned: this year, from 1 October the next one too."""
    years = _years_in_use()
    return [year for year in _years_needed(today) if year not in years]


def provisional_years(today: date) -> list[int]:
    """Years soon needed whose cuti bersama is not decreed yet: their dates may still change."""
    return provisional_among(_years_needed(today))


def provisional_among(years: Iterable[int]) -> list[int]:
    """Those of ``years`` whose cuti bersama is not decreed yet, in order."""
    return list(
        CalendarYear.objects.filter(year__in=years, status=CalendarYear.Status.PROVISIONAL)
        .order_by("year")
        .values_list("year", flat=True)
    )


def _years_needed(today: date) -> list[int]:
    return [today.year, today.year + 1] if today.month >= SKB_IS_OUT_BY_MONTH else [today.year]


def _years_in_use() -> frozenset[int]:
    years = CalendarYear.objects.exclude(status=CalendarYear.Status.FILLING)
    return frozenset(years.values_list("year", flat=True))

"""When periodic information must be brought up to date: at least every six months (UU 14/2008 Pasal 9 ayat (3)).

Pure functions of dates. An update is a publication, and only flow B publishes: what is still right is confirmed by
publishing it anew. A month that is too short for the day ends the period on its last day.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from portal.workdays.reckoning import add_months

MONTHS = 6
# The law sets no warning; a month leaves room for the flow.
WARNING_DAYS = 30


class State(models.TextChoices):
    OVERDUE = "overdue", "terlambat"
    SOON = "soon", "segera jatuh tempo"
    CURRENT = "current", "mutakhir"


def due_on(updated: date) -> date:
    """The last day on which information published on ``updated`` still keeps the law."""
    return add_months(updated, MONTHS)


def state_on(today: date, updated: date) -> State:
    """On its last day information is still in time. ``updated``: the day of its last publication, in local time."""
    due = due_on(updated)
    if due < today:
        return State.OVERDUE
    return State.SOON if due <= today + timedelta(days=WARNING_DAYS) else State.CURRENT


def published_within(state: State, today: date) -> tuple[datetime | None, datetime | None]:
    """The publication times, from (inclusive) and to (exclusive), of what is in ``state`` today; for queries."""
    in_time, calm = (_first_due_from(today + timedelta(days=days)) for days in (0, WARNING_DAYS + 1))
    return {
        State.OVERDUE: (None, _midnight(in_time)),
        State.SOON: (_midnight(in_time), _midnight(calm)),
        State.CURRENT: (_midnight(calm), None),
    }[state]


def end_of(day: date) -> datetime:
    """The last moment of a day at the office."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _first_due_from(day: date) -> date:
    """The earliest update that is due on ``day`` or later."""
    updated = add_months(day, -MONTHS)
    while due_on(updated) < day:
        updated += timedelta(days=1)
    return updated


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

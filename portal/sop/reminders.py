"""Reminders of steps that run out of time: before the standard's end, at its end, and to the superior after twice.

Which moment a step has reached is pure reckoning over its row in the register; only then is asked who may act now.
A step without a standard is never reminded of: the SOP sets it no time (docs/rules.md, rule 7).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, TaskState

from portal.officials.models import Position
from portal.officials.roles import holders_of
from portal.workdays.calendar import closed_days, local_date, office_hours
from portal.workdays.reckoning import YearNotLoaded, add_office_minutes, office_minutes_between

from . import notices
from .models import Notice, StepRecord
from .places import PAGE
from .standards import Duration, due_at, longest_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

logger = logging.getLogger(__name__)

Kind = Notice.Kind
Closed = Mapping[date, str]
Hours = Mapping[int, tuple[time, time]]

# A warning comes when this part of the step's office time is left, but never later than these office minutes before
# its end: a command that runs every five minutes must still be in time for a standard of 15 minutes.
WARNING_SHARE = 4
SHORTEST_WARNING = 10
ESCALATION_FACTOR = 2


# --- reckoning ---------------------------------------------------------------------------------------------


def warning_moment(start: datetime, due: datetime, closed: Closed, hours: Hours) -> datetime | None:
    """When to warn of a step that runs from ``start`` (aware, local) to ``due``: a quarter of its time before the end.

    ``None`` for a step of ten office minutes or less: it would be warned of as it begins. Raises ``YearNotLoaded``.
    """
    minutes = office_minutes_between(start, due, closed, hours)
    left = max(minutes // WARNING_SHARE, SHORTEST_WARNING)
    return add_office_minutes(start, minutes - left, closed, hours).due if left < minutes else None


def escalation_moment(start: datetime, longest: Duration, closed: Closed, hours: Hours) -> datetime:
    """When the superior is told: after twice the standard. Raises ``YearNotLoaded``."""
    return due_at(start, Duration(longest.amount * ESCALATION_FACTOR, longest.unit), closed, hours)


def is_open(now: datetime, closed: Closed, hours: Hours) -> bool:
    """Whether the office is open at ``now`` (aware, local). Raises ``YearNotLoaded``."""
    return add_office_minutes(now, 0, closed, hours).due == now


def reached(record: StepRecord, now: datetime, closed: Closed, hours: Hours) -> list[str]:
    """The kinds of reminder whose moment has come for an open row with a due time; ``now`` is aware and local.

    A warning is for the time before the end and for office hours: nobody's evening is disturbed by a step that he
    cannot be late with before the morning. What is overdue is so at any hour. Raises ``YearNotLoaded``.
    """
    start = record.started_at.astimezone(now.tzinfo)
    if now < record.due_at:
        warning = warning_moment(start, record.due_at, closed, hours)
        return [Kind.DUE_SOON] if warning and warning <= now and is_open(now, closed, hours) else []
    late_twice = escalation_moment(start, longest_of(record.standard), closed, hours) <= now
    return [Kind.OVERDUE, Kind.ESCALATED] if late_twice else [Kind.OVERDUE]


# --- one run -------------------------------------------------------------------------------------------------


@dataclass
class Run:
    """What one run did: how many reminders it wrote, and what it could not reckon."""

    written: int = 0
    problems: set[str] = field(default_factory=set)


def remind(now: datetime) -> Run:
    """Write every reminder whose moment has come by ``now`` and that was not written before.

    Running it again writes nothing. The number of queries does not grow with the open rows, only with the positions
    that hold late ones and with the reminders to be written.
    """
    run = Run()
    come = _come(timezone.localtime(now, timezone.get_default_timezone()), run)
    if not come:
        return run
    records = [record for record, _ in come]
    written = set(Notice.objects.filter(record__in=records).values_list("key", flat=True))
    recipients = _Recipients(records, local_date(now))
    for record, kind in come:
        people = [
            user for user in recipients.of(record, kind) if Notice.key_of(kind, record.pk, user.pk) not in written
        ]
        run.written += len(notices.write(kind, record, people))
    return run


def _come(now: datetime, run: Run) -> list[tuple[StepRecord, str]]:
    """The open rows with the reminders that they have come to; a calendar that does not reach holds up only its own."""
    closed, hours = closed_days(), office_hours()
    come = []
    for record in StepRecord.objects.open().exclude(due_at=None).order_by("due_at", "pk"):
        try:
            come += [(record, kind) for kind in reached(record, now, closed, hours)]
        except YearNotLoaded as problem:
            if str(problem) not in run.problems:
                logger.error("Reminders: %s", problem)
            run.problems.add(str(problem))
            if record.due_at <= now:
                come.append((record, Kind.OVERDUE))
    return come


class _Recipients:
    """To whom the reminders of these rows go, read for all of them together."""

    def __init__(self, records: Iterable[StepRecord], on: date):
        self.on = on
        steps = [record.task_state_id for record in records if record.task_state_id]
        waiting = TaskState.objects.filter(pk__in=steps, status=TaskState.STATUS_IN_PROGRESS)
        self.may_act = notices.candidates(waiting, on)
        drafts = [record.object_id for record in records if not record.task_state_id and record.object_type == PAGE]
        owners = dict(Page.objects.filter(pk__in=drafts).values_list("pk", "owner_id"))
        users = get_user_model().objects.filter(is_active=True).in_bulk(set(owners.values()) - {None})
        self.owners = {str(pk): [users[owner]] if owner in users else [] for pk, owner in owners.items()}
        self.positions = {
            position.code: position
            for position in Position.objects.filter(code__in={record.role for record in records}).select_related(
                "superior"
            )
        }
        self.holders: dict[int, list[AbstractUser]] = {}

    def of(self, record: StepRecord, kind: str) -> list[AbstractUser]:
        responsible = self._responsible(record)
        if kind != Kind.ESCALATED:
            return responsible or []
        position = self.positions.get(record.role)
        if responsible is None or position is None or position.superior is None:
            return []
        return [user for user in self._holders(position.superior) if user not in responsible]

    def _responsible(self, record: StepRecord) -> list[AbstractUser] | None:
        """Who may end this step now; ``None`` if the text or the step is gone."""
        if record.task_state_id:
            return self.may_act.get(record.task_state_id)
        if record.object_type == PAGE:
            return self.owners.get(record.object_id)
        # A sheet that was not passed on yet has no owner: it lies with the office that opened it.
        position = self.positions.get(record.role)
        return self._holders(position) if position else None

    def _holders(self, position: Position) -> list[AbstractUser]:
        if position.pk not in self.holders:
            self.holders[position.pk] = list(holders_of(position, self.on))
        return self.holders[position.pk]

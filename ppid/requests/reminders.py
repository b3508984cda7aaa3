"""Officers are told before a case falls due and when it is late: once for each date, by one mail each."""

from __future__ import annotations

import logging
from datetime import date

from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import ClosedDays, YearNotLoaded, working_days_before

from . import mail
from .actors import APPEAL_AUTHORITY, PPID, holders
from .lifecycle import IN_OFFICE_STATES
from .models import InformationRequest, Objection
from .objections.four_eyes import answerers
from .objections.lifecycle import State

Kind = mail.Kind
logger = logging.getLogger(__name__)

WARNING_DAYS = 3
"""Working days before the target at which a case is warned of."""


def remind(today: date) -> int:
    """Write the reminders that have come due; how many. Running it again writes none."""
    closed = closed_days()
    return _of_requests(today, closed) + _of_objections(today, closed) + _of_orders(today, closed)


def _of_requests(today: date, closed: ClosedDays) -> int:
    ppid, written = list(holders(PPID, today)), 0
    waiting = InformationRequest.objects.filter(state__in=IN_OFFICE_STATES, target_on__isnull=False)
    for request in waiting.select_related("officer"):
        if kind := _kind(request.target_on, today, closed, Kind.DUE_SOON, Kind.OVERDUE):
            people = {*ppid, *filter(None, [request.officer])}
            written += mail.tell_officers(request, kind, people, about=request.target_on.isoformat())
    return written


def _of_objections(today: date, closed: ClosedDays) -> int:
    """Undecided they are the superior's, and not of one who answered; decided they are the PPID's to deliver."""
    superiors, ppid, written = list(holders(APPEAL_AUTHORITY, today)), list(holders(PPID, today)), 0
    for objection in Objection.objects.filter(target_on__isnull=False).select_related("request", "received_by"):
        kind = _kind(objection.target_on, today, closed, Kind.OBJECTION_DUE_SOON, Kind.OBJECTION_OVERDUE)
        if not kind:
            continue
        if objection.state == State.RECEIVED:
            shut_out = answerers(objection.request)
            people = {user for user in superiors if user.pk not in shut_out}
        else:
            people = {*ppid, *filter(None, [objection.received_by])}
        written += mail.tell_officers(objection, kind, people, about=objection.target_on.isoformat())
    return written


def _of_orders(today: date, closed: ClosedDays) -> int:
    """What the superior ordered is the PPID's to fulfil."""
    ppid, written = list(holders(PPID, today)), 0
    ordered = Objection.objects.filter(state__in=(State.DECIDED, State.NOTIFIED), order_due_on__isnull=False)
    for objection in ordered.select_related("request"):
        if kind := _kind(objection.order_due_on, today, closed, Kind.ORDER_DUE_SOON, Kind.ORDER_OVERDUE):
            written += mail.tell_officers(objection, kind, ppid, about=objection.order_due_on.isoformat())
    return written


def _kind(due_on: date, today: date, closed: ClosedDays, soon: str, late: str) -> str:
    """Which of the two reminders has come due; "" for neither, and for a date that the calendar does not reach."""
    if today > due_on:
        return late
    try:
        return soon if today >= working_days_before(due_on, WARNING_DAYS, closed).due else ""
    except YearNotLoaded as problem:  # one far date silences no other
        logger.warning("no reminder of %s: %s", due_on, problem)
        return ""

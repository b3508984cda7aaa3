"""Officers are told before a request falls due and when it is late: once for each date, by one mail each."""

from __future__ import annotations

from datetime import date

from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import working_days_before

from . import mail
from .actors import PPID, holders
from .lifecycle import IN_OFFICE_STATES
from .models import InformationRequest

WARNING_DAYS = 3
"""Working days before the target at which a request is warned of."""


def remind(today: date) -> int:
    """Write the reminders that have come due; how many. Running it again writes none."""
    closed, ppid, written = closed_days(), list(holders(PPID, today)), 0
    waiting = InformationRequest.objects.filter(state__in=IN_OFFICE_STATES, target_on__isnull=False)
    for request in waiting.select_related("officer"):
        if today > request.target_on:
            kind = mail.Kind.OVERDUE
        elif today >= working_days_before(request.target_on, WARNING_DAYS, closed).due:
            kind = mail.Kind.DUE_SOON
        else:
            continue
        people = {*ppid, *filter(None, [request.officer])}
        written += mail.tell_officers(request, kind, people, about=request.target_on.isoformat())
    return written

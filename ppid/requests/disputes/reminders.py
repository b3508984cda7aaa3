"""Officials are told of hearings and of terms in a dispute: once each, by one mail each."""

from __future__ import annotations

import logging
from datetime import date

from django.utils import timezone

from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import YearNotLoaded, working_days_before

from .. import mail
from ..actors import APPEAL_AUTHORITY, PPID, holders
from ..models import Dispute
from .steps import Stage

logger = logging.getLogger(__name__)

WARNING_DAYS = (3, 1)
"""Working days before a hearing at which it is told again; the first is also that of a term's end."""
# In which stage which clock is the parties' own: mediation (once extended, by the longer term), a suit, a cassation.
TERMS = {Stage.MEDIATION: ("C23", "C22"), Stage.RULED: ("C11",), Stage.COURT_RULED: ("C12",)}


def remind(today: date) -> int:
    """Write the reminders that have come due; how many. Running it again writes none."""
    people = [*dict.fromkeys([*holders(PPID, today), *holders(APPEAL_AUTHORITY, today)])]
    disputes = Dispute.objects.open().select_related("objection")
    return sum(_of(dispute, today, people) for dispute in disputes)


def _of(dispute: Dispute, today: date, people: list) -> int:
    try:
        return _of_hearing(dispute, today, people) + _of_term(dispute, today, people)
    except YearNotLoaded as problem:  # one date beyond the calendar silences no other
        logger.warning("dispute %s is not reminded of: %s", dispute.pk, problem)
        return 0


def _of_hearing(dispute: Dispute, today: date, people: list) -> int:
    if dispute.hearing_at is None:
        return 0
    day = timezone.localdate(dispute.hearing_at)
    reached = [days for days in WARNING_DAYS if today >= working_days_before(day, days, closed_days()).due]
    if not reached or today > day:
        return 0
    about = f"{dispute.hearing_at.isoformat()}:{min(reached)}"
    return mail.tell_officers(dispute.objection, mail.Kind.HEARING, people, about=about)


def _of_term(dispute: Dispute, today: date, people: list) -> int:
    running = {term.clock: term for term in dispute.objection.deadlines.filter(replaced_at=None)}
    term = next((running[clock] for clock in TERMS.get(dispute.stage, ()) if clock in running), None)
    if term is None or not working_days_before(term.target_on, WARNING_DAYS[0], closed_days()).due <= today:
        return 0
    about = f"{term.clock}:{term.target_on.isoformat()}"
    return mail.tell_officers(dispute.objection, mail.Kind.DISPUTE_TERM, people, about=about)

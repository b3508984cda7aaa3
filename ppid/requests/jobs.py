"""What happens to requests by the day, without anybody: each part can run twice, or late, without harm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.core import throttling
from portal.workdays.calendar import local_date
from portal.workdays.reckoning import YearNotLoaded

from . import acts, reminders, retention
from .account import reminding
from .asking import drafts
from .disputes import reminders as disputes
from .lifecycle import State
from .models import InformationRequest
from .objections.jobs import close_after_term, lapse_unanswered
from .published.demand import raise_tasks
from .recomputing import recompute_open
from .tracking import sessions

LOOKS_BACK = timedelta(days=7)
"""What was entered since then is looked at for things asked again; a job that was left out for days makes up for it."""


@dataclass(frozen=True)
class Run:
    closed: int
    lapsed: int
    ended: int
    raised: int
    reminded: int
    erased: int
    forgotten: int
    problem: str = ""


def review(now: datetime) -> Run:
    """Close what was not completed and what has come to its end, record silence on objections, reckon dates anew,
    remind, erase and forget.
    """
    closed, lapsed, ended = _close_incomplete(now), lapse_unanswered(now), _close_after_term(now)
    recompute_open.enqueue()
    raised = raise_tasks(now - LOOKS_BACK, now)
    today = local_date(now)
    reminded, problem = reminding.remind(today), ""
    try:
        reminded += reminders.remind(today) + disputes.remind(today)
    except YearNotLoaded as missing:
        problem = str(missing)
    return Run(closed, lapsed, ended, raised, reminded, retention.erase_what_is_over(now), _forget(now), problem)


def _forget(now: datetime) -> int:
    """Delete what visitors left for a while: unsent forms with their files, ended visits, counted tries."""
    return drafts.sweep(now) + sessions.sweep(now) + throttling.sweep(now)


def _close_incomplete(now: datetime) -> int:
    """PERKI 1/2021: what the applicant does not complete in his term is not processed."""
    over = InformationRequest.objects.filter(state=State.INCOMPLETE, applicant_due_on__lt=local_date(now))
    return acts.carry_out_each(acts.REQUEST, over.values_list("pk", flat=True), "close-incomplete", now)


def _close_after_term(now: datetime) -> int:
    """A case ends when nothing is owed any more and the applicant's term is over (docs/why/0009)."""
    over = InformationRequest.objects.filter(
        state__in=(State.NOTIFIED, State.DELIVERED),
        answer_received_on__isnull=False,
        objection_due_on__lt=local_date(now),
    )
    # Objections first, because a request waits for them.
    objections = close_after_term(now)
    return objections + acts.carry_out_each(acts.REQUEST, over.values_list("pk", flat=True), "close-after-term", now)

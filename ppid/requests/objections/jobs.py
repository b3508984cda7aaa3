"""What happens to objections by the day, without anybody; running it twice changes nothing."""

from __future__ import annotations

from datetime import datetime

from portal.workdays.calendar import local_date

from .. import acts
from ..models import Objection
from .lifecycle import UNANSWERED_STATES, State
from .procedure import OBJECTION


def lapse_unanswered(now: datetime) -> int:
    """Silence past the term opens the way to a dispute (PERKI 1/2013 Pasal 5 huruf b); on how many objections."""
    silent = Objection.objects.filter(state__in=UNANSWERED_STATES, due_on__lt=local_date(now), lapsed_on=None)
    return acts.carry_out_each(OBJECTION, silent.values_list("pk", flat=True), "lapse", now)


def close_after_term(now: datetime) -> int:
    """Nothing is ordered or left to do, and nobody took it to the commission in time; how many objections."""
    over = Objection.objects.filter(
        state__in=(State.NOTIFIED, State.FULFILLED),
        answer_received_on__isnull=False,
        dispute_due_on__lt=local_date(now),
    ).exclude(state=State.NOTIFIED, order__gt="")
    return acts.carry_out_each(OBJECTION, over.values_list("pk", flat=True), "close-after-term", now)

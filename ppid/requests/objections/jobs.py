"""What happens to objections by the day, without anybody; running it twice changes nothing."""

from __future__ import annotations

import logging
from datetime import datetime

from portal.core.refusal import Refusal
from portal.workdays.calendar import local_date

from ..actors import SYSTEM
from ..models import Objection
from .lifecycle import UNANSWERED_STATES
from .procedure import carry_out

logger = logging.getLogger(__name__)


def lapse_unanswered(now: datetime) -> int:
    """Silence past the term opens the way to a dispute (PERKI 1/2013 Pasal 5 huruf b); on how many objections."""
    silent = Objection.objects.filter(state__in=UNANSWERED_STATES, due_on__lt=local_date(now), lapsed_on=None)
    lapsed = 0
    for pk in silent.values_list("pk", flat=True):
        try:
            carry_out(pk, "lapse", SYSTEM, now)
        except Refusal as reason:  # somebody decided it meanwhile, or the calendar does not reach
            logger.info("objection %s does not lapse: %s", pk, reason)
        else:
            lapsed += 1
    return lapsed

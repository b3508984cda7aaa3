"""When the calendar changes, every running date is reckoned anew, with old and new on record."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from portal.core.afterwards import afterwards
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.models import CalendarDay, CalendarYear
from portal.workdays.reckoning import YearNotLoaded

from . import deadlines
from .models import Deadline, Dispute, InformationRequest, Objection
from .models.cases import of
from .objections import registration as objections
from .registration import start_clocks

# How the clocks of a case begin that could be given none when it was registered.
BEGINNING = {InformationRequest: start_clocks, Objection: objections.start_clocks}

logger = logging.getLogger(__name__)


@receiver([post_save, post_delete], sender=CalendarDay, dispatch_uid="requests_recompute_by_day")
@receiver([post_save, post_delete], sender=CalendarYear, dispatch_uid="requests_recompute_by_year")
def a_changed_calendar_moves_running_dates(raw: bool = False, **kwargs) -> None:
    if not raw:
        # The calendar changes even where the queue cannot be written to; the daily job makes up for it.
        afterwards(recompute_open.enqueue)


@task()
def recompute_open() -> None:
    """Every case with a running term, each in a transaction of its own, so that one that fails holds up no other."""
    closed, runs_on = closed_days(), _runs_on(local_date(timezone.now()))
    for model in BEGINNING:
        for pk in (model.objects.open() | model.objects.filter(runs_on[model])).values_list("pk", flat=True):
            try:
                recompute(pk, closed, model)
            except YearNotLoaded as problem:
                logger.warning("%s %s keeps its dates: %s", model.KIND, pk, problem)


def _runs_on(today: date) -> Mapping[type, Q]:
    """Of which cases that have ended a term goes on: the applicant's, or one before commission and courts."""
    return {
        InformationRequest: Q(objection_due_on__gte=today),
        Objection: Q(dispute_due_on__gte=today) | Q(pk__in=Dispute.objects.open().values("objection")),
    }


@transaction.atomic
def recompute(
    pk: int, closed, model: type[InformationRequest] | type[Objection] = InformationRequest
) -> list[Deadline]:
    """One case; one that could not be given dates when it was registered gets them now."""
    case = model.objects.select_for_update().get(pk=pk)
    now = timezone.now()
    if case.due_on is None and not Deadline.objects.filter(**of(case)).exists():
        BEGINNING[model](case, now)
        case.save()
    return deadlines.recompute(case, closed, now)

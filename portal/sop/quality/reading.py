"""From the register to the report: one query for the rows, two for the calendar, however many rows there are."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.sop.models import StepRecord
from portal.workdays.calendar import closed_days, office_hours

from .clock import OfficeClock
from .figures import Report, StepRow, report_on
from .periods import Period


def quality_report(period: Period, now: datetime, records: QuerySet[StepRecord] | None = None) -> Report:
    """The report on ``period`` as it stands at ``now`` (aware), over ``records`` (all of them unless given).

    A step belongs to the period in which it was finished, and is reported as open in every period at whose end it was
    still waiting; so nothing is counted as done twice and nothing that waits is hidden.
    """
    zone = timezone.get_default_timezone()
    start, end = period.bounds(zone)
    cut = min(end, now)
    ended = Q(finished_at__gte=start, finished_at__lt=end)
    waiting = Q(started_at__lt=cut) & (Q(finished_at=None) | Q(finished_at__gte=end))
    records = StepRecord.objects.all() if records is None else records
    rows = records.filter(ended | waiting).order_by("started_at", "pk").values_list(*StepRow._fields)
    clock = OfficeClock(closed_days(), office_hours(), zone)
    return report_on(map(StepRow._make, rows), cut, clock.minutes)

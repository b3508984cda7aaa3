"""Forgetting in which order a day's sheets came.

Keys and dates tell nothing of it, but a database lays rows down as they come, and whoever has the file could read
that order beside the times of the web server's log. So the sheets of a day that is over are written anew in the order
of their random keys. A sheet tells whether that was done, so that a night without the job leaves nothing behind, and a
sheet on paper that is copied later is mixed with those of its day.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from .models import SurveyAnswer


def mix_until(today: date) -> int:
    """Write the sheets of every day before ``today`` anew that has one whose order still shows; how many sheets."""
    unmixed = SurveyAnswer.objects.filter(mixed=False, answered_on__lt=today)
    return sum(mix(day) for day in sorted(set(unmixed.values_list("answered_on", flat=True))))


@transaction.atomic
def mix(day: date) -> int:
    """Write the sheets of ``day`` anew; how many."""
    rows = sorted(SurveyAnswer.objects.select_for_update().filter(answered_on=day), key=lambda row: row.pk)
    SurveyAnswer.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.mixed = True
    SurveyAnswer.objects.bulk_create(rows)
    return len(rows)

"""What an official finds on his desk: what waits for him, and what he answers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from wagtail.models import Page

from . import acting
from .models import StepRecord
from .policy import standing_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

LIVE_PAGES_SHOWN = 20


@dataclass(frozen=True)
class Waiting:
    """One text that waits for this person, with what he needs to know before opening it."""

    record: StepRecord
    url: str
    is_late: bool


def waiting_for(user: AbstractUser, now: datetime) -> list[Waiting]:
    """What waits for this person: the most overdue first, what has no due time by age after it."""
    records = (
        StepRecord.objects.open()
        .filter(task_state_id__in=acting.waiting_for(user, standing_of(user).hats).values("pk"))
        .order_by(F("due_at").asc(nulls_last=True), "started_at")
    )
    return [Waiting(record, decision_url(record.task_state_id), record.is_late(now)) for record in records]


def decision_url(task_state_id: int) -> str:
    return reverse("sop_decide", args=[task_state_id])


def own_drafts_of(user: AbstractUser) -> QuerySet[StepRecord]:
    """The open step of each text that this person owns: where his drafts are now."""
    owned = [str(pk) for pk in Page.objects.filter(owner=user).values_list("pk", flat=True)]
    return StepRecord.objects.open().filter(object_type="wagtailcore.page", object_id__in=owned)


def live_pages_of(user: AbstractUser) -> list[Page]:
    """The newest public pages for which this person answers, so that he may take them down."""
    standing = standing_of(user)
    mine = Q(pk=None)
    for path, flow in standing.roots:
        if standing.holds(flow.take_down_id):
            others = Q(pk=None)
            for other_path, other in standing.roots:
                if other_path.startswith(path) and other != flow:
                    others |= Q(path__startswith=other_path)
            mine |= Q(path__startswith=path) & ~others
    return list(Page.objects.live().filter(mine).order_by("-last_published_at")[:LIVE_PAGES_SHOWN])

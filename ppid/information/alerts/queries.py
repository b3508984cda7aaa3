"""Which alerts are public, which of them are not over yet, and what those who follow them are to read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.query import PageQuerySet

from ..models import AlertMessage, AlertPage
from .rules import CANCEL

NEWEST_FIRST = ("-first_published_at", "-pk")
# So long a cancellation stays in the CAP index: who asks once a day still meets it.
CANCELLATION_LASTS = timedelta(days=1)


def public() -> PageQuerySet[AlertPage]:
    """Every alert that is public, the newest first."""
    return AlertPage.objects.live().defer_streamfields().order_by(*NEWEST_FIRST)


def current(now: datetime) -> PageQuerySet[AlertPage]:
    """In force, or announced for later."""
    return public().exclude(_over(now))


def archive(now: datetime) -> PageQuerySet[AlertPage]:
    return public().filter(_over(now))


def last_messages(now: datetime) -> QuerySet[AlertMessage]:
    """The last message of every alert in force, and the cancellations of the last day; the newest first."""
    last = AlertMessage.objects.filter(page=OuterRef("page")).order_by("-number").values("pk")[:1]
    in_force = Q(page__in=current(now).filter(starts_at__lte=now).order_by().values("pk"))
    just_cancelled = Q(kind=CANCEL, sent_at__gt=now - CANCELLATION_LASTS)
    return (
        AlertMessage.objects.filter(in_force | just_cancelled, pk=Subquery(last))
        .select_related("page")
        .order_by("-sent_at", "-pk")
    )


def _over(now: datetime) -> Q:
    """``rules.is_over`` in the words of the database."""
    return Q(ends_at__lte=now) | Q(ended_at__lte=now)

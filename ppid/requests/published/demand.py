"""What is asked for again and again: the third request for the same thing raises a task to publish it (Pasal 7, 9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from portal.core.refusal import Refusal
from portal.core.searching import words
from portal.workdays.calendar import local_date

from ..actors import PPID, Person
from ..asking.offers import tells
from ..models import RepeatedDemand, RequestedItem, SearchTerm

MANY = 3
"""Requests for the same thing that make a task."""
ALIKE = 0.6
"""Of the telling words of two items together, the share that both have."""
LOOKS_BACK = timedelta(days=365)
MOST_CANDIDATES = 200


def telling_words(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text, len(text)) if tells(word))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two items ask for the same thing, as far as their words show."""
    return len(one & other) >= 2 and len(one & other) / len(one | other) >= ALIKE


def raise_tasks(since: datetime, now: datetime) -> int:
    """Look at what was asked for since then; how many tasks were raised. Doing it again raises none."""
    new = RequestedItem.objects.filter(request__entered_at__gt=since, demands=None).select_related("request")
    return sum(_look_at(item, now) for item in new.order_by("pk"))


@transaction.atomic
def _look_at(item: RequestedItem, now: datetime) -> bool:
    """Put the item with others like it; whether that made a task."""
    mine = telling_words(item.text)
    same = [other for other in _candidates(item, mine, now) if alike(mine, telling_words(other.text))]
    _lock([item, *same])
    if item.demands.exists():
        return False
    known = RepeatedDemand.objects.filter(items__in=same, raised_at__gt=now - LOOKS_BACK).first()
    if known is not None:
        known.items.add(item)
        return False
    if len({other.request_id for other in same} | {item.request_id}) < MANY:
        return False
    demand = RepeatedDemand.objects.create(text=item.text, raised_at=now)
    demand.items.set([item, *same])
    return True


def _lock(items: Iterable[RequestedItem]) -> None:
    """Whoever looks at any of these waits until it is known whether they made a task: two at once raise one."""
    keys = [item.pk for item in items]
    list(RequestedItem.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _candidates(item: RequestedItem, mine: Iterable[str], now: datetime) -> list[RequestedItem]:
    """Items of other requests of the last year that share at least two words, by the table of words."""
    since = local_date(now - LOOKS_BACK)
    keys = (
        SearchTerm.objects.filter(word__in=mine, request__received_on__gte=since)
        .exclude(request=item.request_id)
        .values("request")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=2)
        .order_by("-shared", "-request")
        .values_list("request", flat=True)[:MOST_CANDIDATES]
    )
    return list(RequestedItem.objects.filter(request__in=list(keys)))


def handle(pk: int, outcome: str, reason: str, page_id: int | None, person: Person, now: datetime) -> RepeatedDemand:
    """Say what is done about it. Raises ``Refusal``."""
    if not person.hat(PPID):
        raise Refusal("Permintaan berulang ditindaklanjuti oleh PPID.")
    with transaction.atomic():
        demand = RepeatedDemand.objects.select_for_update().get(pk=pk)
        if demand.outcome:
            raise Refusal(f"Sudah ditangani oleh {demand.handled_by_name}: {demand.get_outcome_display().lower()}.")
        demand.outcome, demand.reason, demand.page_id = outcome, reason, page_id
        demand.handled_by, demand.handled_by_name = person.user, person.name
        demand.handled_on = local_date(now)
        demand.save()
        return demand

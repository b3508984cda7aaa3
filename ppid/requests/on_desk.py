"""What of one kind of case stands on a person's desk, found by one query: requests and objections alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from .models import HistoryRow

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .actors import Person

# The desk must stay small enough for a phone; the lists have them all.
MOST_ROWS = 10
NONE = Q(pk__in=())
NOT_RECKONED = "jatuh tempo belum dihitung karena kalender kerja belum dimuat"


@dataclass(frozen=True)
class Found:
    """Of each kind the first few: by urgency, what was handled by the newest act of this person."""

    waiting: list[Any] = field(default_factory=list)
    elsewhere: list[Any] = field(default_factory=list)
    handled: list[Any] = field(default_factory=list)


def look_for(
    person: Person,
    cases: QuerySet,
    *,
    waits: Q,
    lies: Q,
    visible: QuerySet,
    by_urgency: Callable[[QuerySet], QuerySet],
    with_words: Callable[[QuerySet, QuerySet[HistoryRow]], QuerySet],
) -> Found:
    """Those of ``cases`` that wait for this person, that lie with others, and on which he acted last."""
    kind = cases.model.KIND
    urgent = by_urgency(cases).values("pk")
    my_acts = HistoryRow.objects.filter(actor=person.user).order_by("-pk")
    here = {
        # One more than is shown tells that there are others.
        "waits": urgent.filter(waits)[: MOST_ROWS + 1],
        "lies": urgent.filter(lies)[:MOST_ROWS],
        "was_handled": my_acts.filter(**{f"{kind}__in": visible}).values(kind)[:MOST_ROWS],
    }
    wanted = reduce(or_, (Q(pk__in=keys) for keys in here.values()))
    flags = {name: ExpressionWrapper(Q(pk__in=keys), BooleanField()) for name, keys in here.items()}
    rows = list(with_words(cases.filter(wanted), my_acts).annotate(**flags))
    acted = sorted((row for row in rows if row.was_handled), key=attrgetter("my_act_at"), reverse=True)
    return Found([row for row in rows if row.waits], [row for row in rows if row.lies], acted)

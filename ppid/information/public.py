"""The public face of public information: what rooms above may ask of it, and nothing else.

``ppid.requests`` imports this module alone (contract in ``pyproject.toml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Case, Q, Value, When

from portal.core import searching

from .exemptions.grounds import law
from .exemptions.opening import draft_answer, draft_opened
from .models import ClassificationDecision, InformationPage

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from .models.exemptions import ClassificationDecisionQuerySet

# What a citizen writes may be long; its first words tell what he looks for.
MOST_WORDS = 24
LONGEST_WORD = 50
__all__ = ["decisions_in_force", "draft_answer", "draft_opened", "ground_labels", "matching", "open_pages"]

LARGEST_ID = BigIntegerField.MAX_BIGINT


def decisions_in_force(on: date) -> ClassificationDecisionQuerySet:
    """The classification decisions that hold on that day: only by one of them is a request refused (Pasal 19)."""
    return ClassificationDecision.objects.in_force(on)


def ground_labels() -> dict[str, str]:
    """The grounds of Pasal 17 by their letters: "Pasal 17 huruf h: ..."."""
    return {ground.code: ground.label for ground in law().grounds.values()}


def matching(words: Sequence[str], limit: int) -> list[InformationPage]:
    """Public information that holds the most of ``words`` in its title or summary, newest first among equals.

    One shared word of several says little, so at least two are wanted. Two queries, whatever the words are.
    """
    text = " ".join(words)
    usable = (word for word in searching.words(text, len(text)) if len(word) <= LONGEST_WORD)
    words = list(dict.fromkeys(usable))[:MOST_WORDS]
    if not words:
        return []
    held = [Case(When(_holds(word), then=Value(1)), default=Value(0)) for word in words]
    pages = _open_pages().alias(held=reduce(add, held)).filter(held__gte=min(2, len(words)))
    return list(pages.order_by("-held", "-last_published_at", "-pk").defer_streamfields()[:limit])


def open_pages(ids: Iterable[int]) -> list[InformationPage]:
    """Those of the pages that are public now, in the order of ``ids``."""
    ids = [pk for pk in ids if 0 < pk <= LARGEST_ID]
    found = {page.pk: page for page in _open_pages().filter(pk__in=ids).defer_streamfields()}
    return [found[pk] for pk in ids if pk in found]


def _open_pages() -> PageQuerySet[InformationPage]:
    return InformationPage.objects.live().public()


def _holds(word: str) -> Q:
    return Q(title__icontains=word) | Q(summary__icontains=word)

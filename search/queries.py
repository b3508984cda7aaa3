"""What answers a question: the entries that anybody may read, in the order that was asked for."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.db.models import QuerySet
from wagtail.models import PageViewRestriction

from . import entries, index
from .models import Entry
from .question import Question

log = logging.getLogger(__name__)

PER_PAGE = 10
# Nobody turns more pages; who looks for more needs another word.
MOST_PAGES = 50
# Counted exactly up to here.
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Results:
    """``page`` holds the entries of one page; ``count`` of them answer, or ``more`` than that."""

    page: ResultPage
    count: int
    more: bool


def find(question: Question, number: str | int = 1, *, newest_first: bool = False) -> Results:
    """Page ``number`` of what answers; nothing where the database cannot answer."""
    try:
        return _results(keys_of(question, newest_first=newest_first) if question else [], number)
    except DatabaseError:
        # Without the words: what people look for is nobody's business.
        log.exception("search failed on %d groups of words", len(question.groups))
        return _results([], 1)


def keys_of(question: Question, *, newest_first: bool) -> list[int]:
    """The open entries (keys) that answer, one more than is counted.

    Best first: those with everything in their titles, then the others, each by the database's own measure. For a
    common word the newest ``MOST_COUNTED`` of each are compared.
    """
    limit = MOST_COUNTED + 1
    if newest_first:
        found = index.newest(question, limit)
    else:
        found = list(dict.fromkeys([*index.best_titles(question, limit), *index.best(question, limit)]))[:limit]
    is_open = set(open_entries().filter(key__in=found).values_list("key", flat=True))
    return [key for key in found if key in is_open]


def open_entries() -> QuerySet[Entry]:
    """The entries whose page everybody may read now, whatever the table says."""
    found = Entry.objects.filter(page__live=True)
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        found = found.exclude(page__path__startswith=path)
    closed = entries.closed_collections()
    return found.exclude(document__collection__in=closed) if closed else found


def _results(keys: list[int], number: str | int) -> Results:
    page = Paginator(keys[: PER_PAGE * MOST_PAGES], PER_PAGE).get_page(number)
    wanted = list(page.object_list)
    found = Entry.objects.select_related("page", "document").in_bulk(wanted) if wanted else {}
    page.object_list = [found[key] for key in wanted if key in found]
    return Results(page, min(len(keys), MOST_COUNTED), len(keys) > MOST_COUNTED)

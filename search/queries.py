"""What the search finds: live pages that everybody may read, newest first."""

from __future__ import annotations

import logging

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db import DatabaseError
from wagtail.models import Page

from home.models import HomePage

log = logging.getLogger(__name__)

PER_PAGE = 10


def find(words: list[str], number: str | int = 1) -> ResultPage:
    """Page ``number`` of the pages that hold all ``words``; an empty one where the database cannot answer.

    Newest first and not by relevance: on SQLite Wagtail's relevance costs the square of the number of matches.
    """
    try:
        return _page_of(matches(words) if words else [], number)
    except DatabaseError:
        # Without the words: what people look for is nobody's business.
        log.exception("search failed on %d words", len(words))
        return _page_of([], 1)


def matches(words: list[str]):
    pages = Page.objects.live().public().not_type(HomePage).order_by("-first_published_at", "-id")
    return pages.search(" ".join(words), operator="and", order_by_relevance=False)


def _page_of(matches, number: str | int) -> ResultPage:
    page = Paginator(matches, PER_PAGE).get_page(number)
    keys = [match.pk for match in page.object_list]
    found = {match.pk: match for match in Page.objects.filter(pk__in=keys).specific()} if keys else {}
    page.object_list = [found[key] for key in keys if key in found]
    return page

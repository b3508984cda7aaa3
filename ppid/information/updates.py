"""Which pages have the six-monthly duty, and how they stand (UU 14/2008 Pasal 9 ayat (3)); for report and desk."""

from __future__ import annotations

from datetime import date

from wagtail.query import PageQuerySet

from . import periodic
from .models import Category, InformationPage


def live_periodic_pages() -> PageQuerySet[InformationPage]:
    return InformationPage.objects.live().filter(category=Category.PERIODIC, last_published_at__isnull=False)


def in_state(pages: PageQuerySet[InformationPage], state: str, today: date) -> PageQuerySet[InformationPage]:
    """Those of ``pages`` that are in this state (a value of ``periodic.State``) today."""
    since, before = periodic.published_within(periodic.State(state), today)
    pages = pages.filter(last_published_at__gte=since) if since else pages
    return pages.filter(last_published_at__lt=before) if before else pages

"""The page of alerts: what is in force, what will be, and the archive by year.

``tahun`` and ``halaman`` come from the address and thus from anybody: what makes no sense is ignored.
"""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.query import PageQuerySet

from ..models import AlertIndexPage, AlertPage, InformationPage
from . import queries
from .rules import gravest_first, is_in_force

PER_PAGE = 10
STANDING_SHOWN = 50
# What changes a few times a year is kept for a minute, and dropped with every page that is saved (``receivers``).
KEY = "portal-alert-index"
SECONDS = 60
# Each list leaves the long texts where they are.
FIELDS = ("title", "slug", "url_path", "level", "area", "starts_at", "ends_at", "ended_at")


def context(index: AlertIndexPage, request: HttpRequest, now: datetime) -> dict:
    """What the template needs, in a fixed number of queries."""
    current = gravest_first(queries.current(now).only(*FIELDS))
    in_force = [alert for alert in current if is_in_force(alert.starts_at, alert.ends_at, alert.ended_at, now)]
    archive = queries.archive(now).only(*FIELDS)
    years, standing = cache.get_or_set(KEY, lambda: (_years(archive), _standing(index)), SECONDS)
    year = _year(request.GET.get("tahun", ""), years)
    chosen = archive.filter(starts_at__year=year) if year else archive
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("halaman"))
    address = index.get_full_url(request)
    asked = [f"tahun={year}"] * bool(year) + [f"halaman={page.number}"] * (page.number > 1)
    return {
        "in_force": in_force,
        "announced": [alert for alert in current if alert not in in_force],
        "standing": standing,
        "archive": page,
        "years": years,
        "year": year,
        "query": f"tahun={year}&" if year else "",
        "canonical_url": f"{address}?{'&'.join(asked)}" if asked else address,
    }


def _years(archive: PageQuerySet[AlertPage]) -> list[int]:
    return [moment.year for moment in archive.order_by().datetimes("starts_at", "year", order="DESC")]


def _standing(index: AlertIndexPage) -> list[tuple[str, str]]:
    """Title and address of the information that stands beside the alerts."""
    pages = InformationPage.objects.live().child_of(index).only("title", "slug", "url_path")[:STANDING_SHOWN]
    return [(page.title, page.get_url()) for page in pages]


def _year(text: str, years: list[int]) -> int | None:
    year = int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None
    return year if year in years else None

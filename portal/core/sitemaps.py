"""The sitemap in parts, each written from two columns of its pages.

A part holds the pages with keys of one range, so that the last one costs what the first does, and a page stays in its
part for good. Wagtail's own sitemap makes an object of every page of the site (wagtail#1698).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import BigIntegerField, F, IntegerField, Max, Q
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site, get_page_models
from wagtail.query import PageQuerySet

from . import public_addresses
from .models import BasePage

# Keys to a part, so at most so many pages: what a site of a thousand pages waits for is what any site does.
PART = 1000
# Beyond it lie keys that no database has, nor can be asked for.
END = BigIntegerField.MAX_BIGINT // PART


def open_pages(site: Site) -> PageQuerySet[Page]:
    """Every page of ``site`` that a stranger may read."""
    return Page.objects.descendant_of(site.root_page, inclusive=True).live().public()


def listed_pages(site: Site, keys: Q | None = None) -> PageQuerySet[Page]:
    """Those of them that search engines may list; ``keys``: a range, if not all of them are wanted."""
    keys = keys or Q()
    pages = open_pages(site).filter(keys)
    for model in get_page_models():
        if issubclass(model, BasePage):
            pages = pages.exclude(pk__in=model.objects.filter(keys, hide_from_search_engines=True).values("pk"))
    return pages


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every part with pages in it, and since when it reads as it does."""
    site = _site_of(request)
    root = site.root_url
    newest = _newest(address.changed_at for address in public_addresses.listed())
    parts = [SitemapIndexItem(root + reverse("sitemap_services"), newest)]
    number = Cast(F("pk") / PART, IntegerField())
    for part in (
        listed_pages(site).order_by().values(part=number).annotate(newest=Max("last_published_at")).order_by("part")
    ):
        parts.append(SitemapIndexItem(root + reverse("sitemap_part", args=[part["part"]]), part["newest"]))
    return _answer(request, "sitemap_index.xml", {"sitemaps": parts})


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """What is no page of the tree."""
    root = _site_of(request).root_url
    return _urlset(request, [(root + quote(a.path), a.changed_at) for a in public_addresses.listed()])


@require_safe
def part(request: HttpRequest, number: int) -> HttpResponse:
    """The pages with keys of the range ``number``, counted from 0."""
    if number >= END:
        raise Http404
    site = _site_of(request)
    keys = Q(pk__gte=number * PART, pk__lt=(number + 1) * PART)
    rows = listed_pages(site, keys).order_by("pk").values_list("url_path", "last_published_at")
    beginning = site.root_url + reverse("wagtail_serve", args=[""])
    skipped = len(site.root_page.url_path)
    urls = [(beginning + quote(url_path[skipped:]), changed_at) for url_path, changed_at in rows]
    if not urls:
        raise Http404
    return _urlset(request, urls)


def _site_of(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def _newest(moments: Iterable[date | datetime | None]) -> date | None:
    """The newest day of them; days and moments cannot be compared with each other."""
    days = (moment.date() if isinstance(moment, datetime) else moment for moment in moments if moment)
    return max(days, default=None)


def _urlset(request: HttpRequest, urls: list[tuple[str, date | datetime | None]]) -> HttpResponse:
    told = [{"location": location, "lastmod": changed_at} for location, changed_at in urls]
    return _answer(request, "sitemap.xml", {"urlset": told})


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    answer = TemplateResponse(request, template, context, content_type="application/xml")
    # The sitemap itself is no search result.
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "public, max-age=300"
    return answer

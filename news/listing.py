"""The news index: which page of which stories a visitor asked for.

Filters come from the address (``tahun``, ``kategori``, ``tag``, ``halaman``) and thus from anybody: what
makes no sense is ignored, what names nothing gives an empty list, and nothing gives an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import MINYEAR
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from taggit.models import Tag
from wagtail.query import PageQuerySet

from portal.core.chrome import chrome_for
from portal.core.paging import NearerEnd

from . import queries
from .models import NewsIndexPage, NewsPage, NewsPageTag

PER_PAGE = 10
CHOICES_SECONDS = 60


@dataclass(frozen=True)
class Filters:
    """What the visitor asked for; None where nothing, or nothing sensible, was asked."""

    year: int | None = None
    category: str | None = None
    tag: str | None = None

    @classmethod
    def read(cls, asked: QueryDict) -> Filters:
        return cls(
            year=_year(asked.get("tahun", "")),
            category=_slug(asked.get("kategori", "")),
            tag=_slug(asked.get("tag", "")),
        )

    def __bool__(self) -> bool:
        return bool(self.year or self.category or self.tag)

    def apply(self, stories: PageQuerySet[NewsPage]) -> PageQuerySet[NewsPage]:
        if self.year:
            stories = stories.filter(date__year=self.year)
        if self.category:
            stories = stories.filter(category__slug=self.category)
        if self.tag:
            stories = stories.filter(pk__in=_tagged(self.tag))
        return stories

    def query(self, **more: int) -> str:
        """The one spelling of this choice as a query string, without the question mark."""
        asked = {"tahun": self.year, "kategori": self.category, "tag": self.tag, **more}
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class Choice:
    """One link of the filter."""

    label: str
    address: str
    chosen: bool


def context(index: NewsIndexPage, request: HttpRequest) -> dict:
    """What the template of the index needs, in a fixed number of queries."""
    filters = Filters.read(request.GET)
    keys = filters.apply(queries.listed_news()).values_list("pk", flat=True)
    page = NearerEnd(keys, PER_PAGE).get_page(request.GET.get("halaman"))
    page.object_list = list(queries.as_cards(queries.chosen(page.object_list)))
    years, categories = used_years_and_categories(index)
    year_choices = _choices(filters, "year", [(year, str(year)) for year in years])
    category_choices = _choices(filters, "category", categories)
    tag = Tag.objects.filter(slug=filters.tag).first() if filters.tag else None
    chosen = [choice.label for choice in (*category_choices[1:], *year_choices[1:]) if choice.chosen]
    address = index.get_full_url(request)
    canonical = filters.query(halaman=page.number if page.number > 1 else 0)
    return {
        "filters": filters,
        "stories": page,
        "tag": tag,
        "year_choices": year_choices,
        "category_choices": category_choices,
        # What the choice is called, for the title of the page.
        "named": ", ".join([*([tag.name] if tag else []), *chosen]),
        "query": f"{filters.query()}&" if filters else "",
        # The index stands right below the home page, so its trail needs no look at the tree.
        "trail": [("Beranda", chrome_for(request).home_url)],
        "canonical_url": f"{address}?{canonical}" if canonical else address,
    }


def used_years_and_categories(index: NewsIndexPage) -> tuple[list[int], list[tuple[str, str]]]:
    """Years, newest first, and categories (slug, name) that have stories.

    Kept for a minute: finding them asks every story, and they change a few times a year.
    """
    return cache.get_or_set(f"news-choices-{index.pk}", _used, CHOICES_SECONDS)


def _used() -> tuple[list[int], list[tuple[str, str]]]:
    stories = queries.listed_news().order_by()
    rows = stories.values_list("date__year", "category__slug", "category__name").distinct()
    years = {year for year, _, _ in rows}
    categories = {(slug, name) for _, slug, name in rows if slug}
    return sorted(years, reverse=True), sorted(categories, key=lambda category: category[1].lower())


def _choices(filters: Filters, name: str, values: list[tuple[int | str, str]]) -> list[Choice]:
    """Links that change one filter and keep the others; the first takes it away."""
    return [
        Choice(
            label=label,
            address=f"?{replace(filters, **{name: value}).query()}",
            chosen=getattr(filters, name) == value,
        )
        for value, label in [(None, "Semua"), *values]
    ]


def _tagged(slug: str) -> QuerySet:
    return NewsPageTag.objects.filter(tag__slug=slug).values("content_object")


def _year(text: str) -> int | None:
    if len(text) == 4 and text.isascii() and text.isdigit() and int(text) >= MINYEAR:
        return int(text)
    return None


def _slug(text: str) -> str | None:
    """The text where it could be a slug at all; a NUL byte or a novel could not."""
    text = text.strip()
    return text if 0 < len(text) <= 100 and "\0" not in text else None

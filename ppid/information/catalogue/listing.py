"""The catalogue's table: which pages of it a visitor asked for, and in which order.

Filters come from the address (``q``, ``kategori``, ``unit``, ``tahun``, ``format``, ``urut``, ``halaman``), so from
anybody: what makes no sense is ignored, what names nothing gives an empty list, and nothing gives an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MINYEAR
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest, QueryDict
from wagtail.query import PageQuerySet

from portal.core import searching
from portal.core.paging import NearerEnd

from ..formats import FORMATS
from ..models import CataloguePage, Category, InformationPage
from .rows import COLUMNS, listed_pages, live_pages, readable_row, rows_by_key, site_of

PER_PAGE = 15
OFFERED_SECONDS = 60
LONGEST_QUESTION = 100
MOST_WORDS = 6
SEARCHED = ("title", "summary", "responsible", "unit__name")

# An expression, because SQLite would walk the index of this date and fetch every page of the site in a scattered order.
NEWEST_FIRST = Coalesce("first_published_at", "last_published_at").desc()
CATEGORIES = {"berkala": Category.PERIODIC, "serta-merta": Category.IMMEDIATE, "setiap-saat": Category.ANYTIME}
ORDERS = {
    "nomor": ("Nomor", ("number", "pk")),
    "judul": ("Judul", ("title", "pk")),
    "terbaru": ("Terbaru tayang", (NEWEST_FIRST, "-pk")),
}
USUAL_ORDER = "nomor"


@dataclass(frozen=True)
class Filters:
    """What the visitor asked for; "" or nothing where nothing, or nothing sensible, was asked."""

    words: tuple[str, ...] = ()
    category: str = ""
    unit: str = ""
    year: str = ""
    format: str = ""
    order: str = USUAL_ORDER

    @classmethod
    def read(cls, asked: QueryDict) -> Filters:
        words = searching.words(asked.get("q", "")[:LONGEST_QUESTION])
        return cls(
            words=tuple(dict.fromkeys(words))[:MOST_WORDS],
            category=_one_of(CATEGORIES, asked.get("kategori", "")),
            unit=_slug(asked.get("unit", "")),
            year=_year(asked.get("tahun", "")),
            format=_one_of(FORMATS, asked.get("format", "")),
            order=_one_of(ORDERS, asked.get("urut", "")) or USUAL_ORDER,
        )

    def __bool__(self) -> bool:
        """Whether anything is left out of the list; its order leaves nothing out."""
        return bool(self.words or self.category or self.unit or self.year or self.format)

    def apply(self, pages: PageQuerySet[InformationPage]) -> PageQuerySet[InformationPage]:
        for word in self.words:
            pages = pages.filter(_holds(word))
        if self.category:
            pages = pages.filter(category=CATEGORIES[self.category])
        if self.unit:
            pages = pages.filter(unit__code=self.unit)
        if self.year:
            pages = pages.filter(made_on__year=int(self.year))
        if self.format:
            padded = Concat(Value(" "), "formats", Value(" "))
            pages = pages.alias(padded_formats=padded).filter(padded_formats__contains=f" {self.format} ")
        return self.ordered(pages)

    def ordered(self, pages: PageQuerySet[InformationPage]) -> PageQuerySet[InformationPage]:
        return pages.order_by(*ORDERS[self.order][1])

    def query(self, **more: int) -> str:
        """The one spelling of this choice as a query string, without the question mark."""
        asked = {
            "q": " ".join(self.words),
            "kategori": self.category,
            "unit": self.unit,
            "tahun": self.year,
            "format": self.format,
            "urut": self.order if self.order != USUAL_ORDER else "",
            **more,
        }
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class Choices:
    """One field of the filter: its name in the address, its label, what may be chosen, and what is."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str
    everything: str = "Semua"

    @property
    def chosen_label(self) -> str:
        """What was chosen in words; what names nothing in its own; "" where nothing is left out by it."""
        return dict(self.options).get(self.chosen, self.chosen) if self.everything else ""


@dataclass(frozen=True)
class Offered:
    """What stands round the table and changes a few times a year: units (code, name) by name and years, newest first,
    of which there is information, and the way here (title, address)."""

    units: list[tuple[str, str]]
    years: list[str]
    trail: list[tuple[str, str]]


def keys_for(filters: Filters) -> QuerySet:
    """The keys of all pages that were asked for, in order: what a download holds, and of what the table shows a few."""
    return filters.apply(listed_pages()).values_list("pk", flat=True)


def context(catalogue: CataloguePage, request: HttpRequest) -> dict[str, Any]:
    """What the template needs, in a fixed number of queries."""
    filters = Filters.read(request.GET)
    page = NearerEnd(keys_for(filters), PER_PAGE).get_page(request.GET.get("halaman"))
    here = filters.ordered(InformationPage.objects.filter(pk__in=page.object_list))
    rows = rows_by_key(here, site_of(catalogue), absolute=False).values()
    # Finding this asks every page, so it is kept for a minute.
    key = f"catalogue-offered-{catalogue.pk}"
    offered = cache.get_or_set(key, lambda: _offered(catalogue, request), OFFERED_SECONDS)
    query = filters.query()
    canonical = filters.query(halaman=page.number if page.number > 1 else 0)
    address = catalogue.get_full_url(request)
    return {
        "filters": filters,
        "fields": _fields(filters, offered),
        "trail": offered.trail,
        "entries": page,
        "rows": [readable_row(COLUMNS, row) for row in rows],
        "query": f"{query}&" if query else "",
        "download_query": f"?{query}" if query else "",
        "canonical_url": f"{address}?{canonical}" if canonical else address,
        "has_own_search": True,
    }


def _fields(filters: Filters, offered: Offered) -> list[Choices]:
    categories = [(slug, category.label) for slug, category in CATEGORIES.items()]
    orders = [(name, label) for name, (label, _) in ORDERS.items()]
    return [
        Choices("kategori", "Kategori", categories, filters.category),
        Choices("unit", "Pejabat/unit", offered.units, filters.unit),
        Choices("tahun", "Tahun pembuatan", [(year, year) for year in offered.years], filters.year),
        Choices("format", "Format", list(FORMATS.items()), filters.format),
        Choices("urut", "Urutan", orders, filters.order, everything=""),
    ]


def _offered(catalogue: CataloguePage, request: HttpRequest) -> Offered:
    rows = live_pages().order_by().values_list("unit__code", "unit__name", "made_on__year").distinct()
    units = {(code, name) for code, name, _ in rows if code}
    years = {year for _, _, year in rows if year}
    above = catalogue.get_ancestors().filter(depth__gt=1).defer_streamfields()
    return Offered(
        units=sorted(units, key=lambda unit: unit[1].lower()),
        years=[str(year) for year in sorted(years, reverse=True)],
        trail=[(page.title, page.get_url(request)) for page in above],
    )


def _holds(word: str) -> Q:
    holds = Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 10 else Q()
    for field in SEARCHED:
        holds |= Q(**{f"{field}__icontains": word})
    return holds


def _one_of(known: dict, text: str) -> str:
    return text if text in known else ""


def _year(text: str) -> str:
    return text if len(text) == 4 and text.isascii() and text.isdigit() and int(text) >= MINYEAR else ""


def _slug(text: str) -> str:
    """The text where it could be a slug at all; a NUL byte or a novel could not."""
    return text if len(text) <= 50 and text.isprintable() else ""

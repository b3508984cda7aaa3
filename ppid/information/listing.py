"""The list of one kind of information, item by item in the order of the law, with what is missing said openly.

Which item is shown in full comes from the address (``butir``, ``halaman``) and thus from anybody: what names nothing is
ignored, and nothing gives an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, CharField, Count, F, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from wagtail.query import PageQuerySet

from .items import Item, items_of, parts_of
from .models import InformationIndexPage, InformationPage
from .overview import LINK_FIELDS, is_open

# So many of an item stand in the overview; the rest is one link away.
PER_ITEM = 3
PER_PAGE = 20
NEWEST_FIRST = ("-last_published_at", "-pk")
FIELDS = (*LINK_FIELDS, "summary", "formats", "last_published_at")
OTHERS = Item(code="lain", title="Informasi lain", category="", contents="")


@dataclass
class Group:
    """One item of the law with its newest pages, how many there are in all, and the lists of its details."""

    item: Item
    pages: list[InformationPage] = field(default_factory=list)
    count: int = 0
    lists: list[InformationIndexPage] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.pages)


def context(index: InformationIndexPage, request: HttpRequest) -> dict[str, Any]:
    """What the template needs, in a fixed number of queries."""
    wanted = parts_of(index.legal_item) if index.legal_item else items_of(index.category)
    chosen = _chosen(wanted, request.GET.get("butir", ""))
    address = index.get_full_url(request)
    if chosen is None:
        return {"groups": _groups(index, wanted), "canonical_url": address}
    pages = _of_item(index, wanted).filter(item=_key(chosen)).order_by(*NEWEST_FIRST).only(*FIELDS)
    page = Paginator(pages, PER_PAGE).get_page(request.GET.get("halaman"))
    place = f"&halaman={page.number}" if page.number > 1 else ""
    return {
        "chosen": chosen,
        "entries": page,
        "query": f"butir={chosen.code}&",
        "canonical_url": f"{address}?butir={chosen.code}{place}",
    }


def _chosen(wanted: tuple[Item, ...], code: str) -> Item | None:
    return next((item for item in (*wanted, OTHERS) if item.code == code), None)


def _groups(index: InformationIndexPage, wanted: tuple[Item, ...]) -> list[Group]:
    """Every item of the law, whether or not there is anything; other information after it, where there is any."""
    groups = {_key(item): Group(item) for item in (*wanted, OTHERS)}
    for page in _newest_of_each(_of_item(index, wanted)):
        groups[page.item].pages.append(page)
        groups[page.item].count = page.item_count
    for below in is_open(InformationIndexPage.objects.child_of(index)).only(*LINK_FIELDS, "legal_item"):
        groups.get(below.legal_item, groups[""]).lists.append(below)
    others = groups.pop("")
    return [*groups.values(), *([others] if others.pages or others.lists else [])]


def _of_item(index: InformationIndexPage, wanted: tuple[Item, ...]) -> PageQuerySet[InformationPage]:
    """The open pages of the list; ``item`` is the code of theirs, or "" for what the law does not name here."""
    known = Case(
        When(legal_item__in=[item.code for item in wanted], then=F("legal_item")),
        default=Value(""),
        output_field=CharField(),
    )
    return is_open(InformationPage.objects.child_of(index)).annotate(item=known)


def _newest_of_each(pages: PageQuerySet[InformationPage]) -> PageQuerySet[InformationPage]:
    newest = Window(RowNumber(), partition_by="item", order_by=NEWEST_FIRST)
    of_item = Window(Count("pk"), partition_by="item")
    ranked = pages.annotate(place=newest, item_count=of_item).filter(place__lte=PER_ITEM)
    return ranked.order_by("place").only(*FIELDS)


def _key(item: Item) -> str:
    return "" if item is OTHERS else item.code

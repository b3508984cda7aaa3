"""The list of one kind of information, item by item in the order of the law, with what is missing said openly.

What stands elsewhere on the site is not missing: an item whose definition names it leads there (``served_by``).

Which item is shown in full comes from the address (``butir``, ``halaman``) and thus from anybody: what names nothing is
ignored, and nothing gives an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Value, When, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from wagtail.query import PageQuerySet

from portal.core import holdings

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
    """One item of the law with its newest pages, how many there are in all, and where more of it stands: title and path
    of the lists of its details and of what answers it elsewhere."""

    item: Item
    pages: list[InformationPage] = field(default_factory=list)
    count: int = 0
    elsewhere: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.pages)

    @property
    def is_there(self) -> bool:
        return bool(self.pages or self.elsewhere)


def context(index: InformationIndexPage, request: HttpRequest) -> dict[str, Any]:
    """What the template needs, in a fixed number of queries."""
    wanted = parts_of(index.legal_item) if index.legal_item else items_of(index.category)
    chosen = _chosen(wanted, request.GET.get("butir", ""))
    address = index.get_full_url(request)
    if chosen is None:
        groups = _groups(index, wanted)
        return {
            "groups": [group for group in groups if group.is_there],
            "missing": [group.item for group in groups if not group.is_there and group.item is not OTHERS],
            "canonical_url": address,
        }
    pages = _of_item(index, wanted).filter(item=_key(chosen)).order_by(*NEWEST_FIRST).only(*FIELDS)
    page = Paginator(pages, PER_PAGE).get_page(request.GET.get("halaman"))
    place = f"&halaman={page.number}" if page.number > 1 else ""
    return {
        "chosen": chosen,
        "entries": page,
        "elsewhere": _elsewhere((chosen,))[chosen.code],
        "query": f"butir={chosen.code}&",
        "canonical_url": f"{address}?butir={chosen.code}{place}",
    }


def _chosen(wanted: tuple[Item, ...], code: str) -> Item | None:
    return next((item for item in (*wanted, OTHERS) if item.code == code), None)


def _groups(index: InformationIndexPage, wanted: tuple[Item, ...]) -> list[Group]:
    """Every item of the law, whether or not there is anything, and other information after it."""
    elsewhere = _elsewhere(wanted)
    groups = {_key(item): Group(item, elsewhere=elsewhere.get(item.code, [])) for item in (*wanted, OTHERS)}
    for page in _newest_of_each(_of_item(index, wanted)):
        groups[page.item].pages.append(page)
        groups[page.item].count = page.item_count
    for below in _lists_below(index):
        groups.get(below.legal_item, groups[""]).elsewhere.append((below.title, below.get_url()))
    return list(groups.values())


def _elsewhere(wanted: tuple[Item, ...]) -> dict[str, list[tuple[str, str]]]:
    """By code: title and path of what answers each item outside this list, in the order of its definition."""
    held = holdings.held({name for item in wanted for name in item.served_by})
    return {item.code: [(held[n].title, held[n].path) for n in item.served_by if n in held] for item in wanted}


def _lists_below(index: InformationIndexPage) -> PageQuerySet[InformationIndexPage]:
    """The open lists of details that have something to read."""
    details = InformationPage.objects.filter(path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1)
    lists = is_open(InformationIndexPage.objects.child_of(index)).filter(Exists(is_open(details)))
    return lists.only(*LINK_FIELDS, "legal_item")


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

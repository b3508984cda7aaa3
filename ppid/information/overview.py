"""What the landing page and the sections lead to: live pages only, in the order of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.query import PageQuerySet

from .models import AlertIndexPage, CataloguePage, ExemptListPage, InformationIndexPage, PpidPage, SectionPage

LINK_FIELDS = ("title", "slug", "url_path", "path", "depth")
# The types of the fixed addresses, by their tables: each keeps its introduction in its own.
INTRODUCED = ("informationindexpage", "alertindexpage", "cataloguepage", "exemptlistpage")
ICONS = {InformationIndexPage: "archive", AlertIndexPage: "bell", CataloguePage: "list", ExemptListPage: "lock"}


@dataclass(frozen=True)
class Group:
    """A section with its pages."""

    section: SectionPage
    pages: list[Page]


def is_open(pages: PageQuerySet) -> PageQuerySet:
    """Those of ``pages`` that everybody may read."""
    return pages.live().filter(view_restrictions__isnull=True)


def context(ppid: PpidPage) -> dict[str, Any]:
    """What the template of the landing page needs, in three queries however many pages there are."""
    return {"pages": _introduced(Page.objects.child_of(ppid)).not_type(SectionPage), "groups": _groups(ppid)}


def fixed_pages() -> list[Page]:
    """The lists that the law orders (UU 14/2008 Pasal 9 to 11 and 17), each with its ``introduction`` and ``icon``;
    none before the tree is seeded, nor what stands under a closed page. Two queries."""
    # What lists the details of one item is part of the list above it.
    pages = list(_introduced(Page.objects.type(*ICONS).public()).exclude(informationindexpage__legal_item__gt=""))
    for page in pages:
        page.icon = ICONS[page.specific_class]
    return pages


def _introduced(pages: PageQuerySet) -> PageQuerySet:
    introduction = Coalesce(*(F(f"{table}__lead") for table in INTRODUCED), Value(""), output_field=TextField())
    return is_open(pages).annotate(introduction=introduction).only(*LINK_FIELDS, "content_type").order_by("path")


def live_children_of(page: Page) -> PageQuerySet:
    return is_open(Page.objects.child_of(page)).only(*LINK_FIELDS)


def _groups(ppid: PpidPage) -> list[Group]:
    """The sections that have something to read."""
    sections = list(is_open(SectionPage.objects.child_of(ppid)).only(*LINK_FIELDS))
    below = Q(pk=None)
    for section in sections:
        below |= Q(path__startswith=section.path, depth=section.depth + 1)
    pages = list(is_open(Page.objects.filter(below)).only(*LINK_FIELDS))
    groups = [Group(section, [page for page in pages if page.path.startswith(section.path)]) for section in sections]
    return [group for group in groups if group.pages]

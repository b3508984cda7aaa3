"""What the landing page and the sections lead to: live pages only, in the order of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.query import PageQuerySet

from .models import PpidPage, SectionPage

LINK_FIELDS = ("title", "slug", "url_path", "path", "depth")
# The types of the fixed addresses, by their tables: each keeps its introduction in its own.
INTRODUCED = ("informationindexpage", "alertindexpage", "cataloguepage", "exemptlistpage")


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
    introduction = Coalesce(*(F(f"{table}__lead") for table in INTRODUCED), Value(""), output_field=TextField())
    children = is_open(Page.objects.child_of(ppid)).not_type(SectionPage).annotate(introduction=introduction)
    return {"pages": children.only(*LINK_FIELDS), "groups": _groups(ppid)}


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

"""The whole PPID tree on an empty site: the fixed addresses, and a draft of everything that the law asks for.

A draft is empty and belongs to nobody: it waits on no desk and stands in no register until somebody takes it up. It is
known by its item of the law, so that an editor may rename, move or publish it and it is still not made again.
"""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from portal.core.models import BasePage

from . import items
from .models import InformationIndexPage, InformationPage, PpidPage, SectionPage
from .structure import ensure, ensure_structure

# The pages of text belong to an app that stands above this one.
TEXT_PAGE = "home.StandardPage"
DETAILS = {"B12": "Dokumen pengadaan"}


@transaction.atomic
def seed(home: Page) -> list[BasePage]:
    """Make what is missing under ``home``; returns the pages that were made, in their order."""
    made = ensure_structure(home)
    ppid = PpidPage.objects.get()
    for section in items.regulation().sections:
        made += _seed_section(ppid, section)
    for category in items.CATEGORIES:
        made += _seed_items(index_of(category, ppid), items.items_of(category))
    for code, title in DETAILS.items():
        made += _seed_details(index_of(items.item(code).category, ppid), code, title)
    return made


def index_of(category: str, ppid: PpidPage) -> InformationIndexPage:
    """The list of this kind of information, whatever its editors call it; the first, where they made another."""
    lists = InformationIndexPage.objects.child_of(ppid).filter(category=category, legal_item="")
    return lists.order_by("path")[0]


def _seed_section(ppid: PpidPage, section: items.Section) -> list[BasePage]:
    model = apps.get_model(TEXT_PAGE)
    missing = _without_page(section.pages, model)
    if not missing:
        return []
    parent, made = ensure(ppid, SectionPage(title=section.title, slug=section.slug), slug=section.slug)
    return made + [_draft(parent, model(title=page.title, slug=page.slug, legal_item=page.code)) for page in missing]


def _seed_details(index: InformationIndexPage, code: str, title: str) -> list[BasePage]:
    """The list of the details of one item, below the list in which the item stands."""
    page = InformationIndexPage(title=title, slug=slugify(title), category=index.category, legal_item=code)
    details, made = ensure(index, page, legal_item=code)
    return made + _seed_items(details, items.parts_of(code))


def _seed_items(index: InformationIndexPage, wanted: tuple[items.Item, ...]) -> list[BasePage]:
    return [
        _draft(
            index,
            InformationPage(title=item.title, category=item.category, legal_item=item.code, guidance=item.guidance),
        )
        for item in _without_page(wanted, InformationPage)
    ]


def _without_page(wanted: tuple, model: type[BasePage]) -> list:
    """What no page of ``model`` stands for yet, wherever it may have been moved to."""
    there = set(model.objects.exclude(legal_item="").values_list("legal_item", flat=True))
    return [entry for entry in wanted if entry.code not in there]


def _draft(parent: Page, page: BasePage) -> BasePage:
    page.live = False
    parent.add_child(instance=page)
    page.save_revision(clean=False)
    return page

"""Many pages written without the acts that would publish them; the same number always gives the same pages."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page

BATCH = 500


def of_tree(
    model: type[Page], parent: Page, number: int, title: str, slug: str, chance: random.Random
) -> dict[str, Any]:
    """What the ``number``-th child of ``parent`` needs to stand in the tree, live."""
    return {
        "path": model._get_path(parent.path, parent.depth + 1, number),
        "depth": parent.depth + 1,
        "title": title,
        "draft_title": title,
        "slug": slug,
        "url_path": f"{parent.url_path}{slug}/",
        "translation_key": uuid.UUID(int=chance.getrandbits(128), version=4),
        "locale": Locale.get_default(),
        "content_type": ContentType.objects.get_for_model(model),
        "live": True,
        "first_published_at": timezone.now() - timedelta(minutes=chance.randrange(1_000_000)),
    }


def insert(pages: Sequence[Page]) -> None:
    """Django has no bulk insert for a model of two tables, so each table gets its own."""
    model = type(pages[0])
    page_fields = [field.name for field in Page._meta.concrete_fields if field.name != "id"]
    rows = Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in page_fields}) for page in pages)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.page_ptr_id = row.pk
        page.id = row.pk
    model._base_manager._insert(pages, model._meta.local_concrete_fields, using="default")


def count_children(parent: Page) -> None:
    parent.numchild = Page.objects.child_of(parent).count()
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)

"""What is new in the catalogue, or was brought up to date, at ``rss/`` and ``atom/`` below it."""

from __future__ import annotations

from django.db.models.functions import Coalesce

from portal.core.feeds import LENGTH, PageFeed

from ..models import InformationPage
from .rows import live_pages

FIELDS = ("title", "slug", "url_path", "summary", "translation_key", "first_published_at", "last_published_at")
# An expression, for the reason that ``listing.NEWEST_FIRST`` gives.
LAST_CHANGED = Coalesce("last_published_at", "first_published_at").desc(nulls_last=True)


class CatalogueFeed(PageFeed):
    """The information that last went public, new or changed."""

    def items(self) -> list[InformationPage]:
        return list(live_pages().order_by(LAST_CHANGED, "-pk").only(*FIELDS)[:LENGTH])

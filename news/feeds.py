"""The news feed, at ``rss/`` and ``atom/`` below the index."""

from __future__ import annotations

from portal.core.feeds import LENGTH, PageFeed

from . import queries
from .models import NewsIndexPage, NewsPage

FIELDS = ("title", "slug", "url_path", "lead", "translation_key", "first_published_at", "last_published_at")


class NewsFeed(PageFeed):
    """The newest open stories."""

    def __init__(self, index: NewsIndexPage, *args):
        super().__init__(index, *args)
        self.index = index

    def items(self) -> list[NewsPage]:
        return list(queries.open_news().only(*FIELDS)[:LENGTH])

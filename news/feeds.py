"""The news feed at /berita/rss/."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.utils.html import escape

from . import queries
from .models import NewsIndexPage, NewsPage

FEED_LENGTH = 20
FIELDS = ("title", "slug", "url_path", "lead", "translation_key", "first_published_at", "last_published_at")


class NewsFeed(Feed):
    """The newest open stories. Addresses come from the site's settings, never from the Host header."""

    language = "id"

    def __init__(self, index: NewsIndexPage, agency: str):
        self.index = index
        self.title = f"{index.title} – {agency}"
        self.description = index.lead or index.title
        self.link = index.full_url
        self.feed_url = f"{self.link}rss/"

    def items(self) -> list[NewsPage]:
        return list(queries.news_under(self.index).only(*FIELDS)[:FEED_LENGTH])

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        # Feed readers take a description for HTML; the lead is plain text.
        return escape(item.lead)

    def item_link(self, item: NewsPage) -> str:
        return item.full_url

    item_guid_is_permalink = False

    def item_guid(self, item: NewsPage) -> str:
        """Stays the same when the story is renamed or moved."""
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: NewsPage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: NewsPage) -> datetime | None:
        return item.last_published_at

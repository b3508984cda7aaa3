"""Feeds of pages, as RSS and as Atom. Addresses come from the site's settings, never from the Host header."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape

from .chrome import Chrome
from .models import BasePage

KINDS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
LENGTH = 20


class PageFeed(Feed):
    """The newest pages of an index. A subclass says which (``items``); ``kind`` is a key of ``KINDS``."""

    language = "id"
    item_guid_is_permalink = False

    def __init__(self, index: BasePage, chrome: Chrome, kind: str):
        self.feed_type = KINDS[kind]
        self.title = f"{index.title} – {chrome.identity.short_name}"
        self.description = self.subtitle = index.lead or index.title
        # Atom wants to know who speaks.
        self.author_name = chrome.identity.name
        self.link = index.full_url
        self.feed_url = f"{self.link}{kind}/"

    def item_title(self, item: BasePage) -> str:
        return item.title

    def item_description(self, item: BasePage) -> str:
        # Feed readers take a description for HTML; the lead is plain text.
        return escape(item.lead)

    def item_link(self, item: BasePage) -> str:
        return item.full_url

    def item_guid(self, item: BasePage) -> str:
        """Stays the same when the page is renamed or moved."""
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: BasePage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: BasePage) -> datetime | None:
        # Atom orders every entry to have one.
        return item.last_published_at or item.first_published_at

"""The alerts' feeds: for readers at ``rss/`` and ``atom/``, an Atom index of CAP messages for machines at ``cap/``.

Addresses come from the site's settings, never from the Host header.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from portal.core.chrome import chrome_for
from portal.core.feeds import LENGTH, PageFeed

from ..models import AlertIndexPage, AlertMessage, AlertPage
from . import cap, queries
from .rules import CANCEL


def _as_html(text: str) -> str:
    """Feed readers take a description for HTML; what was written as plain text must not become markup there."""
    return escape(cap.readable(text))


class AlertFeed(PageFeed):
    """The newest alerts, also those that are over: each says so."""

    def items(self) -> list[AlertPage]:
        self.now = timezone.now()
        return list(queries.public()[:LENGTH])

    def item_title(self, item: AlertPage) -> str:
        over = " (sudah berakhir)" if item.is_over(self.now) else ""
        return cap.readable(f"{item.grade.name}: {item.title}{over}")

    def item_description(self, item: AlertPage) -> str:
        return _as_html(item.lead)


class _CapAtom(Atom1Feed):
    """Atom whose entries name the CAP message beside the page that people read."""

    def add_item_elements(self, handler, item: dict) -> None:
        super().add_item_elements(handler, item)
        link = {"rel": "alternate", "type": cap.CONTENT_TYPE, "href": item["unique_id"]}
        handler.addQuickElement("link", "", link)


class CapIndex(Feed):
    """The alerts in force, each with its CAP message; a cancellation stays for a day.

    Without it, who has passed an alert on would never learn that it was ended before its time.
    """

    feed_type = _CapAtom
    language = "id"

    def __init__(self, index: AlertIndexPage, request: HttpRequest):
        identity = chrome_for(request).identity
        self.title = f"{index.title} (CAP 1.2) – {identity.short_name}"
        self.author_name = identity.name
        self.link = index.full_url
        self.feed_url = f"{self.link}cap/"

    def items(self) -> list[AlertMessage]:
        return list(queries.last_messages(timezone.now()))

    def item_title(self, item: AlertMessage) -> str:
        if not item.page.live:
            return cap.TAKEN_DOWN
        return cap.readable(f"Diakhiri: {item.page.title}" if item.kind == CANCEL else item.page.title)

    def item_description(self, item: AlertMessage) -> str:
        return _as_html(item.page.lead) if item.page.live else cap.TAKEN_DOWN

    def item_link(self, item: AlertMessage) -> str:
        return item.page.full_url if item.page.live else self.link

    def item_guid(self, item: AlertMessage) -> str:
        """The address of the CAP message: each message has its own, so it names the entry too."""
        return f"{self.feed_url}{item.identifier}/"

    def item_pubdate(self, item: AlertMessage) -> datetime:
        return item.sent_at

    def item_updateddate(self, item: AlertMessage) -> datetime:
        return item.sent_at


def cap_response(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """The last message of this alert as a document; older ones are replaced by it and not given out."""
    messages = AlertMessage.objects.filter(page__translation_key=key).select_related("page").order_by("number")
    *earlier, last = list(messages) or [None]
    if last is None or last.number != number or not (last.page.live or last.kind == CANCEL):
        raise Http404
    body = cap.document(last, earlier, chrome_for(request).identity)
    return HttpResponse(body, content_type=f"{cap.CONTENT_TYPE}; charset=utf-8")

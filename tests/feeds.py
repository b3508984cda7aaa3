"""A feed as feed readers take it; what is not well-formed, or lacks what its format wants, fails."""

from __future__ import annotations

import feedparser
from defusedxml.ElementTree import fromstring
from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"
TYPES = {"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}


def read_feed(address: str) -> feedparser.FeedParserDict:
    """The parsed feed at ``address``, which ends in its kind: ``rss/`` or ``atom/``."""
    kind = address.rstrip("/").rpartition("/")[2]
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[kind]
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == {"rss": "rss20", "atom": "atom10"}[kind]
    assert parsed.feed.language == "id"
    for holder in (parsed.feed, *parsed.entries):
        assert holder.title
        assert holder.link.startswith("http://testserver/")
    keys = [entry.id for entry in parsed.entries]
    assert all(key.startswith("urn:uuid:") for key in keys)
    assert len(keys) == len(set(keys))
    if kind == "atom":
        _is_whole(fromstring(answer.content))
    return parsed


def _is_whole(feed) -> None:
    """What RFC 4287 section 4.1 orders each feed and each entry to have, once."""
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    assert any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link"))
    for holder in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"{ATOM}{name}")) == 1, name

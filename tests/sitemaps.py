"""The sitemap as a search engine reads it: the index, and every part to which it leads."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.test import Client

_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def told(address: str) -> dict[str, str | None]:
    """Each location of an index or a part, with its lastmod."""
    answer = Client().get(urlsplit(address).path)
    assert answer.status_code == 200, address
    entries: list[Element] = list(fromstring(answer.content))
    return {entry.findtext(f"{_NAMESPACE}loc"): entry.findtext(f"{_NAMESPACE}lastmod") for entry in entries}


def listed() -> dict[str, str | None]:
    """Every address of the site that search engines are told of, with its lastmod."""
    return {location: changed for part in told("/sitemap.xml") for location, changed in told(part).items()}

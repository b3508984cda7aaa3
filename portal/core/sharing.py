"""Passing a page on: plain addresses of the places that people use, without a script or a picture of theirs."""

from __future__ import annotations

from urllib.parse import quote, urlencode

PLACES = (
    ("WhatsApp", "https://wa.me/", {"text": "{title} {url}"}),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php", {"u": "{url}"}),
    ("X", "https://x.com/intent/post", {"text": "{title}", "url": "{url}"}),
    ("Telegram", "https://t.me/share/url", {"url": "{url}", "text": "{title}"}),
    ("Surel", "mailto:", {"subject": "{title}", "body": "{url}"}),
)


def share_links(title: str, url: str) -> list[tuple[str, str]]:
    """Name and address of each place, with ``title`` and the full ``url`` filled in."""
    said = {"{title}": title, "{url}": url, "{title} {url}": f"{title} {url}"}
    return [
        (name, f"{address}?{urlencode({key: said[value] for key, value in query.items()}, quote_via=quote)}")
        for name, address, query in PLACES
    ]

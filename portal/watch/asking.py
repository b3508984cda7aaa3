"""Asking the site for an address: through the web server, as everybody does, or within the process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.test import Client
from urllib3.exceptions import HTTPError

# Who asks. Cloaked spam is shown to a search engine, or to who comes from one, and to nobody else.
BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"}
ROBOT = {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}
FROM_SEARCH = BROWSER | {"Referer": "https://www.google.com/"}

SECONDS = 20
MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """``status`` 0: there was none. ``location``: where it sends whoever asked."""

    status: int
    kind: str = ""
    text: str = ""
    location: str = ""


# Takes a path (perhaps with a query) and headers.
Asker = Callable[[str, Mapping[str, str]], Answer]


def over_http(path: str, headers: Mapping[str, str]) -> Answer:
    """As the world asks: what was put before the portal or beside it is seen too. Follows no redirection."""
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
    try:
        with requests.get(address, headers=headers, timeout=SECONDS, allow_redirects=False, stream=True) as answer:
            body = answer.raw.read(MOST_BYTES, decode_content=True)
    except (requests.RequestException, HTTPError, OSError) as problem:
        return Answer(0, text=type(problem).__name__)
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    return Answer(answer.status_code, kind, body.decode("utf-8", "replace"), answer.headers.get("Location", ""))


def within(path: str, headers: Mapping[str, str]) -> Answer:
    """As a stranger, without any web server; a fault of ours is an answer 500."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    client = Client(raise_request_exception=False)
    answer = client.get(path, secure=base.scheme == "https", headers={"host": base.netloc, **headers})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.get("Content-Type", "").split(";")[0]
    return Answer(answer.status_code, kind, body.decode("utf-8", "replace"), answer.get("Location", ""))

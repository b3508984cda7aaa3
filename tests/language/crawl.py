"""The screens that a person can reach by following links from the dashboard and the desk."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

# How many screens of one kind a person opens: as many pages as there are states, and two of anything else.
OF_A_KIND = 2
PAGES_OF_A_KIND = 6
ABOUT_A_PAGE = ("wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_explore", "sop_decide")
# The end of the session, what is not read, and the lists that stand inside another screen already.
NOT_FOLLOWED = re.compile(r"wagtailadmin_(logout|sprite|javascript_catalog|dismissibles|api:.*)|.*_results")

_ADDRESS = re.compile(r"""["';](/admin/[^"'\s?#&<>\\{}]*)""")


def screens(client: Client, start: Iterable[str]) -> Iterator[tuple[str, HttpResponse]]:
    """Each address that answered with something to read, and its answer."""
    waiting, met, kinds = deque(start), set(start), Counter()
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        if not is_read(response):
            continue
        yield address, response
        for link in _ADDRESS.findall(response.content.decode()):
            if link not in met and _is_worth_opening(link, kinds):
                waiting.append(link)
            met.add(link)


def is_read(response: HttpResponse) -> bool:
    kind = response.get("Content-Type", "")
    return response.status_code in (200, 404, 409) and kind.startswith(("text/html", "application/json"))


def _is_worth_opening(address: str, kinds: Counter) -> bool:
    try:
        kind = resolve(address).view_name
    except Resolver404:
        return False
    kinds[kind] += 1
    limit = PAGES_OF_A_KIND if kind in ABOUT_A_PAGE else OF_A_KIND
    return not NOT_FOLLOWED.fullmatch(kind) and kinds[kind] <= limit

"""Public addresses that are no pages of the tree: each room tells its own, and ``core`` knows none of them.

Search engines are told of them by the sitemap; whoever walks the site knows by them what belongs to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Address:
    """``path`` from the root of the site; ``changed_at``: since when it reads as it does, where that is known."""

    path: str
    changed_at: date | datetime | None = None


Provider = Callable[[], Iterable[Address]]
_providers: list[Provider] = []


def register_provider(provider: Provider) -> None:
    """``provider`` is asked anew each time; it tells addresses that answer a stranger and may be indexed."""
    _providers.append(provider)


def listed() -> list[Address]:
    return [address for provider in _providers for address in provider()]

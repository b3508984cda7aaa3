"""What rooms hold ready of what the law asks for, each under a name: ``core`` knows none of them.

A definition of the law names them; thus a list says "not there" only of what is nowhere on the site.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.urls import reverse

KEY = "portal-services-with-contents"
SECONDS = 60


@dataclass(frozen=True)
class Holding:
    """Something that a stranger can read now; ``path`` from the root of the site."""

    name: str
    title: str
    path: str


@dataclass(frozen=True)
class Service:
    """A fixed address that tells something only once ``has_contents``: results, reports."""

    name: str
    title: str
    url_name: str
    has_contents: Callable[[], bool]


Provider = Callable[[Collection[str]], Iterable[Holding]]
_providers: list[Provider] = []
_services: list[Service] = []


def register_provider(provider: Provider) -> None:
    """``provider`` is asked for names, of any room, and tells what it holds of them: at most one for each name."""
    _providers.append(provider)


def register_service(service: Service) -> None:
    """Whether it has contents is asked once a minute; an address without any is no secret."""
    _services.append(service)


def held(names: Collection[str]) -> dict[str, Holding]:
    """What is there of ``names`` in any room, by name."""
    if not names:
        return {}
    filled = cache.get_or_set(KEY, _filled, SECONDS)
    services = (
        Holding(s.name, s.title, reverse(s.url_name)) for s in _services if s.name in filled and s.name in names
    )
    found = [*services, *(holding for provider in _providers for holding in provider(names))]
    return {holding.name: holding for holding in found}


def _filled() -> set[str]:
    return {service.name for service in _services if service.has_contents()}

"""What search engines are told in their own words (schema.org), as JSON-LD: the agency, and where a page stands."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from .chrome import Chrome

TYPE = "GovernmentOrganization"


def agency(chrome: Chrome) -> dict[str, str]:
    """The agency as publisher of something."""
    return {"@type": TYPE, "name": chrome.identity.name}


def organization(chrome: Chrome) -> dict[str, Any]:
    """The agency itself, with whatever it has told of itself and nothing else."""
    who = chrome.identity
    accounts = [address for _, address in who.social_links]
    told = {
        "@context": "https://schema.org",
        **agency(chrome),
        "alternateName": who.short_name,
        "url": _whole(chrome.home_url),
        "logo": _whole(chrome.logo.url) if chrome.logo else None,
        "parentOrganization": {"@type": TYPE, "name": who.parent_name} if who.parent_name else None,
        "address": " ".join(who.address.split()),
        "telephone": who.phone,
        "email": who.email,
        "sameAs": accounts,
    }
    return {name: value for name, value in told.items() if value}


def breadcrumb_list(trail: list[tuple[str, str]], here: str) -> dict[str, Any]:
    """The way to a page; ``trail`` holds title and address of each page above it, the home page first."""
    steps = [("Beranda" if number == 0 else title, address) for number, (title, address) in enumerate(trail)]
    items = [
        {"@type": "ListItem", "position": number, "name": title, "item": _whole(address)}
        for number, (title, address) in enumerate(steps, start=1)
    ]
    # The last step is the page itself, which needs no address.
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": here})
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def _whole(address: str) -> str:
    return urljoin(settings.WAGTAILADMIN_BASE_URL, address)

"""Which hosts are ours, and to which others the portal itself leads."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site


def host_of(address: str) -> str:
    """The host in ``address``, in small letters; "" for an address within the site and for what is no address."""
    try:
        return (urlsplit(address.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def own_hosts() -> set[str]:
    """The hosts at which this portal is found: those of the settings and of Wagtail's sites (from its cache)."""
    sites = (host_of(site.root_url) for site in Site.get_site_root_paths())
    return {host_of(settings.WAGTAILADMIN_BASE_URL), *sites} - {""}


def is_among(host: str, names: Iterable[str]) -> bool:
    """Whether ``host``, or a domain above it, is one of ``names``."""
    names, parts = {name.lower() for name in names}, host.split(".")
    return any(".".join(parts[start:]) in names for start in range(len(parts)))

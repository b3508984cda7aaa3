"""Where a request comes from: as far as it can be known, and no further than it needs to be told apart."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from ipaddress import IPv4Address

    from django.http import HttpRequest

# What one subscriber gets: whoever has one address of it has them all.
SUBSCRIBER = 64


def network_of(request: HttpRequest) -> str:
    """The address of IPv4, the subscriber's network of IPv6; "" where neither is known (a Unix socket).

    What a visitor writes into ``X-Forwarded-For`` is believed of nobody but the last
    ``settings.PORTAL_TRUSTED_PROXIES`` proxies, each of which adds the address that it was asked from.
    """
    address = _address(_told(request)) or _address(request.META.get("REMOTE_ADDR", ""))
    if isinstance(address, IPv6Address):
        return str(ip_network((address, SUBSCRIBER), strict=False))
    return str(address or "")


def _told(request: HttpRequest) -> str:
    proxies = settings.PORTAL_TRUSTED_PROXIES
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return hops[-proxies].strip() if 0 < proxies <= len(hops) else ""


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address

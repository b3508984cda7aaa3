"""Which addresses the portal has, by its own code and database, whatever the web server gives out."""

from __future__ import annotations

from django.urls import Resolver404, resolve
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from portal.core import public_addresses, sitemaps


def of_pages(site: Site) -> list[str]:
    """The path of every page that a stranger may read, in the order in which they were made."""
    skipped = len(site.root_page.url_path) - 1
    paths = sitemaps.open_pages(site).order_by("pk").values_list("url_path", flat=True)
    return [path[skipped:] for path in paths]


def of_services() -> list[str]:
    return [address.path for address in public_addresses.listed()]


def is_known(site: Site, path: str) -> bool:
    """Whether an address of ours is answered by code that we wrote, or by a page that is live."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.url_name != "wagtail_serve" or _is_of_a_page(site, path)


def _is_of_a_page(site: Site, path: str) -> bool:
    """A page stands there, or one above it answers below its own address (a feed, an edition)."""
    steps = [step for step in path.split("/") if step]
    addresses = [site.root_page.url_path + "".join(f"{step}/" for step in steps[:n]) for n in range(len(steps) + 1)]
    nearest = Page.objects.live().filter(url_path__in=addresses).order_by("-depth").first()
    if nearest is None:
        return False
    if nearest.url_path == addresses[-1]:
        return True
    page, rest = nearest.specific, addresses[-1].removeprefix(nearest.url_path)
    if not isinstance(page, RoutablePageMixin):
        return False
    try:
        page.resolve_subpage(f"/{rest}")
    except Resolver404:
        return False
    return True

"""What stands round every page: the agency, its contacts and the main menu.

It is the same on all pages and changes a few times a year, so it is kept in the cache for a minute and
dropped as soon as a page, the identity or a site is saved.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.module_loading import import_string
from wagtail.models import Page, PageViewRestriction, Site

from . import renditions, share_picture
from .models import AgencyIdentity

SECONDS = 60


@dataclass(frozen=True)
class Task:
    """What citizens come for; ``icon`` is a key of ``icons.PATHS``."""

    icon: str
    title: str
    note: str
    url: str


# The three ways of UU 14/2008 into the agency (Pasal 4, 22, 35): on every page.
TASKS = (
    Task("ask", "Minta informasi", "Untuk informasi yang belum diumumkan. Tidak dipungut biaya.", "/permohonan/"),
    Task("track", "Lacak permohonan", "Dengan nomor pendaftaran dan kode pelacakan.", "/permohonan/lacak/"),
    Task("object", "Ajukan keberatan", "Bila tidak puas dengan jawaban, atau tidak dijawab.", "/keberatan/"),
)


@dataclass(frozen=True)
class Logo:
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Chrome:
    """``identity`` is unsaved where nothing was filled in yet; ``menu`` holds (title, address) pairs; ``closed`` the
    places in the tree (paths) that not everybody may read, with all below them."""

    identity: AgencyIdentity
    logo: Logo | None
    menu: list[tuple[str, str]]
    home_url: str
    tasks: tuple[Task, ...] = TASKS
    # The picture for pages that have none, "" until it is drawn.
    share_picture: str = ""
    closed: tuple[str, ...] = ()

    def shows(self, page: Page) -> bool:
        """Whether everybody may know of the page, if it is live."""
        return not page.path.startswith(self.closed)


def chrome_for(request: HttpRequest) -> Chrome:
    """The chrome of the site that ``request`` asks for; neutral when no site is set up."""
    site = Site.find_for_request(request)
    if site is None:
        return Chrome(AgencyIdentity(), None, [], "/")
    key = _key(site.pk)
    found = cache.get(key)
    if found is None:
        found = _build(site, request)
        cache.set(key, found, SECONDS)
    return found


def banner(*, may_ask: bool = True, here: str = "") -> str:
    """The HTML above every page, from the function that ``settings.PORTAL_BANNER`` names; "" where there is none.

    ``may_ask``: whether the database may be asked for it. ``here``: the path of the page, to which nothing need lead.
    """
    return import_string(settings.PORTAL_BANNER)(may_ask=may_ask, here=here) if settings.PORTAL_BANNER else ""


def forget_chrome() -> None:
    """Drop the chrome now, and again when the change that is being made is really there."""
    keys = [_key(pk) for pk in Site.objects.values_list("pk", flat=True)]
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))


def _build(site: Site, request: HttpRequest) -> Chrome:
    identity = AgencyIdentity.base_queryset().filter(site=site).first() or AgencyIdentity(site=site)
    logos = renditions.existing(identity.logo, "logo") if identity.logo else []
    logo = Logo(logos[0].url, logos[0].width, logos[0].height) if logos else None
    closed = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    pages = Page.objects.child_of(site.root_page).live().in_menu().only("title", "slug", "url_path", "path")
    menu = [
        (page.title, page.get_url(request, current_site=site)) for page in pages if not page.path.startswith(closed)
    ]
    home_url = site.root_page.get_url(request, current_site=site) or "/"
    return Chrome(identity, logo, menu, home_url, share_picture=share_picture.url_of(identity), closed=closed)


def _key(site_id: int) -> str:
    return f"portal-chrome-{site_id}"

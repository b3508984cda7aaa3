"""The fixed addresses of the PPID tree: pages that state no fact, so that they may stand at once.

What they say of themselves is what the law says. Everything that says something about the agency comes as a draft
(``seeding``) and goes public by flow B.
"""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from portal.core.models import BasePage
from portal.officials.models import Position

from .models import AlertIndexPage, CataloguePage, Category, ExemptListPage, InformationIndexPage, PpidPage

PPID_LEAD = (
    "PPID adalah Pejabat Pengelola Informasi dan Dokumentasi, yang mengumumkan informasi dan menjawab permohonan Anda "
    "menurut UU 14/2008."
)
PERIODIC_LEAD = "Informasi yang wajib diumumkan secara berkala, paling sedikit setiap enam bulan (UU 14/2008 Pasal 9)."
IMMEDIATE_LEAD = (
    "Informasi tentang keadaan yang dapat mengancam hajat hidup orang banyak dan ketertiban umum, "
    "yang wajib diumumkan tanpa penundaan (UU 14/2008 Pasal 10)."
)
ANYTIME_LEAD = "Informasi yang wajib tersedia setiap saat (UU 14/2008 Pasal 11)."
CATALOGUE_LEAD = "Daftar seluruh informasi publik, tidak termasuk informasi yang dikecualikan (UU 14/2008 Pasal 11)."
EXEMPT_LEAD = (
    "Informasi yang tidak dapat dibuka menurut UU 14/2008 Pasal 17, setelah konsekuensinya diuji. "
    "Daftar ini memuat judul, dasar, dan jangka waktunya."
)


def ensure_structure(home: Page) -> list[BasePage]:
    """Make what is missing under ``home`` and let the PPID in; returns the pages that were made."""
    # Menus and breadcrumbs keep the short title; the page itself is headed by what it holds.
    heading = "Informasi publik (PPID)"
    ppid, made = ensure(
        home, PpidPage(title="PPID", seo_title=heading, slug="ppid", lead=PPID_LEAD, show_in_menus=True)
    )
    periodic = InformationIndexPage(
        title="Informasi berkala", slug="informasi-berkala", lead=PERIODIC_LEAD, category=Category.PERIODIC
    )
    anytime = InformationIndexPage(
        title="Informasi setiap saat", slug="informasi-setiap-saat", lead=ANYTIME_LEAD, category=Category.ANYTIME
    )
    alerts = AlertIndexPage(title="Informasi serta-merta", slug="informasi-serta-merta", lead=IMMEDIATE_LEAD)
    catalogue = CataloguePage(title="Daftar informasi publik", slug="daftar-informasi-publik", lead=CATALOGUE_LEAD)
    exempt = ExemptListPage(title="Informasi yang dikecualikan", slug="informasi-dikecualikan", lead=EXEMPT_LEAD)
    for page, known_by in (
        (periodic, {"category": Category.PERIODIC, "legal_item": ""}),
        (alerts, {}),
        (anytime, {"category": Category.ANYTIME, "legal_item": ""}),
        (catalogue, {}),
        (exempt, {}),
    ):
        made += ensure(ppid, page, **known_by)[1]
    _let_the_ppid_in(ppid)
    return made


def ensure(parent: Page, page: BasePage, **known_by: str) -> tuple[Page, list[BasePage]]:
    """The page of this type under ``parent`` that ``known_by`` singles out, and what had to be made for that.

    Its title and address are its editors' to change. Raises ``ValidationError`` where another page has the address.
    """
    found = type(page).objects.child_of(parent).filter(**known_by).order_by("path").first()
    if found is not None:
        return found, []
    page.live = True
    page.first_published_at = page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    return page, [page]


def _let_the_ppid_in(page: PpidPage) -> None:
    """Wagtail shows a part of the tree to those who may edit in it; what the PPID may really do, the rules say."""
    position = Position.objects.filter(code="ppid").select_related("group").first()
    if position is None:
        return
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=("add_page", "change_page")
    ):
        GroupPagePermission.objects.get_or_create(group=position.group, page_id=page.pk, permission=permission)

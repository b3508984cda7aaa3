"""Nothing private is given to a stranger: a canary in every private place, and a crawl of every public one.

Private are drafts, exempt files, consequence tests, unpublished documents, older revisions; every public
address, feed, export, sitemap, search answer and header.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from wagtail import VERSION
from wagtail.models import Page, Revision, TaskState
from wagtail.url_routing import RouteResult

from home.models import StandardPage
from news.models import NewsPage
from portal.core.models import AgencyDocument, AgencyImage, AgencyRendition, PrivateFile
from ppid.information.models import AlertPage, InformationDocument, InformationPage
from search.models import Entry
from tests.core import files
from tests.ppid import watched
from tests.ppid.canary import STEM, Answer, Canaries, ask, crawl, guessed, listening, text_of

from .alert_pages import live_alert
from .canary_house import COMMON, House
from .catalogue_pages import make_page, make_unit
from .intake_files import row, xlsx_file

pytestmark = pytest.mark.django_db

START = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/data.json",
    "/.well-known/security.txt",
    "/healthz",
    "/tidak-ada/",
    "/cari/",
    "/admin/login/",
    "/admin/password_reset/",
)
# What people look for; none of them is a canary.
WORDS = (COMMON, "laporan", "rahasia", "rekam medis", "*", "a")


@pytest.fixture
def house(as_, people, home, news_index, periodic, alerts, catalogue, exempt_list):
    return House(Canaries(), as_, people, home, news_index, periodic, alerts, catalogue, exempt_list)


def addresses() -> list[str]:
    """What a stranger might ask for by its address, whether or not anything leads to it."""
    found = list(START)
    for page in Page.objects.exclude(depth=1).specific():
        found.append(page.get_url() or "")
        found += [
            f"{found[-1]}{below}"
            for below in ("rss/", "atom/", "cap/", "csv/", "xlsx/", "json/", "edisi/", "?preview=1")
        ]
    for document in AgencyDocument.objects.all():
        found += [document.url, settings.MEDIA_URL + document.file.name]
    for file in (*AgencyImage.objects.all(), *AgencyRendition.objects.all()):
        found.append(settings.MEDIA_URL + file.file.name)
    for file in PrivateFile.objects.all():
        found += [f"{folder}{file.stored_as}" for folder in ("/private/", "/media/", "/media/images/", "/documents/1/")]
    return [address for address in found if address]


def keys() -> list[int]:
    """Some rows to ask every view for."""
    return [
        InformationPage.objects.filter(live=False).first().pk,
        Revision.objects.order_by("pk").first().pk,
        TaskState.objects.order_by("pk").first().pk,
        PrivateFile.objects.order_by("pk").first().pk,
    ]


def everything(client: Client) -> list[Answer]:
    """Every answer that a stranger can have."""
    given = list(crawl(client, addresses(), WORDS))
    given += guessed(client, [*keys(), "1", "csv"])
    given += [ask(Client(enforce_csrf_checks=True), address, "post") for address in START]
    return given


def test_no_canary_is_heard_outside(house, client):
    house.furnish()
    told = dict(house.canaries.places)
    swept = watched.watch_rows(house.canaries) | watched.watch_drafts(house.canaries)
    cache.clear()
    given = everything(client)

    assert house.canaries.heard_in(given) == {}
    assert not [answer.address for answer in given if STEM in answer.text.lower()]
    assert not [(answer.address, answer.status) for answer in given if answer.status >= 500]
    assert {answer.address for answer in given if answer.status == 200} >= REACHED
    assert any(answer.address.startswith("/media/images/") and answer.status == 200 for answer in given)
    assert {model._meta.label for model, _ in watched.watched()} - swept == WITHOUT_ROWS
    assert swept >= {page._meta.label for page in (AlertPage, InformationPage, NewsPage, StandardPage)}
    for search in ("/cari/?q=", "/ppid/daftar-informasi-publik/?q="):
        assert listening(client, told, f"{STEM}999q", search) == []


def test_every_column_is_public_or_a_key_or_watched():
    assert watched.named_in_vain() == []


# --- the check can fail ---------------------------------------------------------------------------------------


def test_what_is_public_is_heard_everywhere_it_stands(house, client):
    word = house.canaries.sing("a public text")
    unit = make_unit("p2p", word)
    page = make_page(house.periodic, 1, f"Laporan {word}", unit=unit)
    file = ContentFile(files.pdf() + f"% {word}".encode(), name="berkas.pdf")
    document = AgencyDocument.objects.create(title="Berkas", file=file)
    InformationDocument.objects.create(page=page, document=document)
    house.editions()
    live_alert(house.alerts, f"KLB {word}")
    given = list(crawl(client, addresses(), WORDS))

    [heard] = house.canaries.heard_in(given).values()
    below = "/ppid/daftar-informasi-publik/"
    assert heard >= {
        "/",
        page.url,
        document.url,
        "/cari/?q=laporan",
        "/ppid/informasi-berkala/",
        *(f"{below}{kind}" for kind in ("", "csv/", "xlsx/", "json/", "?q=laporan", "?unit=p2p")),
        *(f"{below}edisi/1/{kind}" for kind in ("", "pdf/", "csv/", "xlsx/", "json/")),
        "/ppid/informasi-serta-merta/rss/",
    }
    assert listening(client, [word], f"{STEM}999q", "/cari/?q=") == [word]


def no_guard_in_the_search(monkeypatch):
    monkeypatch.setattr("search.entries.open_pages", Page.objects.all)
    monkeypatch.setattr("search.queries.open_entries", Entry.objects.all)
    call_command("rebuild_search", verbosity=0)


def no_guard_at_documents(monkeypatch):
    monkeypatch.setattr("portal.core.document_access.is_public", lambda document: True)


def no_guard_in_the_catalogue(monkeypatch):
    monkeypatch.setattr(InformationPage.objects, "live", InformationPage.objects.all)


def no_guard_in_the_tree(monkeypatch):
    monkeypatch.setattr(InformationPage, "route", lambda page, request, parts: RouteResult(page))


@pytest.mark.parametrize(
    "hole",
    [no_guard_in_the_search, no_guard_at_documents, no_guard_in_the_catalogue, no_guard_in_the_tree],
)
def test_a_hole_is_heard(house, client, monkeypatch, hole):
    draft = make_page(house.periodic, 1, f"Laporan {house.sing('draft')}", live=False)
    house.document("document of a draft")
    assert draft.url
    assert house.canaries.heard_in(crawl(client, addresses(), WORDS)) == {}

    hole(monkeypatch)
    assert house.canaries.heard_in(crawl(client, addresses(), WORDS)) != {}


@pytest.mark.parametrize("name", ["Location", "X-Catatan", "Content-Disposition", "Set-Cookie"])
def test_headers_are_read(name):
    canaries = Canaries()
    answer = HttpResponse(headers={name: canaries.sing("a header")})
    asked = ask(SimpleNamespace(get=lambda address: answer), "/")
    assert canaries.heard_in([asked]) == {"a header": {"/"}}


@pytest.mark.parametrize(
    "content",
    [
        xlsx_file([row(1, Judul=f"{STEM}001q")]),
        files.office(**{f"{STEM}001q": b""}),
        f"&#107;{STEM[1:]}001q".encode(),
        f"%6B{STEM[1:]}001q".encode(),
        files.picture(comment=f"{STEM}001q".encode()),
    ],
    ids=["inside a workbook", "name of a part", "entity", "escape", "data of a picture"],
)
def test_files_are_read_inside_and_out(content):
    assert f"{STEM}001q" in text_of(content)


# What a stranger gets of every kind; less would mean that the crawl went nowhere.
REACHED = {
    "/",
    "/berita/",
    "/berita/rss/",
    "/berita/berita-live/",
    "/ppid/",
    "/ppid/informasi-berkala/",
    "/ppid/informasi-berkala/informasi-live/",
    "/ppid/informasi-serta-merta/",
    "/ppid/informasi-serta-merta/rss/",
    "/ppid/informasi-serta-merta/cap/",
    "/ppid/informasi-dikecualikan/",
    "/ppid/daftar-informasi-publik/",
    "/ppid/daftar-informasi-publik/csv/",
    "/ppid/daftar-informasi-publik/xlsx/",
    "/ppid/daftar-informasi-publik/json/",
    "/ppid/daftar-informasi-publik/edisi/1/",
    "/ppid/daftar-informasi-publik/edisi/1/pdf/",
    "/ppid/daftar-informasi-publik/edisi/1/xlsx/",
    "/ppid/informasi-dikecualikan/edisi/1/pdf/",
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
    f"/cari/?q={COMMON}",
}
# What the portal has no use for, or what lasts only as long as a request or a task.
WITHOUT_ROWS = {
    "django_tasks_database.DBTaskResult",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.UploadedFile",
    "wagtaildocs.Document",
    "wagtailembeds.Embed",
    "wagtailimages.Image",
    "wagtailimages.Rendition",
    "wagtailusers.UserProfile",
}
if VERSION >= (8, 0):
    WITHOUT_ROWS.add("wagtailcore.APIToken")

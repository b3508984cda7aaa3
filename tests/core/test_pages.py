"""What stands round every page: head, chrome, way back, and the pages for errors."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from home.models import StandardPage
from portal.core import renditions
from portal.core.models import AgencyIdentity
from portal.core.templatetags.core_tags import json_ld
from tests.sitemaps import listed


def add_page(parent, title: str, **fields) -> StandardPage:
    return parent.add_child(instance=StandardPage(title=title, slug=title.lower(), **fields))


def read(address: str) -> str:
    return unescape(Client().get(address).content.decode())


# --- Head ------------------------------------------------------------------------------------------


def test_a_page_says_what_it_is_to_search_engines_and_social_sites(home, image):
    renditions.ensure_renditions([image])
    page = add_page(home, "Layanan", search_description="Semua layanan.", social_image=image)

    html = read(page.url)

    assert '<html lang="id">' in html
    assert "<title>Layanan – Portal Informasi Publik</title>" in html
    assert '<meta name="description" content="Semua layanan.">' in html
    assert f'<link rel="canonical" href="{page.full_url}">' in html
    [social] = image.renditions.filter(filter_spec__startswith="fill-1200x630")
    assert f'<meta property="og:image" content="http://testserver{social.url}">' in html
    assert 'name="robots"' not in html


def test_the_title_for_search_engines_takes_precedence(home):
    assert "<title>Semua layanan kami –" in read(add_page(home, "Layanan", seo_title="Semua layanan kami").url)


def test_a_page_hidden_from_search_engines_says_so_and_is_not_in_the_sitemap(home):
    shown, hidden = add_page(home, "Layanan"), add_page(home, "Arsip", hide_from_search_engines=True)

    assert '<meta name="robots" content="noindex">' in read(hidden.url)
    assert shown.full_url in listed()
    assert hidden.full_url not in listed()


def test_what_an_editor_writes_cannot_break_out_of_the_head(home):
    page = add_page(home, "Layanan", seo_title='"><script>', search_description='"><script>')

    html = Client().get(page.url).content.decode()
    assert '"><script' not in html
    assert html.count("<script") == html.count('<script type="application/ld+json">')


def test_data_for_search_engines_cannot_end_its_own_block():
    data = {"headline": "</script><script>alert(1)</script>&", "n": 1}
    html = json_ld(data)

    assert html.count("<script") == html.count("</script>") == 1
    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == data


# --- Chrome ----------------------------------------------------------------------------------------


def test_a_fresh_portal_claims_nothing(home):
    html = read("/")

    assert "Nama instansi" in html
    assert not AgencyIdentity.objects.exists()


def test_the_agency_stands_on_every_page_as_soon_as_it_is_filled_in(home, image):
    renditions.ensure_renditions([image])
    read("/")
    AgencyIdentity.objects.create(
        site=Site.objects.get(),
        name="Dinas Contoh",
        parent_name="Pemerintah Contoh",
        address="Jalan Contoh 1\nKota Contoh",
        whatsapp="6281100000",
        opening_hours="Senin–Jumat",
        instagram="https://contoh.invalid/ig",
        logo=image,
    )

    for address in ("/", "/tidak-ada/"):
        html = read(address)
        for text in ("Dinas Contoh", "Pemerintah Contoh", "Jalan Contoh 1<br>Kota Contoh", "Senin–Jumat"):
            assert text in html
        assert 'href="https://wa.me/6281100000"' in html
        assert 'href="https://contoh.invalid/ig"' in html
        assert image.renditions.get(filter_spec__startswith="max-").url in html


def test_the_agency_is_filled_in_in_the_admin_and_a_wrong_number_is_refused(home, editor):
    address = f"/admin/settings/core/agencyidentity/{Site.objects.get().pk}/"
    filled_in = {"name": "Dinas Contoh", "short_name": "Portal Contoh", "whatsapp": "0811-000-000"}

    refused = editor.post(address, filled_in)
    assert set(refused.context["form"].errors) == {"whatsapp"}
    assert "Dinas Contoh" not in read("/")

    editor.post(address, filled_in | {"whatsapp": "62811000000"})
    assert "Dinas Contoh" in read("/")
    assert "<title>Layanan – Portal Contoh</title>" in read(add_page(home, "Layanan").url)


def test_the_main_menu_holds_live_pages_that_ask_to_be_in_it_and_follows_changes(home):
    assert ">Layanan</a>" not in read("/")
    page = add_page(home, "Layanan", show_in_menus=True)
    add_page(home, "Konsep", show_in_menus=True, live=False)
    add_page(home, "Arsip")

    html = read(page.url)
    assert f'<a href="{page.url}" aria-current="page">Layanan</a>' in html
    assert "Konsep" not in html
    assert "Arsip" not in html

    StandardPage.objects.get(pk=page.pk).unpublish()
    assert ">Layanan</a>" not in read("/")


def test_breadcrumbs_lead_back_to_the_home_page(home):
    parent = add_page(home, "Layanan")
    page = add_page(parent, "Imunisasi")

    html = read(page.url)

    trail = html[html.index('class="breadcrumbs') : html.index("</ol>")]
    assert '<a href="/">Beranda</a>' in trail
    assert f'<a href="{parent.url}">Layanan</a>' in trail
    assert '<li aria-current="page">Imunisasi</li>' in trail
    assert "breadcrumbs" not in read("/")


def test_the_chrome_costs_the_same_for_one_menu_item_and_for_many(home):
    counts = []
    page = add_page(home, "Layanan")
    read(page.url)
    for number in range(1, 31, 29):
        for item in range(number):
            add_page(home, f"Menu{number}x{item}", show_in_menus=True)
        with CaptureQueriesContext(connection) as cold:
            read(page.url)
        with CaptureQueriesContext(connection) as warm:
            read(page.url)
        counts.append((len(cold), len(warm)))

    assert counts[0] == counts[1]
    assert counts[0][1] < counts[0][0]


# --- Errors and robots -------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/tidak-ada/", "/berita/tidak-ada/", "/documents/9/x.pdf"])
def test_a_missing_page_is_explained_in_indonesian(home, address):
    answer = Client().get(address)

    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.content.decode()
    assert 'content="noindex"' in answer.content.decode()
    assert answer.content.decode().count('class="task"') == 3


def test_a_forbidden_page_is_explained_in_indonesian(home, rf):
    from portal.core.views import permission_denied

    answer = permission_denied(rf.get("/"))

    assert answer.status_code == 403
    assert "tidak memiliki izin" in answer.content.decode()


def test_a_stale_form_is_explained_in_indonesian(home):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x", "password": "y"})

    assert answer.status_code == 403
    assert "Formulir sudah kedaluwarsa" in answer.content.decode()


def test_a_fault_is_explained_without_the_database(rf):
    """No ``db`` fixture: a query would fail this test."""
    from portal.core.views import server_error

    answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "Terjadi gangguan" in answer.content.decode()
    assert "/static/core/site.css" in answer.content.decode()


def test_robots_stay_out_of_the_admin_and_the_search(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /admin/" in lines
    assert "Disallow: /cari/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines

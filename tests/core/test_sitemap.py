"""The sitemap: every address that search engines may list and no other, in parts that cost the same on any site."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from home.models import StandardPage
from news.models import NewsPage
from portal.core import sitemaps
from ppid.information.structure import ensure_structure
from tests.sitemaps import listed, told

MOMENT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


def add_page(parent, title: str, **fields) -> StandardPage:
    return parent.add_child(instance=StandardPage(title=title, slug=title.lower(), **fields))


def path_of(page) -> str:
    return f"http://testserver{page.url}"


def test_it_tells_of_what_a_stranger_may_read_and_search_engines_may_list(home, news_index):
    shown = add_page(home, "Layanan")
    below = add_page(shown, "Imunisasi")
    story = news_index.add_child(instance=NewsPage(title="Kabar", slug="kabar", lead="Kabar."))
    hidden = add_page(home, "Arsip", hide_from_search_engines=True)
    hidden_story = news_index.add_child(
        instance=NewsPage(title="Lama", slug="lama", lead="Lama.", hide_from_search_engines=True)
    )
    draft = add_page(home, "Konsep", live=False)
    closed = add_page(home, "Tertutup")
    under_closed = add_page(closed, "Dalam")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    found = listed()

    assert {path_of(page) for page in (home, news_index, shown, below, story)} <= set(found)
    assert not {path_of(page) for page in (hidden, hidden_story, draft, closed, under_closed)} & set(found)


def test_everything_that_it_tells_of_answers_and_asks_to_be_indexed(home):
    ensure_structure(home)
    found = listed()

    for way_in in ("/permohonan/", "/keberatan/", "/ppid/statistik/", "/ppid/laporan-layanan/", "/survei/hasil/"):
        assert f"http://testserver{way_in}" in found
    for address in found:
        answer = Client().get(urlsplit(address).path)
        assert answer.status_code == 200, address
        assert "noindex" not in answer.get("X-Robots-Tag", ""), address
        assert '<meta name="robots" content="noindex"' not in answer.content.decode(), address


def test_it_says_when_a_page_last_went_public_and_nothing_where_nobody_knows(home):
    page = add_page(home, "Layanan", last_published_at=MOMENT)
    # A draft begun since then changes nothing of what is public.
    page.title = "Layanan baru"
    page.save_revision()
    never = add_page(home, "Lama")

    found = listed()

    assert found[path_of(page)] == "2026-03-04"
    assert found[path_of(never)] is None


def test_the_index_says_of_each_part_since_when_it_reads_as_it_does(home, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 1)
    page = add_page(home, "Layanan", last_published_at=MOMENT)

    parts = told("/sitemap.xml")

    assert parts[f"http://testserver/sitemap-halaman-{page.pk}.xml"] == "2026-03-04T13:06:00+08:00"
    assert list(told(f"/sitemap-halaman-{page.pk}.xml")) == [path_of(page)]


def test_every_page_stands_in_one_part(home, monkeypatch):
    for number in range(7):
        add_page(home, f"Layanan{number}")
    whole = set(listed())
    monkeypatch.setattr(sitemaps, "PART", 3)
    by_part = [told(part) for part in told("/sitemap.xml")]

    assert len(by_part) > 3
    assert all(by_part)
    locations = [location for part in by_part for location in part]
    assert len(locations) == len(set(locations))
    assert set(locations) == whole


def test_a_part_costs_the_same_for_one_page_and_for_many(home):
    counts = []
    for number in range(1, 31, 29):
        for item in range(number):
            add_page(home, f"Layanan{number}x{item}")
        with CaptureQueriesContext(connection) as asked:
            listed()
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_no_page_is_read_whole(home, monkeypatch):
    add_page(home, "Layanan")
    monkeypatch.setattr(Page, "specific", property(lambda page: pytest.fail("a whole page was read")))
    with CaptureQueriesContext(connection) as asked:
        Client().get(f"/sitemap-halaman-{home.pk // sitemaps.PART}.xml")

    columns = asked[-1]["sql"].split(" FROM ")[0]
    assert columns.count(",") == 1
    assert "url_path" in columns
    assert "last_published_at" in columns


@pytest.mark.parametrize("number", ["99", "2147483647", "9223372036854775", "9" * 30])
def test_a_part_with_nothing_in_it_is_no_page(home, number):
    assert Client().get(f"/sitemap-halaman-{number}.xml").status_code == 404


def test_the_addresses_are_those_of_the_settings_whatever_host_was_asked(home):
    Site.objects.update(hostname="dinkes.contoh.invalid", port=443)
    answer = Client().get("/sitemap.xml", headers={"host": "localhost"}).content.decode()

    assert "https://dinkes.contoh.invalid/sitemap-layanan.xml" in answer
    assert "localhost" not in answer


def test_what_an_address_is_made_of_is_written_so_that_it_breaks_nothing(home):
    page = home.add_child(instance=StandardPage(title="Ibu & anak", slug="ibu-é-anak"))

    assert f"http://testserver{page.url}" in listed()
    assert "%C3%A9" in page.url


def test_the_sitemap_itself_is_no_search_result(home):
    for address in ("/sitemap.xml", *(urlsplit(part).path for part in told("/sitemap.xml"))):
        answer = Client().get(address)
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Content-Type"] == "application/xml"
        assert Client().post(address).status_code == 405

"""The home page and the standard pages: where they may stand, how they are found, and what they show."""

from __future__ import annotations

import importlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Site

from home.models import HomePage, SopPage, StandardPage
from news.models import NewsIndexPage, NewsPage
from ppid.information.models import PpidPage, SectionPage


def make_page(parent: Page, title: str, **fields) -> StandardPage:
    return parent.add_child(instance=StandardPage(title=title, body=[("paragraph", "Isi.")], **fields))


# --- the tree ---------------------------------------------------------------------------------------------------


def test_the_portal_begins_with_its_own_home_page(home):
    site = Site.objects.get(is_default_site=True)

    assert site.root_page_id == home.pk
    assert (home.title, home.slug, home.live, home.depth) == ("Beranda", "home", True, 2)
    assert Page.objects.get(depth=1).get_children().count() == 1
    assert (site.hostname, site.port) == ("testserver", 80)


def test_each_kind_of_page_has_its_place():
    assert HomePage.allowed_subpage_models() == [StandardPage, SopPage, NewsIndexPage, PpidPage]
    assert NewsIndexPage.allowed_subpage_models() == [NewsPage]
    assert NewsPage.allowed_subpage_models() == []
    assert set(StandardPage.allowed_subpage_models()) == {StandardPage}
    assert set(StandardPage.allowed_parent_page_models()) == {HomePage, StandardPage, PpidPage, SectionPage}


def test_nothing_of_ours_can_be_made_right_under_the_root(as_, home):
    root = Page.objects.get(depth=1)
    browser = as_("superuser")

    for model in (HomePage, StandardPage, NewsIndexPage, NewsPage, PpidPage):
        url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, root.pk])
        browser.post(url, {"title": "Susupan", "slug": "susupan", "action-publish": "1"})

    assert list(root.get_children()) == [home.page_ptr]


def test_the_home_migration_can_be_taken_back_and_done_again(home, news_index):
    migration = importlib.import_module("home.migrations.0002_home_page")
    apps = MigrationExecutor(connection).loader.project_state([("home", "0002_home_page")]).apps
    news_index.delete()

    migration.give_back_welcome(apps, None)
    assert not HomePage.objects.exists()
    assert Page.objects.get(pk=home.pk).specific_class is Page
    assert Site.objects.get().root_page_id == home.pk

    migration.make_home(apps, None)
    again = HomePage.objects.get()
    assert (again.pk, again.path, again.title) == (home.pk, home.path, "Beranda")
    assert [section.block_type for section in again.sections] == ["newest_news"]


@pytest.mark.django_db
def test_no_migration_is_missing():
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


# --- finding a page ------------------------------------------------------------------------------------------------


def test_a_page_is_found_in_the_same_number_of_queries_however_deep_it_lies(client, home):
    above = make_page(home, "Satu")
    deep = make_page(make_page(make_page(above, "Dua"), "Tiga"), "Empat")

    def queries(page: Page) -> int:
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.url).context["page"] == page
        return len(captured)

    assert queries(deep) == queries(above) <= 8


def test_a_page_is_not_found_by_its_slug_at_another_address(client, home):
    make_page(make_page(home, "Satu"), "Dua")

    assert client.get("/satu/dua/").status_code == 200
    assert client.get("/dua/").status_code == 404
    assert client.get("/dua/satu/").status_code == 404


def test_a_page_that_is_not_live_has_no_address(client, home):
    make_page(home, "Naskah", live=False)

    assert client.get("/naskah/").status_code == 404


# --- sections ------------------------------------------------------------------------------------------------------


def test_a_link_to_a_page_that_was_taken_down_disappears(client, home):
    page = make_page(home, "Layanan")
    link = {"text": "Layanan kami", "note": "", "page": page, "address": ""}
    home.sections = [("links", {"heading": "Tautan", "links": [link]})]
    home.save()

    assert 'href="/layanan/">Layanan kami' in client.get("/").content.decode()
    page.unpublish()
    assert "Layanan kami" not in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//jahat.example", "data:text/html,x", "layanan"])
def test_a_link_takes_no_strange_address(address):
    block = HomePage._meta.get_field("sections").stream_block.child_blocks["links"].child_blocks["links"].child_block

    with pytest.raises(Exception, match=r"garis miring|Validation error"):
        block.clean(block.to_python({"text": "x", "note": "", "page": None, "address": address}))


@pytest.mark.parametrize("address", ["https://contoh.invalid/a?b=1", "/berita/", "/"])
def test_a_link_takes_an_address_here_or_elsewhere(address):
    block = HomePage._meta.get_field("sections").stream_block.child_blocks["links"].child_blocks["links"].child_block

    assert block.clean(block.to_python({"text": "x", "note": "", "page": None, "address": address})).url == address


def test_the_home_page_shows_lead_text_and_search(client, home):
    home.lead = "Selamat datang."
    home.sections = [
        ("search", {"heading": "Cari apa saja"}),
        ("text", {"heading": "Tentang", "text": "<p>Uraian <b>singkat</b>.</p>"}),
    ]
    home.save()

    text = client.get("/").content.decode()

    for part in ("Selamat datang.", "Cari apa saja", "<h2>Tentang</h2>", "<b>singkat</b>"):
        assert part in text

"""The frame of every public page: menu, tasks, sharing, steps, and the pattern page that shows it all."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from news.models import NewsPage
from portal.core import icons, sharing
from portal.core.chrome import TASKS
from ppid.information.models import CataloguePage, PpidPage
from ppid.information.structure import ensure_structure

from .test_pages import add_page


def soup(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_the_menu_opens_without_scripts_and_holds_the_three_tasks(client, home):
    page = soup(client, "/")
    menu = page.select_one("nav#menu[popover]")

    opener, closer = page.select("button[popovertarget=menu]")
    assert closer.get("popovertargetaction") == "hide"
    assert menu.find_previous("button") is not closer
    assert [link["href"] for link in menu.select(".main-menu__tasks a")] == [task.url for task in TASKS]
    assert opener.get_text(strip=True) == "Menu"


def test_the_tasks_lead_somewhere(client, home):
    for task in TASKS:
        assert client.get(task.url).status_code == 200, task.url


def test_a_home_page_that_begins_with_a_search_box_has_one_and_no_second_in_its_header(client, home):
    assert len(soup(client, "/").select("form[role=search]")) == 1

    home.sections = [("newest_news", {"heading": "Berita terbaru", "category": None})]
    home.save()
    assert [form.select_one("input")["id"] for form in soup(client, "/").select("form[role=search]")] == ["cari-kepala"]


def test_a_new_portals_home_page_shows_what_citizens_come_for_in_its_order(client, home):
    assert [section.block_type for section in home.sections] == [
        "search", "tasks", "newest_news", "information", "figures", "contact",
    ]  # fmt: skip
    headings = [heading.get_text(strip=True) for heading in soup(client, "/").select("main h2")]
    assert headings == [
        "Cari informasi", "Apa yang Anda perlukan?", "Berita terbaru", "Informasi publik",
        "Layanan informasi tahun ini", "Hubungi kami",
    ]  # fmt: skip


def test_a_new_portals_home_page_asks_the_database_at_most_twelve_times(client, home):
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 12


def test_the_home_page_tells_nothing_of_the_lists_under_a_closed_page(client, home):
    ensure_structure(home)
    catalogue = CataloguePage.objects.get()
    assert soup(client, "/").select(f'main a[href="{catalogue.url}"]')

    PpidPage.objects.get().view_restrictions.create(restriction_type="login")

    assert not soup(client, "/").select(f'main a[href="{catalogue.url}"]')


def test_links_for_sharing_carry_title_and_address_escaped():
    links = dict(sharing.share_links('"Vaksin" & <b>', "https://portal.invalid/berita/a/?x=1&y=2"))

    assert links["WhatsApp"] == (
        "https://wa.me/?text=%22Vaksin%22%20%26%20%3Cb%3E%20https%3A%2F%2Fportal.invalid%2Fberita%2Fa%2F%3Fx%3D1%26y%3D2"
    )
    assert all("<" not in link and "&<" not in link for link in links.values())


def test_a_drawing_is_hidden_from_screen_readers_and_an_unknown_one_is_an_error():
    assert 'aria-hidden="true"' in icons.icon("menu")
    with pytest.raises(KeyError):
        icons.icon("tidak-ada")


def test_the_pattern_page_is_for_development_only(client, home, settings):
    settings.PORTAL_DEMO = False
    assert client.get("/gaya/").status_code == 404

    settings.PORTAL_DEMO = True
    page = soup(client, "/gaya/")
    for component in (".button", ".task", ".card", ".status--error", ".callout--warning", ".steps", ".figures",
                      ".alert--awas", ".field--error", ".error-summary", ".summary", ".panel", ".bars"):  # fmt: skip
        assert page.select_one(component), component


def test_only_published_pages_of_services_become_a_task(client, home):
    page = add_page(home, "Layanan")
    home.sections = [("tasks", {"heading": "Tugas", "services": page})]
    home.save()
    tasks = [link.get_text() for link in soup(client, "/").select("main .task a")]
    assert tasks == [*(task.title for task in TASKS), "Layanan"]

    page.unpublish()
    assert len(soup(client, "/").select("main .task a")) == len(TASKS)


def test_a_closed_page_is_named_neither_as_a_task_nor_in_the_menu(client, home):
    page = add_page(home, "Layanan", show_in_menus=True)
    home.sections = [("tasks", {"heading": "Tugas", "services": page})]
    home.save()
    assert "Layanan" in soup(client, "/").get_text()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "Layanan" not in soup(client, "/").get_text()


@pytest.mark.parametrize(
    ("address", "trail"),
    [
        ("/permohonan/", ["Beranda", "Permohonan informasi publik"]),
        ("/permohonan/lacak/", ["Beranda", "Permohonan informasi publik", "Lacak permohonan"]),
        ("/permohonan/tenggat/", ["Beranda", "Permohonan informasi publik", "Hitung tenggat"]),
        ("/keberatan/", ["Beranda", "Keberatan"]),
        ("/ppid/statistik/", ["Beranda", "PPID", "Statistik layanan"]),
        ("/ppid/laporan-layanan/", ["Beranda", "PPID", "Laporan layanan"]),
        ("/survei/hasil/", ["Beranda", "Hasil survei kepuasan"]),
        ("/cari/", ["Beranda", "Pencarian"]),
        ("/aksesibilitas/", ["Beranda", "Aksesibilitas"]),
        ("/privasi/", ["Beranda", "Privasi"]),
    ],
)
def test_a_service_outside_the_tree_tells_the_way_to_it(client, home, address, trail):
    steps = soup(client, address).select(".breadcrumbs li")
    assert [step.get_text(strip=True) for step in steps] == trail
    assert [step.a is None for step in steps] == [False] * (len(trail) - 1) + [True]


def test_news_of_a_category_that_was_deleted_are_not_news_of_all(client, home, news_index):
    news_index.add_child(instance=NewsPage(title="Kabar", slug="kabar", lead="Contoh."))
    home.sections = [("newest_news", {"heading": "Pengumuman", "category": "987654"})]
    home.save()
    assert not soup(client, "/").select("main .card")

    home.sections = [("newest_news", {"heading": "Berita", "category": None})]
    home.save()
    assert len(soup(client, "/").select("main .card")) == 1

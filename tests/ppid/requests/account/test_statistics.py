"""The statistics page: any year as the registers stand, light, honest, and with no small group in it."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.workdays.models import CalendarDay, CalendarYear
from ppid.requests.account import reading, tables
from ppid.requests.models import InformationRequest

from .. import cases
from ..objections import cases as objections

pytestmark = pytest.mark.django_db

PAGE, OF_YEAR = "/ppid/statistik/", "/ppid/statistik/2026/"
CSV = f"{OF_YEAR}data.csv"
APRIL = cases.at("2026-04-15")


@pytest.fixture(autouse=True)
def april():
    with time_machine.travel(APRIL, tick=False):
        yield


@pytest.fixture
def asked(home, people):
    """Twelve from the web and one at the counter, of which two were answered, one of them late."""
    for _ in range(11):
        cases.a_request(cases.at("2026-04-01"))
    in_time = cases.a_request(cases.at("2026-03-02"))
    late = cases.a_request(cases.at("2026-03-02"), channel="counter", received_by=cases.person(people["petugas"]))
    cases.bring_to(in_time, "notified", people, cases.at("2026-03-04"))
    cases.bring_to(late, "notified", people, cases.at("2026-04-14"))


def words(address: str = PAGE) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def test_without_any_request_the_page_says_so(home):
    assert "Belum ada permohonan pada tahun ini." in words()


def test_the_newest_year_comes_first_and_each_has_its_address(home):
    cases.a_request(cases.at("2026-03-02"))
    with time_machine.travel(cases.at("2027-03-02"), tick=False):
        cases.a_request()
        assert "tahun 2027" in words() and "tahun 2026" in words(OF_YEAR)
        assert f'href="{OF_YEAR}"' in Client().get(PAGE).content.decode()
    for address in ("/ppid/statistik/2025/", "/ppid/statistik/2025/data.csv", "/ppid/statistik/99999/"):
        assert Client().get(address).status_code == 404


def test_its_address_wins_over_a_page_of_the_tree(home, ppid):
    from home.models import StandardPage

    ppid.add_child(instance=StandardPage(title="Statistik", slug="statistik", live=True))
    assert "Statistik layanan informasi publik tahun 2026" in words()
    response = Client().get("/ppid/statistik")
    assert (response.status_code, response.url) == (301, PAGE)
    assert Client().get("/ppid/").status_code == 200


def test_the_figures_stand_in_table_and_chart(asked):
    page = words()
    assert "13 permohonan diterima: 2 sudah dijawab, 11 masih diproses. Tepat waktu: 1 dari 2." in page
    assert "Nilai tengah (median)" in page and "Dijawab terlambat 1" in page and "Tepat waktu 50% " in page
    assert "9 dari 10 dijawab dalam" in page
    soup = BeautifulSoup(Client().get(PAGE).content, "html.parser")
    bars = [bar.get_text(" ", strip=True) for bar in soup.select_one("#lama").parent.select(".bars li")]
    assert bars[0] == "Sampai 10 hari kerja 1"
    folded = soup.select_one("#lama").parent.select_one("details")
    assert not folded.has_attr("open") and folded.select_one("tbody td").text == "1"
    assert folded.select_one("thead th:last-child").text == "Jumlah"
    assert soup.select_one("#waktu").parent.select_one("details") is None, "what is not drawn is not folded"


def test_where_nothing_is_counted_the_page_says_so_but_not_where_it_is_only_withheld(asked):
    soup = BeautifulSoup(Client().get(PAGE).content, "html.parser")
    reasons, ways = (soup.select_one(code).parent.text for code in ("#alasan-keberatan", "#cara"))
    assert "Tidak ada." in reasons and "Satu keberatan dapat memakai beberapa alasan." in reasons
    assert "Tidak dirinci" in ways and "Tidak ada." not in ways


def test_a_small_group_is_neither_shown_nor_to_be_reckoned(asked, settings):
    soup = BeautifulSoup(Client().get(PAGE).content, "html.parser")
    assert soup.select_one("#cara").parent.find("table") is None
    assert "Tidak dirinci, agar tidak ada kelompok di bawah 5 permohonan." in soup.select_one("#cara").parent.text
    assert "Datang langsung" not in Client().get(CSV).content.decode()
    settings.PORTAL_ACCOUNT_SMALLEST_GROUP = 1
    assert "Situs web 12 Datang langsung 1" in words()


def test_what_is_drafted_and_not_told_is_no_outcome(home, people):
    cases.bring_to(cases.a_request(), "signed", people)
    assert "Dikabulkan 0" in words()


def test_the_spreadsheet_holds_numbers_and_inert_words_only(asked):
    response = Client().get(CSV)
    assert response["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["Tahun", "Dihitung pada", "Tabel", "Baris", "Nilai", "Satuan"] and len(rows) > 30
    for year, _, _, _, value, _ in rows[1:]:
        assert year == "2026" and (value == "" or float(value) >= 0)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_as_many_queries_and_hardly_more_weight_for_fifty_as_for_one(home, people):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            Client().get(OF_YEAR)
        return len(captured)

    cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", people, cases.at("2026-03-04"))
    cost()  # fills the cache of the page's chrome
    cases.a_request(cases.at("2026-03-02"))
    one = cost()
    assert cost() < one, "nothing has changed, nothing is reckoned"
    for _ in range(48):
        cases.a_request(cases.at("2026-03-02"))
    assert cost() == one
    html = Client().get(OF_YEAR).content
    assert len(gzip.compress(html)) <= 12 * 1024
    assert html.count(b"<script") == html.count(b'<script type="application/ld+json">'), "data, and nothing to run"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(home, method):
    for address in (PAGE, OF_YEAR, CSV, "/ppid/laporan-layanan/"):
        assert getattr(Client(), method)(address).status_code == 405


# --- reckoned once -------------------------------------------------------------------------------------------------


@pytest.fixture
def reckoned(monkeypatch) -> list:
    """How often the figures were reckoned."""
    times, real = [], reading.figures_now
    monkeypatch.setattr(reading, "figures_now", lambda *args: times.append(args) or real(*args))
    return times


def test_a_second_visit_reckons_nothing_and_reads_the_same(asked, reckoned):
    first = words()
    assert words() == first and len(reckoned) == 1


def test_nothing_is_stale_after_an_act(asked, people, reckoned):
    before = words(OF_YEAR)
    cases.a_request(cases.at("2026-04-14"))
    after_request = words(OF_YEAR)
    assert after_request != before
    request = InformationRequest.objects.filter(state="received").first()
    cases.bring_to(request, "notified", people, APRIL)
    assert words(OF_YEAR) not in (before, after_request)
    objections.an_objection(request, "a", APRIL)
    assert len({words(OF_YEAR) for _ in range(2)}) == 1
    assert len(reckoned) == 4


def test_another_day_calendar_or_threshold_is_another_account(asked, reckoned, settings):
    words()
    with time_machine.travel(cases.at("2026-04-16"), tick=False):
        words()
    settings.PORTAL_ACCOUNT_SMALLEST_GROUP += 1
    words()
    year = CalendarYear.objects.get(year=2026)
    CalendarDay.objects.create(date=date(2026, 4, 20), year=year, name="Libur contoh", kind="regional")
    words()
    assert len(reckoned) == 4


def test_another_release_reckons_anew(monkeypatch):
    reading.account_now(2026, APRIL)
    monkeypatch.setattr(tables, "account_of", lambda *made_of: "anew")
    assert reading.account_now(2026, APRIL) != "anew"
    monkeypatch.setattr(reading, "_made_by", lambda: "of another release")
    assert reading.account_now(2026, APRIL) == "anew"

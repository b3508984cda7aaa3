"""What is public already is offered before the form goes on, in nobody's way, and counted when it is followed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from ppid.requests.asking import offers
from ppid.requests.models import OfferUsed
from tests.ppid.information.catalogue_pages import make_page

from .citizen import ANSWERS, FORM, SENT, Citizen, address, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(periodic):
    return make_page(periodic, 1, "Laporan kinerja 2025", summary="Capaian seluruh program.")


def follow(citizen: Citizen, page):
    return citizen.client.get(f"{FORM}tersedia/{page.pk}/")


def test_what_may_answer_is_offered_and_is_not_in_the_way(citizen, report):
    citizen.begin()
    assert citizen.answer("informasi")["Location"] == address("tersedia")
    page = read(citizen.get("tersedia"))
    assert "Laporan kinerja 2025" in page and "Capaian seluruh program." in page
    assert citizen.answer("tersedia")["Location"] == address("tujuan")
    assert citizen.send()["Location"] == SENT


def test_whoever_asks_for_something_else_is_not_held_up(citizen, report):
    citizen.begin()
    assert citizen.answer("informasi", {"butir_1": "Jumlah kucing di kantor"})["Location"] == address("tujuan")
    assert citizen.get("tersedia")["Location"] == address("tujuan")


def test_other_items_get_other_offers(citizen, report):
    citizen.come_to("kontak")
    assert citizen.answer("informasi", {"butir_1": "Jumlah kucing"})["Location"] == address("kontak")
    assert citizen.answer("informasi")["Location"] == address("tersedia")


@pytest.mark.parametrize(
    ("asked", "is_offered"),
    [
        ("laporan kinerja", True),
        ("Mohon informasi tentang LAPORAN KINERJA dinas kesehatan tahun 2025, terima kasih", True),
        ("capaian program", True),
        ("kinerja", True),
        ("laporan keracunan 2025", False),
        ("data tahun 2025", False),
        ("mohon salinan dokumen", False),
        ("'\"; DROP TABLE x; -- %_\\ NEAR( title:", False),
        ("\ud83c\udf89".encode("utf-16", "surrogatepass").decode("utf-16"), False),
    ],
)
def test_what_is_offered_for_what(report, asked, is_offered):
    assert offers.pages_for([asked]) == ([report.pk] if is_offered else [])


def test_offers_cost_the_same_however_much_is_asked_and_public(periodic):
    def queries(items) -> int:
        with CaptureQueriesContext(connection) as captured:
            offers.pages_for(items)
        return len(captured)

    one = queries(["laporan kinerja"])
    for number in range(1, 30):
        make_page(periodic, number, f"Laporan kinerja {number}")
    assert queries(["laporan kinerja"]) == queries(["laporan kinerja obat gizi"] * 20) == one == 2
    assert len(offers.pages_for(["laporan kinerja"])) == offers.MOST


def test_a_page_that_is_followed_counts_once_for_each_form(citizen, report):
    for somebody in (citizen, Citizen()):
        somebody.begin()
        somebody.answer("informasi")
        for _ in range(3):
            response = follow(somebody, report)
            assert response.status_code == 302 and response["Location"].endswith(report.url_path.removeprefix("/home"))
    (used,) = OfferUsed.objects.all()
    assert (used.page_id, used.count) == (report.pk, 2)


def test_nobody_counts_what_was_not_offered_to_him(citizen, report, periodic):
    other = make_page(periodic, 2, "Daftar kucing")
    citizen.begin()
    citizen.answer("informasi")
    assert follow(citizen, other).status_code == 302
    assert follow(Citizen(Client()), report).status_code == 302
    assert not OfferUsed.objects.exists()


def test_a_link_leads_to_public_information_alone(citizen, report, periodic, home):
    citizen.begin()
    citizen.answer("informasi")
    for page in (home, periodic):
        assert follow(citizen, page).status_code == 404
    PageViewRestriction.objects.create(page=report, restriction_type=PageViewRestriction.LOGIN)
    assert follow(citizen, report).status_code == 404
    page = read(citizen.get("tersedia"))
    assert report.title not in page and "sudah tidak tayang" in page
    assert not OfferUsed.objects.exists()


def test_a_page_that_went_offline_meanwhile_is_in_nobodys_way(citizen, report):
    citizen.begin()
    citizen.answer("informasi")
    report.delete()
    assert citizen.answer("tersedia")["Location"] == address("tujuan")
    assert citizen.send()["Location"] == SENT


def test_the_number_of_questions_tells_how_far_it_is(citizen, report):
    citizen.begin()
    assert "langkah 1 dari 8" in read(citizen.get("informasi"))
    citizen.answer("informasi")
    assert "langkah 2 dari 9" in read(citizen.get("tersedia"))
    citizen.come_to("periksa", cara={"cara": "lihat"})
    assert "langkah 9 dari 9" in read(citizen.get("periksa"))
    assert list(ANSWERS)[-1] == "periksa"

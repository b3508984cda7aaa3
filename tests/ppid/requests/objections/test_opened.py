"""What was opened and has no page: the PPID names one, or drafts it; it never waits for ever."""

from datetime import date

import pytest
from django.urls import reverse

from ppid.information.models import InformationIndexPage, InformationPage
from ppid.information.structure import ensure_structure
from ppid.requests.models import HistoryRow
from tests.ppid.information.catalogue_pages import make_page

from .. import cases
from . import cases as objections

pytestmark = pytest.mark.django_db
DAY = cases.at("2026-03-05")
WAITS = "penayangan informasi yang dibuka"


@pytest.fixture
def opened(answered, superior, time_machine):
    """Ordered open while there was no tree in which a page could be drafted; the order was carried out since."""
    time_machine.move_to(DAY, tick=False)
    objection, atasan = objections.an_objection(answered, "a", DAY), cases.person(superior, DAY)
    decision = objections.accepting("a", date(2026, 3, 20), opens=True, title="Laporan kinerja 2025")
    objections.do(objection, "decide", atasan, DAY, decision=decision)
    objections.do(objection, "notify", atasan, DAY)
    assert (objection.opens, objection.page_id) == (True, None)
    return objection


def name(client, objection, **said):
    address = reverse("objections_act", args=[objection.pk, "name-page"])
    return client.post(address, {"version": objection.version, "page": "", "title": "", **said})


def test_without_a_tree_it_is_told_and_nothing_recorded(as_, opened):
    answer = name(as_("ppid"), opened, title="Laporan kinerja 2025")

    assert answer.status_code == 409 and "indeks informasi setiap saat belum ada" in answer.content.decode()
    assert not HistoryRow.objects.filter(event="name-page").exists()


def test_a_draft_is_made_once_there_is_a_tree(as_, home, opened):
    ensure_structure(home)
    assert name(as_("ppid"), opened, title="Laporan kinerja 2025").status_code == 302

    opened.refresh_from_db()
    page = InformationPage.objects.get(pk=opened.page_id)
    assert (page.title, page.live, page.legal_item) == ("Laporan kinerja 2025", False, "A15")
    assert name(as_("ppid"), opened, title="Sekali lagi").status_code == 409
    assert InformationPage.objects.filter(legal_item="A15", title="Sekali lagi").count() == 0


def test_a_public_page_clears_it_from_the_desk(as_, people, home, opened):
    ensure_structure(home)
    index = InformationIndexPage.objects.get(slug="informasi-setiap-saat")
    page = make_page(index, 1, "Laporan kinerja tahun 2025", made_on=date(2026, 1, 5))
    objections.do(opened, "fulfil", cases.person(people["ppid"], DAY), DAY, text="Diberikan.")
    assert WAITS in as_("ppid").get("/admin/meja/").content.decode()
    assert name(as_("ppid"), opened, page=str(page.pk)).status_code == 302

    opened.refresh_from_db()
    assert opened.page_id == page.pk
    assert WAITS not in as_("ppid").get("/admin/meja/").content.decode()


def test_a_page_that_was_deleted_can_be_named_again(as_, home, opened):
    ensure_structure(home)
    name(as_("ppid"), opened, title="Laporan kinerja 2025")
    opened.refresh_from_db()
    InformationPage.objects.get(pk=opened.page_id).delete()
    opened.refresh_from_db()

    assert name(as_("ppid"), opened, title="Laporan kinerja 2025").status_code == 302
    opened.refresh_from_db()
    assert opened.page_id is not None


@pytest.mark.parametrize("said", [{}, {"title": "  "}, {"page": "999999"}, {"page": "x"}])
def test_one_of_the_two_is_said(as_, home, opened, said):
    ensure_structure(home)

    assert name(as_("ppid"), opened, **said).status_code == 422
    opened.refresh_from_db()
    assert opened.page_id is None


@pytest.mark.parametrize("who", ["petugas", "atasan", "kadis", "superuser", "outsider"])
def test_nobody_else_names_it(as_, home, opened, who):
    ensure_structure(home)
    name(as_(who), opened, title="Laporan kinerja 2025")

    opened.refresh_from_db()
    assert opened.page_id is None


def test_nothing_is_named_where_nothing_was_opened(as_, home, answered, superior, time_machine):
    ensure_structure(home)
    time_machine.move_to(DAY, tick=False)
    objection = objections.an_objection(answered, "a", DAY)
    objections.do(objection, "decide", cases.person(superior, DAY), DAY, decision=objections.upholding("a"))

    assert name(as_("ppid"), objection, title="Laporan").status_code == 409
    objection.refresh_from_db()
    assert objection.page_id is None

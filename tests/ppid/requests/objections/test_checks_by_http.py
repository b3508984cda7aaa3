"""Acceptance checks 6, 7 and 9 (docs/rules.md) by HTTP from end to end."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from ppid.information.models import InformationPage
from ppid.information.structure import ensure_structure
from ppid.requests import jobs
from ppid.requests.models import HistoryRow, Objection
from tests import verbs
from tests.conftest import make_official

from .. import cases
from ..tracking.visits import follow
from . import cases as objections
from .test_acts import appoint

pytestmark = pytest.mark.django_db

TITLE = "Laporan kinerja tahun 2025"
CATALOGUE = "/ppid/daftar-informasi-publik/"
FLOW_B = ("timit", "webmaster", "pejabat", "webmaster")


@pytest.fixture
def objection(home, people, as_, time_machine):
    """Of Friday 6 March 2026, the second day after the refusal of Wednesday 4 March, and decided on that day."""
    ensure_structure(home)
    home.refresh_from_db()
    people["atasan"] = make_official("atasan", "atasan-ppid")
    time_machine.move_to(cases.at("2026-03-06"), tick=False)
    answered = cases.a_request(cases.at("2026-03-02"))
    cases.bring_to(answered, "notified", people, cases.at("2026-03-04"))
    return objections.an_objection(answered, "ad", cases.at("2026-03-06"))


def press(client, objection: Objection, code: str, **said):
    objection.refresh_from_db()
    address = reverse("objections_act", args=[objection.pk, code])
    return client.post(address, {"version": objection.version, **said})


def decide(client, objection: Objection, **changes):
    said = {
        "answer_a": "Alasan ini diterima.",
        "answer_d": "Alasan ini diterima.",
        "outcome": "accepted",
        "reason": "",
        "order": "Berikan dan umumkan laporan itu.",
        "order_due_on": "2026-03-27",
        "opens": "on",
        "title": TITLE,
    }
    return press(client, objection, "decide", **{**said, **changes})


def rows_of_the_dip(client) -> list[str]:
    page = client.get(CATALOGUE).content.decode()
    data = b"".join(client.get(f"{CATALOGUE}csv/").streaming_content).decode("utf-8-sig")
    rows = [" ".join(row) for row in csv.reader(io.StringIO(data))]
    assert (TITLE in page) == any(TITLE in row for row in rows)
    return [row for row in rows if TITLE in row]


def test_check_9_an_order_to_open_ends_as_one_row_of_the_dip(objection, as_, people, client):
    assert decide(as_("atasan"), objection).status_code == 302
    objection.refresh_from_db()
    page = InformationPage.objects.get(pk=objection.page_id)
    assert (page.title, page.live, page.legal_item, page.unit) == (TITLE, False, "A15", objection.request.unit)
    assert rows_of_the_dip(client) == [], "a draft is nobody's but the agency's"

    assert press(as_("petugas"), objection, "notify").status_code == 302 or (
        press(as_("ppid"), objection, "notify").status_code == 302
    )
    desk = as_("petugas").get("/admin/meja/").content.decode()
    assert objection.number in desk
    verbs.submit(as_("petugas"), page, summary="Kinerja dinas tahun 2025.")
    for role in FLOW_B:
        assert rows_of_the_dip(client) == []
        verbs.act(as_(role), page)
    page.refresh_from_db()
    assert page.live and len(rows_of_the_dip(client)) == 1
    assert press(as_("ppid"), objection, "fulfil", text="Sudah diumumkan.").status_code == 302

    objection.refresh_from_db()
    assert (objection.state, objection.fulfilled_on) == ("fulfilled", date(2026, 3, 6))
    told = follow(objection.request).get(f"/permohonan/lacak/keberatan/{objection.pk}/").content.decode()
    assert f'<a href="{page.url}">{TITLE}</a>' in told
    desk = as_("ppid").get("/admin/meja/").content.decode()
    assert "penayangan informasi yang dibuka" not in desk


@pytest.mark.parametrize("who", ["ppid", "petugas", "kadis", "superuser", "outsider"])
def test_check_9_by_nobody_but_the_superior(objection, as_, who):
    before = InformationPage.objects.count()
    decide(as_(who), objection)
    objection.refresh_from_db()

    assert (objection.outcome, objection.page_id, InformationPage.objects.count()) == ("", None, before)


@pytest.mark.parametrize("changes", [{"title": ""}, {"opens": ""}, {"outcome": "upheld", "reason": "Tetap."}])
def test_check_9_nothing_is_drafted_where_nothing_is_opened_or_it_has_no_name(objection, as_, changes):
    before = InformationPage.objects.count()
    decide(as_("atasan"), objection, **changes)

    assert InformationPage.objects.count() == before


# --- check 7 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["definitive", "plt", "plh"])
@pytest.mark.parametrize("who", ["ppid", "petugas"])
def test_check_7_whoever_signed_or_wrote_the_answer_decides_nothing_by_any_button(objection, as_, people, who, kind):
    appoint(people[who], "atasan-ppid", kind)
    before = HistoryRow.objects.count()
    for opens in ("on", ""):
        assert decide(as_(who), objection, opens=opens).status_code == 409

    objection.refresh_from_db()
    assert (objection.state, objection.outcome, HistoryRow.objects.count()) == ("received", "", before)
    assert decide(as_("atasan"), objection).status_code == 302, "somebody else does"


# --- check 6 ---------------------------------------------------------------------------------------------------------


def test_check_6_from_the_second_day_after_the_refusal_to_the_window_of_fourteen(objection, time_machine):
    address = f"/permohonan/lacak/keberatan/{objection.pk}/"
    page = follow(objection.request).get(address).content.decode()
    assert "Atasan PPID menanggapi paling lambat <b>Senin, 27 April 2026</b>" in page

    for day, is_open in (("2026-04-27", False), ("2026-04-28", True)):
        time_machine.move_to(cases.at(day), tick=False)
        jobs.review(cases.at(day))
        page = follow(objection.request).get(address).content.decode()
        assert ("Sengketa dapat Anda ajukan paling lambat <b>Rabu, 20 Mei 2026</b>" in page) is is_open
        assert ("14 hari kerja" in page) is is_open

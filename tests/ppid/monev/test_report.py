"""The self-check in the back office: for every role, the superuser and a stranger; what it says and what it exports."""

from __future__ import annotations

import csv
import io
from datetime import date
from html import unescape

import openpyxl
import pytest
import time_machine
from django.test import Client
from wagtail.models import ModelLogEntry, Page

from home.models import StandardPage
from portal.core.models import ExportRecord
from portal.officials.models import Unit
from ppid.monev import definition
from ppid.monev.models import Evidence, ItemAnswer
from tests.conftest import ROLES
from tests.ppid.requests.cases import at

pytestmark = pytest.mark.django_db

REPORT, ITEM = "/admin/reports/monev/", "/admin/reports/monev/butir/B1/"
XLSX, CSV = f"{REPORT}unduh/xlsx/", f"{REPORT}unduh/csv/"
EVERYBODY = (*ROLES, "outsider", "superuser")
READERS = ("ppid", "superuser")
CODE = "perki-1-2022"
ITEMS = len(definition.load(CODE).items)


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(at("2026-03-10"), tick=False):
        yield


def form(**changes) -> dict:
    return {"answer": "A", "addresses": "/", "unit": "", "responsible": "", "note": "", **changes}


def words(client: Client, address: str = REPORT) -> str:
    return " ".join(unescape(client.get(address).content.decode()).split())


def answered(item: str, letter: str, *evidence: tuple[str, str], updated_on: date | None = None) -> ItemAnswer:
    answer = ItemAnswer.objects.create(questionnaire=CODE, item=item, answer=letter)
    for address, state in evidence:
        Evidence.objects.create(answer=answer, address=address, state=state, updated_on=updated_on)
    return answer


# --- who ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_ppid_and_the_superuser_read_and_export_and_the_ppid_alone_answers(as_, home, who):
    client, reads, answers = as_(who), who in READERS, who == "ppid"
    assert (client.get(REPORT).status_code == 200) is reads
    assert ("Periksa diri Monev" in words(client, "/admin/")) is reads
    for address in (XLSX, CSV):
        client.post(address)
    assert ExportRecord.objects.count() == 2 * reads
    assert (client.get(ITEM).status_code == 200) is answers
    client.post(ITEM, form())
    assert ItemAnswer.objects.count() == answers and Evidence.objects.count() == answers
    assert not reads or ('href="/admin/reports/monev/butir/B1/"' in words(client)) is answers


def test_a_stranger_reaches_nothing(home):
    for address in (REPORT, ITEM, XLSX):
        assert "/admin/login/" in Client().get(address)["Location"]
        Client().post(address, form())
    assert not ItemAnswer.objects.exists() and not ExportRecord.objects.exists()


def test_an_export_is_no_link(as_, home):
    assert as_("ppid").get(XLSX).status_code == 405 and not ExportRecord.objects.exists()


@pytest.mark.parametrize("address", [f"{REPORT}butir/TIDAK/", f"{REPORT}unduh/pdf/"])
def test_what_is_not_there_is_not_found(as_, home, address):
    assert as_("ppid").post(address, form()).status_code == 404


# --- answering ------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_its_addresses_asked_and_the_change_on_record(as_, home):
    unit = Unit.objects.create(code="p2p", name="Bidang Contoh")
    Page.objects.get(pk=home.pk).add_child(instance=StandardPage(title="Profil", slug="profil"))
    addresses = "/profil/\n\n /tidak-ada/ \nhttps://lain.invalid/x\n/profil/"
    sent = as_("ppid").post(ITEM, form(addresses=addresses, unit=unit.pk, responsible="Kepala Bidang", note="Catatan."))
    assert sent["Location"] == REPORT
    answer = ItemAnswer.objects.get()
    assert (answer.questionnaire, answer.item, answer.answer, answer.unit) == (CODE, "B1", "A", unit)
    assert list(answer.evidence.values_list("address", "state")) == [
        ("/profil/", "alive"),
        ("/tidak-ada/", "dead"),
        ("https://lain.invalid/x", "foreign"),
    ]
    entry = ModelLogEntry.objects.get()
    assert entry.data["before"] == "" and entry.data["after"] == "A" and entry.data["office"].startswith("PPID")

    as_("ppid").post(ITEM, form(answer="B", addresses="/profil/\n/"))
    assert list(answer.evidence.values_list("address", flat=True)) == ["/profil/", "/"]
    assert ModelLogEntry.objects.filter(action="wagtail.edit").count() == 2
    page = words(as_("ppid"), ITEM)
    assert "/profil/ /</textarea>" in page and '<option value="B" selected>' in page


@pytest.mark.parametrize(
    "address",
    [
        "profil",
        "//lain.invalid",
        "/\\lain.invalid",
        "/a b",
        "/" + "x" * 500,
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://lain.invalid/",
        "https://",
        "http://[",
        "https://a:b@lain.invalid/",
    ],
)
def test_an_address_that_is_none_is_refused(as_, home, address):
    again = as_("ppid").post(ITEM, form(addresses=address))
    assert again.status_code == 422 and "Alamat ini tidak terbaca" in again.content.decode()
    assert not ItemAnswer.objects.exists()


def test_more_addresses_than_anybody_checks_are_refused(as_, home):
    again = as_("ppid").post(ITEM, form(addresses="\n".join(f"/{n}/" for n in range(11))))
    assert again.status_code == 422 and "Paling banyak 10 alamat" in again.content.decode()


def test_an_answer_that_is_none_is_refused(as_, home):
    assert as_("ppid").post(ITEM, form(answer="F")).status_code == 422 and not ItemAnswer.objects.exists()


# --- the report -----------------------------------------------------------------------------------------------


def test_where_nothing_is_answered_nothing_scores_and_each_item_says_so(as_, home):
    page = words(as_("ppid"))
    assert "<b>0,0</b> dari 100: Tidak Informatif (< 39,9)" in page
    assert page.count("Belum dijawab: bernilai nol") == ITEMS and f"0 dari {ITEMS}" in page
    assert "Bobot butir belum ditetapkan" in page and "bukan penilaian Komisi Informasi" in page


def test_only_what_has_living_evidence_scores(as_, home):
    answered("E1", "A", ("/", "alive"))
    answered("E2", "A", ("https://lain.invalid/", "foreign"))
    answered("E3", "A")
    answered("E4", "A", ("/x/", "dead"), ("/", "alive"))
    page = words(as_("ppid"))
    assert f"<dd>2 dari {ITEMS}</dd>" in page
    assert "Jawaban A, tanpa bukti: bernilai nol" in page and "Jawaban A, tautan mati: bernilai nol" in page
    expected = str(2 * 1000 // ITEMS)
    assert f"<b>{expected[:-1]},{expected[-1]}</b> dari 100" in page


def test_everything_answered_with_living_evidence_is_informative(as_, home):
    for item in definition.load(CODE).items:
        answered(item.code, "A", ("/", "alive"), updated_on=date(2026, 3, 1))
    assert "<b>100,0</b> dari 100: Informatif (90 ke atas)" in words(as_("ppid"))


@pytest.mark.parametrize(
    ("item", "updated_on", "is_stale"),
    [
        ("B1", date(2025, 9, 10), False),
        ("B1", date(2025, 9, 9), True),
        ("B1", None, True),
        ("S1", date(2020, 1, 1), False),
    ],
)
def test_periodic_information_older_than_six_months_is_told(as_, home, item, updated_on, is_stale):
    answered(item, "A", ("/", "alive"), updated_on=updated_on)
    assert ("Jawaban A, perlu dimutakhirkan" in words(as_("ppid"))) is is_stale


def test_the_report_costs_the_same_for_one_item_and_for_all(as_, home, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answered("B1", "A", ("/", "alive"))
    as_("ppid").get(REPORT)
    with CaptureQueriesContext(connection) as one:
        as_("ppid").get(REPORT)
    for item in definition.load(CODE).items[1:]:
        answered(item.code, "A", ("/", "alive"), ("/x/", "dead"))
    with django_assert_num_queries(len(one)):
        as_("ppid").get(REPORT)


# --- the sheet ------------------------------------------------------------------------------------------------


def test_the_sheet_has_a_row_for_each_address_and_for_each_item_without(as_, home, people):
    answered("B1", "B", ("/", "alive"), ("/x/", "dead"), updated_on=date(2026, 2, 1))
    answer = as_("ppid").post(XLSX)
    assert "no-store" in answer["Cache-Control"]
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 1 + ITEMS + 1
    assert rows[1][:2] == ("B1", "Informasi berkala") and rows[1][4:10] == (
        "belum ditetapkan",
        "B",
        "0,00",
        "tautan mati",
        "/",
        "hidup",
    )
    assert rows[2][8:10] == ("/x/", "mati") and rows[3][7:9] == ("belum dijawab", "tanpa bukti")
    record = ExportRecord.objects.get()
    assert (record.what, record.by, record.format, record.rows) == (
        "periksa-diri-monev",
        people["ppid"],
        "xlsx",
        ITEMS + 1,
    )
    assert "Contoh ppid (PPID" in words(as_("ppid"))


@pytest.mark.parametrize("hostile", ["=1+1", "+SUM(A1)", "@x", "-2", "\t=1", "＝1"])
def test_no_cell_is_run(as_, home, hostile):
    answer = answered("B1", "A", ("/", "alive"))
    ItemAnswer.objects.filter(pk=answer.pk).update(note=hostile, responsible=hostile)
    rows = list(csv.reader(io.StringIO(as_("ppid").post(CSV).content.decode("utf-8-sig"))))
    assert rows[1][-1] == f"'{hostile}" and rows[1][-2] == f"'{hostile}"
    book = openpyxl.load_workbook(io.BytesIO(as_("ppid").post(XLSX).content))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_the_requests_register_does_not_list_these_exports(as_, home):
    as_("ppid").post(XLSX)
    assert "Contoh ppid" in words(as_("ppid")) and "XLSX, " not in words(as_("ppid"), "/admin/permohonan/register/")


def test_two_who_answer_the_same_item_at_once_leave_one_answer(as_, home, monkeypatch):
    """The second one's form was read before the first one saved."""
    from ppid.monev import checking

    stock = checking.check

    def meanwhile(address):
        ItemAnswer.objects.get_or_create(questionnaire=CODE, item="B1", defaults={"answer": "D"})
        return stock(address)

    monkeypatch.setattr(checking, "check", meanwhile)
    assert as_("ppid").post(ITEM, form())["Location"] == REPORT
    answer = ItemAnswer.objects.get()
    assert answer.answer == "A" and answer.evidence.get().address == "/"
    assert ModelLogEntry.objects.get().data["before"] == "D"

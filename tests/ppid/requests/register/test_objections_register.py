"""The register of objections in its legal columns and order, every export on record.

Acceptance check 10 (docs/rules.md).
"""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from portal.core.models import ExportRecord
from ppid.requests.register.registers import OF_OBJECTIONS, OF_REQUESTS
from tests.conftest import make_official
from tests.sop.test_holes import EVERYBODY

from .. import cases
from ..objections import cases as objections

pytestmark = pytest.mark.django_db

LEGAL_ORDER = [
    "a. Nomor registrasi keberatan",
    "b. Tanggal diterima",
    "c. Identitas lengkap pemohon dan/atau kuasa",
    "d. Nomor pendaftaran permohonan",
    "e. Informasi yang diminta",
    "f. Tujuan penggunaan informasi",
    "g. Alasan keberatan",
    "h. Keputusan Atasan PPID",
    "i. Hari dan tanggal tanggapan",
    "j. Nama dan posisi Atasan PPID",
    "k. Tanggapan pemohon",
]
NOW = cases.at("2026-03-05")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def decided(people):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", people, cases.at("2026-03-04"))
    objection = objections.an_objection(
        request, "ad", NOW, representative_name="Contoh Kuasa", representative_address="Jalan Kuasa 1"
    )
    atasan = cases.person(make_official("atasan", "atasan-ppid"), NOW)
    objections.do(objection, "decide", atasan, NOW, decision=objections.accepting("ad", date(2026, 3, 20)))
    objections.do(objection, "notify", atasan, NOW)
    ppid = cases.person(people["ppid"], NOW)
    objections.do(objection, "respond", ppid, NOW, response="satisfied", text="Terima kasih.")
    return objection


def take_out(client, kind="xlsx", year=2026):
    client.raise_request_exception = False
    return client.post(reverse("objections_take_out_register", args=[year, kind]))


def sheet(response):
    return list(openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)


def test_check_10_the_columns_are_the_laws_in_the_laws_order(as_, decided):
    headings, row = sheet(take_out(as_("ppid")))
    assert list(headings[:11]) == LEGAL_ORDER == [column.label for column in OF_OBJECTIONS.legal]
    number, received, who, request, asked, purpose, reasons, outcome, answered, superior, response = row[:11]
    assert (number, received.date(), request) == (decided.number, date(2026, 3, 5), decided.request.number)
    for words in ("Contoh Pemohon", "Jalan Contoh 1", "pemohon@contoh.invalid", "Kuasa: Contoh Kuasa", "Jalan Kuasa 1"):
        assert words in who
    assert cases.NIK not in who
    assert (asked, purpose) == (decided.information, "Penelitian")
    assert [line[:2] for line in reasons.splitlines()] == ["a.", "d."]
    assert outcome.splitlines() == ["Keberatan diterima seluruhnya", "Perintah: Berikan informasi yang diminta."]
    assert answered.date() == date(2026, 3, 5)
    assert superior.splitlines() == ["Contoh atasan", "Atasan PPID"]
    assert response.splitlines() == ["Menerima tanggapan", "Terima kasih."]


def test_one_that_came_without_a_request_stands_in_it_too(as_, people):
    objections.an_objection(None, "b", NOW)
    _, row = sheet(take_out(as_("ppid")))
    assert (row[3], row[7], row[8], row[9]) == (None, None, None, None) or (row[3], row[7]) == ("", "")


def test_the_register_of_requests_names_the_objection(as_, decided):
    response = as_("ppid").post(reverse("requests_take_out_register", args=[2026, "xlsx"]))
    headings, row = sheet(response)
    assert dict(zip(headings, row, strict=True))["Nomor keberatan"] == decided.number
    assert [column.heading for column in OF_REQUESTS.office][-1] == "Nomor keberatan"


def test_on_paper_it_has_the_legal_columns(as_, decided):
    response = take_out(as_("ppid"), "pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    assert "Register Keberatan Tahun 2026" in text
    for label in LEGAL_ORDER:
        assert label.split()[1] in text


def test_every_export_is_on_record_apart_from_that_of_requests(as_, decided):
    for kind in ("xlsx", "pdf"):
        take_out(as_("ppid"), kind)
    records = ExportRecord.objects.order_by("pk").values_list("what", "by_name", "office", "format", "filters", "rows")
    assert list(records) == [
        ("register-keberatan", "Contoh ppid", "PPID", kind, "tahun=2026", 1) for kind in ("xlsx", "pdf")
    ]
    assert "Contoh ppid" in as_("ppid").get(reverse("objections_register")).content.decode()
    assert "Contoh ppid (" not in as_("ppid").get(reverse("requests_register")).content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_ppid_and_his_superior_take_it_out(as_, decided, who):
    take_out(as_(who))
    assert ExportRecord.objects.exists() == (who in {"ppid", "atasan-ppid"})


def test_a_year_without_any_is_not_there(as_, decided):
    assert take_out(as_("ppid"), year=2025).status_code == 404

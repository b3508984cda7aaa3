"""The register in its legal columns and order, every export on record.

Acceptance check 10 (docs/rules.md).
"""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from portal.core.models import ExportRecord
from ppid.requests.lifecycle import State
from ppid.requests.models import RequestedItem
from ppid.requests.register.columns import LEGAL_COLUMNS
from tests.sop.test_holes import EVERYBODY

from .. import cases

pytestmark = pytest.mark.django_db

LEGAL_ORDER = [
    *("1. No.", "2. Tanggal", "3. Nama", "4. Alamat", "5. Nomor kontak", "6. Pekerjaan"),
    *("7. Informasi yang diminta", "8. Tujuan penggunaan informasi"),
    *("9a. Status informasi: di bawah penguasaan", "9b. Status informasi: belum didokumentasikan"),
    *("10. Bentuk informasi yang dikuasai", "11. Jenis permohonan", "12. Keputusan", "13. Alasan penolakan"),
    *("14a. Tanggal pemberitahuan tertulis", "14b. Tanggal pemberian informasi", "15. Biaya dan cara pembayaran"),
]


def take_out(client, kind="xlsx", year=None):
    from django.utils import timezone

    year = year or timezone.localdate().year
    return client.post(reverse("requests_take_out_register", args=[year, kind]))


def sheet(response):
    content = b"".join(response.streaming_content)
    return list(openpyxl.load_workbook(BytesIO(content)).active.values)


def test_check_10_the_columns_are_the_laws_in_the_laws_order(as_, people):
    cases.bring_to(cases.a_request(), State.DELIVERED, people)
    headings, row = sheet(take_out(as_("ppid")))
    assert list(headings[: len(LEGAL_ORDER)]) == LEGAL_ORDER == [column.label for column in LEGAL_COLUMNS]
    assert row[0] == 1 and row[2] == "Contoh Pemohon" and row[8] == "1. Ya\n2. Ya"
    assert row[11].startswith("Mendapatkan salinan") and row[12] == "1. Dikabulkan\n2. Dikabulkan"
    assert row[14] is not None and row[15] is not None


def test_what_is_not_held_names_its_holder_in_the_register(as_, people):
    request = cases.a_request(items=["Satu"])
    request.items.update(outcome=RequestedItem.Outcome.NOT_HELD, holder="Badan Publik Contoh")
    _, row = sheet(take_out(as_("ppid")))
    assert (row[8], row[12]) == ("Tidak: Badan Publik Contoh", "Tidak dikuasai")


def test_every_request_stands_in_it_also_those_that_came_to_nothing(as_, people):
    for state in (State.RECEIVED, State.CLOSED_INCOMPLETE, State.WITHDRAWN, State.REDIRECTED, State.CLOSED):
        cases.bring_to(cases.a_request(), state, people)
    rows = sheet(take_out(as_("ppid")))[1:]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]


def test_a_year_is_exported_with_that_year_only(as_, people):
    cases.a_request(cases.at("2026-03-06"))
    cases.a_request(cases.at("2027-03-08"))
    assert [row[2] for row in sheet(take_out(as_("ppid"), year=2026))[1:]] == ["Contoh Pemohon"]
    assert take_out(as_("ppid"), year=2025).status_code == 404


def test_no_cell_is_run_and_no_number_is_rounded(as_, people):
    cases.a_request(
        applicant_name="=HYPERLINK(1)", purpose="+1", address="@x", phone="081234567890", items=["-2", "=3"]
    )
    row = sheet(take_out(as_("ppid")))[1]
    texts = [value for value in row if isinstance(value, str)]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]
    assert "081234567890" in row[4]


def test_every_export_is_on_record(as_, people):
    cases.a_request()
    for kind in ("xlsx", "pdf"):
        take_out(as_("ppid"), kind)
    records = list(ExportRecord.objects.order_by("pk").values_list("by", "by_name", "office", "format", "rows"))
    ppid = people["ppid"]
    assert records == [(ppid.pk, "Contoh ppid", "PPID", "xlsx", 1), (ppid.pk, "Contoh ppid", "PPID", "pdf", 1)]
    assert "Contoh ppid" in as_("ppid").get(reverse("requests_register")).content.decode()


def test_the_paper_has_the_legal_columns(as_, people):
    cases.bring_to(cases.a_request(applicant_name="#eval(1) $x$ \\"), State.NOTIFIED, people)
    response = take_out(as_("ppid"), "pdf")
    text = " ".join(PdfReader(BytesIO(response.content)).pages[0].extract_text().split())
    assert "Register Permohonan Informasi Publik Tahun" in text and "#eval(1)" in text
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("who", [*EVERYBODY, "anonymous"])
def test_only_who_sees_every_request_takes_the_register(as_, client, people, who):
    cases.a_request()
    browser = client if who == "anonymous" else as_(who)
    browser.raise_request_exception = False
    for response in (browser.get(reverse("requests_register")), take_out(browser)):
        assert (response.status_code == 200) == (who == "ppid")
    assert ExportRecord.objects.count() == int(who == "ppid")


def test_a_link_takes_nothing_out(as_):
    cases.a_request()
    address = reverse("requests_take_out_register", args=[2026, "xlsx"])
    assert as_("ppid").get(address).status_code == 405
    assert not ExportRecord.objects.exists()


def test_as_many_queries_for_one_row_as_for_fifty(as_, people, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            sheet(take_out(as_("ppid")))
        return len(captured)

    cases.a_request()
    queries()
    one = queries()
    for _ in range(49):
        cases.a_request()
    assert queries() == one


@pytest.mark.parametrize("who", ["ppid", "petugas"])
def test_whoever_may_take_it_out_finds_the_way_to_it(as_, who):
    assert (reverse("requests_register") in as_(who).get(reverse("requests_list")).content.decode()) == (who == "ppid")

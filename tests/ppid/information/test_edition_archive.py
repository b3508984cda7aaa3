"""The public archive of editions: their pages, downloads and paper; checked before anything is shown."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json

import openpyxl
import pypdf
import pytest
from django.db import connection

from ppid.information.catalogue import paper
from ppid.information.models import Edition, InformationPage
from ppid.information.models.editions import EditionPaper

from .edition_acts import ADDRESS, NIP, filled, frozen, official

__all__ = ["filled", "official"]  # fixtures: a test asks for them by name


# --- the archive --------------------------------------------------------------------------------------------------


def test_the_archive_is_public_and_newest_first(client, people, filled):
    assert "Belum ada edisi." in client.get(f"{ADDRESS}edisi/").content.decode()
    for _ in range(2):
        frozen(filled, people["ppid"])
    html = client.get(f"{ADDRESS}edisi/").content.decode()

    assert html.index(f'href="{ADDRESS}edisi/2/"') < html.index(f'href="{ADDRESS}edisi/1/"')
    assert "Keputusan nomor SK/1 tanggal" in html
    assert "2 informasi" in html
    assert f'href="{ADDRESS}edisi/"' in client.get(ADDRESS).content.decode()


def test_an_edition_has_its_page(client, people, filled):
    edition = frozen(filled, people["ppid"])
    html = client.get(f"{ADDRESS}edisi/1/").content.decode()

    for told in (
        "Daftar informasi publik, edisi 1",
        "nomor SK/1 tanggal",
        "dr. Contoh Pejabat, M.Kes.",
        "Profil dinas",
        "Ringkasan nomor 2.",
        "14 Maret 2026",
        edition.sha256,
        f'href="{ADDRESS}edisi/1/pdf/"',
        f'href="{ADDRESS}edisi/1/xlsx/"',
        f'<link rel="canonical" href="{filled.full_url}edisi/1/">',
    ):
        assert told in html


def test_the_archive_takes_the_same_queries_for_1_and_20_editions(client, people, filled, django_assert_num_queries):
    def count(address: str) -> int:
        from django.test.utils import CaptureQueriesContext

        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    frozen(filled, people["ppid"])
    few = [count(f"{ADDRESS}edisi/"), count(f"{ADDRESS}edisi/1/")]
    for _ in range(19):
        frozen(filled, people["ppid"])

    assert [count(f"{ADDRESS}edisi/"), count(f"{ADDRESS}edisi/1/")] == few


def test_the_nip_leaves_by_no_way(client, people, filled):
    """It begins with the date of birth."""
    frozen(filled, people["ppid"])

    assert Edition.objects.get().signature["employee_number"] == NIP
    for below in ("", "1/", "1/csv/", "1/json/"):
        response = client.get(f"{ADDRESS}edisi/{below}")
        assert NIP.encode() not in (b"".join(response) if response.streaming else response.content)
    assert NIP not in text_of_pdf(client)
    assert NIP not in str(sheet_of(client))


def test_downloads_hold_the_frozen_rows(client, people, filled):
    edition = frozen(filled, people["ppid"])
    InformationPage.objects.update(summary="Berubah.")
    json_answer = client.get(f"{ADDRESS}edisi/1/json/")
    text = b"".join(client.get(f"{ADDRESS}edisi/1/csv/")).decode("utf-8-sig")
    titles = [row["title"] for row in json.loads(edition.content)["rows"]]

    assert json_answer.content.decode() == edition.content
    assert hashlib.sha256(json_answer.content).hexdigest() == edition.sha256
    assert [row[1] for row in csv.reader(io.StringIO(text))] == ["Judul", *titles]
    assert [row[1].value for row in sheet_of(client)] == ["Judul", *titles]
    assert sheet_of(client)[1][5].value.date() == dt.date(2026, 3, 14)
    assert json_answer["Content-Disposition"].endswith('"daftar-informasi-publik-edisi-1-2026-02-03.json"')
    assert json_answer["X-Robots-Tag"] == "noindex"


def sheet_of(client) -> list:
    answer = client.get(f"{ADDRESS}edisi/1/xlsx/")
    return list(openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active.iter_rows())


# --- paper ----------------------------------------------------------------------------------------------------------


def pdf_of(client, below: str = "pdf/") -> pypdf.PdfReader:
    answer = client.get(f"{ADDRESS}edisi/1/{below}")
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def text_of_pdf(client, below: str = "pdf/") -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf_of(client, below).pages).split())


def test_the_paper_has_columns_decree_signature_and_fingerprint(client, people, filled):
    edition = frozen(filled, people["ppid"])
    text, pdf = text_of_pdf(client), pdf_of(client)

    for told in (
        "Daftar informasi publik Edisi 1",
        "Ditetapkan dengan keputusan nomor SK/1 tanggal 3 Februari 2026",
        "Pejabat/unit yang menguasai informasi",
        "Profil dinas Ringkasan nomor 1.",
        "14 Maret 2026",
        "dr. Contoh Pejabat, M.Kes.",
        "Halaman 1 dari 1",
        edition.sha256,
    ):
        assert told in text
    assert pdf.metadata.title == "Daftar informasi publik, Edisi 1"
    assert pdf.trailer["/Root"]["/Lang"] == "id"
    marks = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in "".join(marks.split())


@pytest.mark.parametrize(
    "hostile", ['#image("x")', "$x$ *b* _i_ = judul", "#sys.inputs.data", "]]} {{ } [", "🎉 pesta"]
)
def test_what_people_wrote_stands_on_paper_as_they_wrote_it(client, people, filled, hostile):
    InformationPage.objects.update(title=hostile, summary=hostile)
    frozen(filled, people["ppid"])

    assert hostile.replace("🎉", "[U+1F389]") in text_of_pdf(client)


def test_a_long_edition_comes_in_volumes(client, people, filled, monkeypatch):
    monkeypatch.setattr(paper, "ROWS_IN_A_VOLUME", 1)
    frozen(filled, people["ppid"])

    assert f'href="{ADDRESS}edisi/1/pdf/2/"' in client.get(f"{ADDRESS}edisi/1/").content.decode()
    assert "Renstra" not in text_of_pdf(client)
    assert "Jilid 2 dari 2" in text_of_pdf(client, "pdf/2/")
    assert "Renstra" in text_of_pdf(client, "pdf/2/")
    for volume in ("0", "3", "9" * 40):
        assert client.get(f"{ADDRESS}edisi/1/pdf/{volume}/").status_code == 404


def test_the_paper_is_made_once(client, people, filled, monkeypatch):
    frozen(filled, people["ppid"])
    first = client.get(f"{ADDRESS}edisi/1/pdf/").content
    monkeypatch.setattr(paper, "edition_pdf", None)

    assert client.get(f"{ADDRESS}edisi/1/pdf/").content == first
    assert EditionPaper.objects.count() == 1


def test_another_list_has_editions_of_its_own(client, people, filled, exempt_list, monkeypatch):
    """The exempt list says its columns and rows, and nothing of how an edition is made."""
    row = {"title": "Rekam medis", "ground": "Pasal 17 huruf h", "period": "selama hidup", "number": "1/2026"}
    monkeypatch.setattr(type(exempt_list), "edition_rows", lambda self: [row])
    frozen(filled, people["ppid"])
    edition = frozen(exempt_list, people["ppid"])
    address = f"{exempt_list.url}edisi/1/"
    html = client.get(address).content.decode()
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"{address}pdf/").content))

    assert (edition.kind, edition.number) == ("exempt", 1)
    assert "Daftar informasi yang dikecualikan" in json.loads(edition.content)["list"]
    for told in ("Rekam medis", "Pasal 17 huruf h", "selama hidup", "1/2026"):
        assert told in html
        assert told in " ".join(pdf.pages[0].extract_text().split())
    assert b"Rekam medis" in b"".join(client.get(f"{address}csv/"))
    assert "Rekam medis" not in client.get(f"{ADDRESS}edisi/1/").content.decode()


# --- checked before it is shown -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("content", None),
        ("sha256", "0" * 64),
        ("decree_number", "SK/2"),
        ("row_count", 7),
        ("decree_date", "2020-01-01"),
    ],
)
def test_an_edition_that_was_tampered_with_is_not_shown(client, people, filled, column, value, caplog):
    """As somebody with the database at hand could do."""
    edition = frozen(filled, people["ppid"])
    value = value or edition.content.replace("Renstra", "Rencana")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE information_edition SET {column} = %s", [value])  # noqa: S608 - our own words

    response = client.get(f"{ADDRESS}edisi/1/")
    assert response.status_code == 200
    assert "tidak lagi cocok" in response.content.decode()
    assert "Profil dinas" not in response.content.decode()
    for below in ("pdf/", "csv/", "xlsx/", "json/"):
        assert client.get(f"{ADDRESS}edisi/1/{below}").status_code == 404
    assert "is no longer what was frozen" in caplog.text


@pytest.mark.parametrize(
    "below",
    ["0/", "2/", "-1/", "x/", "9" * 5000 + "/", "1/docx/", "1/pdf/0/", "%00/", "1/../", "99999999999999999999/"],
)
def test_editions_that_do_not_exist(client, people, filled, below):
    frozen(filled, people["ppid"])

    assert client.get(f"{ADDRESS}edisi/{below}").status_code == 404

"""CSV, XLSX and JSON of the catalogue: exactly what is shown, nothing that runs, nothing changed on the way."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
import time_machine

from ppid.information.catalogue import exports, rows
from ppid.information.catalogue.rows import COLUMNS
from ppid.information.models import InformationPage
from tests.core.test_exports import FORMULAS

from .catalogue_pages import add_file, make_page, make_unit

ADDRESS = "/ppid/daftar-informasi-publik/"
LABELS = [column.label for column in COLUMNS]
# The next morning already in Samarinda.
LATE_EVENING_IN_UTC = dt.datetime(2026, 11, 30, 22, 30, tzinfo=dt.UTC)
KINDS = ("csv", "xlsx", "json")
# An information page takes no control characters; an import or an older row might hold some all the same.
FORMULAS_ON_PAGES = [text for text in FORMULAS if text.isprintable()]


def content(client, kind: str, **asked) -> bytes:
    response = client.get(f"{ADDRESS}{kind}/", asked)
    assert response.status_code == 200
    return b"".join(response)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[list]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def numbers(client, kind: str, **asked) -> list[int]:
    data = content(client, kind, **asked)
    if kind == "json":
        return [row["number"] for row in json.loads(data)["rows"]]
    read = read_csv if kind == "csv" else read_xlsx
    return [int(row[0]) for row in read(data)[1:]]


@pytest.fixture
def one(catalogue, periodic):
    page = make_page(periodic, 7, "Profil kesehatan", summary="Baris satu.\nBaris “dua”; tiga, empat.")
    for title in ("Profil", "Lampiran"):
        add_file(page, title)
    return page


def row_of(page: InformationPage) -> list:
    return [
        7,
        "Profil kesehatan",
        "Baris satu.\nBaris “dua”; tiga, empat.",
        "Bidang Pencegahan Penyakit",
        "Kepala Bidang",
        dt.date(2026, 3, 14),
        "Samarinda",
        "PDF, Cetak",
        "5 tahun",
        "Informasi berkala",
        page.full_url,
        "\n".join(f"{page.get_site().root_url}{file.document.url}" for file in page.documents.all()),
    ]


def test_csv_holds_the_row_as_it_is(client, one):
    data = content(client, "csv")

    assert data.startswith(b"\xef\xbb\xbf")
    assert read_csv(data) == [LABELS, ["7", *row_of(one)[1:5], "2026-03-14", *row_of(one)[6:]]]


def test_xlsx_holds_the_row_as_it_is(client, one):
    data = content(client, "xlsx")
    [_, row] = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()

    assert read_xlsx(data)[0] == LABELS
    assert [cell.value.date() if cell.is_date else cell.value for cell in row] == row_of(one)
    assert row[5].number_format == "yyyy-mm-dd"


@time_machine.travel(LATE_EVENING_IN_UTC, tick=False)
def test_json_tells_what_it_is_and_when_by_the_offices_clock(client, one):
    data = json.loads(content(client, "json", q="profil"))

    assert {name: value for name, value in data.items() if name != "rows"} == {
        "list": "Daftar informasi publik",
        "made_at": "2026-12-01T06:30:00+08:00",
        "address": one.get_parent().get_parent().full_url + "daftar-informasi-publik/",
        "filter": "q=profil",
        "columns": dict(zip([column.name for column in COLUMNS], LABELS, strict=True)),
    }
    [row] = data["rows"]
    assert row["made_on"] == "2026-03-14"
    assert [file["title"] for file in row["documents"]] == ["Profil", "Lampiran"]


@pytest.mark.parametrize("kind", KINDS)
@time_machine.travel(LATE_EVENING_IN_UTC, tick=False)
def test_files_are_dated_and_kept_from_search_engines(client, one, kind):
    response = client.get(f"{ADDRESS}{kind}/")

    assert response["Content-Disposition"] == f'attachment; filename="daftar-informasi-publik-2026-12-01.{kind}"'
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Type"] == exports.TYPES[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "asked", [{}, {"q": "gizi"}, {"unit": "sdk", "urut": "judul"}, {"urut": "terbaru"}, {"format": "csv"}]
)
def test_they_hold_what_the_table_shows_and_all_of_its_pages(client, catalogue, periodic, anytime, kind, asked):
    other = make_unit("sdk", "Bidang Sumber Daya")
    for number in range(1, 24):
        make_page(
            [periodic, anytime][number % 2],
            number,
            f"{'Gizi' if number % 3 else 'Imunisasi'} {100 - number}",
            **({"unit": other, "formats": "csv"} if number % 5 == 0 else {}),
        )
    shown = []
    for page in (1, 2):
        response = client.get(ADDRESS, {**asked, "halaman": page})
        if page == response.context["entries"].number:
            shown += [row["number"] for row in response.context["rows"]]

    assert len(shown) > 1 or asked == {}
    assert numbers(client, kind, **asked, halaman="2") == shown


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_answer_is_a_file_all_the_same(client, catalogue, kind):
    assert numbers(client, kind, q="tidak ada satu pun") == []


def test_no_cell_starts_a_formula(client, catalogue, periodic):
    """Every text that a person wrote, in every column."""
    for number, text in enumerate(FORMULAS_ON_PAGES, start=1):
        unit = make_unit(f"u{number}", text + " ")
        page = make_page(periodic, number, "T", unit=unit, summary="S", responsible="R", made_at="M", retention="J")
        written = {"summary": text, "responsible": text, "made_at": text, "retention": text}
        InformationPage.objects.filter(pk=page.pk).update(title=text, **written)
    book = openpyxl.load_workbook(io.BytesIO(content(client, "xlsx")))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]

    assert all(cell.data_type != "f" for cell in cells)
    for row in (*read_xlsx(content(client, "xlsx"))[1:], *read_csv(content(client, "csv"))[1:]):
        for column in (1, 2, 3, 4, 6, 8):
            assert row[column].startswith("'"), (LABELS[column], row[column])


def test_codes_stay_as_they_were_written(client, catalogue, periodic):
    make_page(periodic, 1, "0812", summary="6471010101900001", responsible="+62 541 1234")
    row = read_xlsx(content(client, "xlsx"))[1]

    assert row[1:3] == ["0812", "6471010101900001"]
    assert read_csv(content(client, "csv"))[1][1:3] == ["'0812", "'6471010101900001"]
    assert row[4] == "'+62 541 1234"


def test_what_is_not_public_is_in_none_of_them(client, one, periodic):
    canary = "KENARI-RAHASIA"
    make_page(periodic, 8, f"Naskah {canary}", live=False)
    add_file(one, f"Lama {canary}", replaced_on=dt.date(2026, 1, 1))
    one.summary = f"Revisi {canary}"
    one.save_revision()

    for kind in KINDS:
        assert canary.encode() not in content(client, kind)
        assert canary not in str(read_xlsx(content(client, "xlsx")))


def test_what_xml_or_a_cell_cannot_hold_breaks_no_workbook():
    row = dict.fromkeys([column.name for column in COLUMNS]) | {
        "documents": [],
        "title": "a\x00b\x0b\uffff\ud800c",
        "summary": "baris\r\nbaris",
        "responsible": "x" * 40_000,
        "made_on": "1899-12-31",
    }
    [_, cells] = read_xlsx(b"".join(exports.xlsx_pieces(COLUMNS, [row])))

    assert cells[1:3] == ["abc", "baris\nbaris"]
    assert len(cells[4]) == 32_767
    assert cells[5] == "1899-12-31"


# --- memory -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_rows_leave_before_the_last_one_is_read(kind):
    """What is sent waits for no more than a handful of rows, however long the list."""
    chance, asked = random.Random(1), 0

    def endless():
        nonlocal asked
        while True:
            asked += 1
            # Text that does not compress, or an archive would hold thousands of rows before it has anything to send.
            yield {"title": chance.randbytes(400).hex(), "documents": []}

    answer = iter(exports.as_file(kind, "daftar", {"list": "Daftar"}, COLUMNS, endless()))
    for _ in range(5):
        next(answer)
    assert asked <= 5 * exports.LINES_AT_ONCE


def test_pages_are_read_in_chunks(client, catalogue, periodic, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(rows, "CHUNK", 2)
    for number in range(1, 6):
        make_page(periodic, number)
    keys = list(rows.live_pages().values_list("pk", flat=True))
    told = rows.rows_of(keys, rows.site_of(catalogue))
    # One for the pages, one for the files of the first two alone.
    with django_assert_num_queries(2):
        assert next(told)["number"] == 1
    # A page that is taken down while somebody loads the list is passed over.
    InformationPage.objects.filter(number=4).update(live=False)
    assert [row["number"] for row in told] == [2, 3, 5]


# --- another program --------------------------------------------------------------------------------------------

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_reopens_them_without_a_formula_and_without_a_change(client, catalogue, periodic, tmp_path):
    texts = [*FORMULAS_ON_PAGES, "007", "1/2", "08.00-16.00", "10%", "5E3", "6471010101900001", "a\nb", "“é” <b> &amp;"]
    for number, text in enumerate(texts, start=1):
        page = make_page(periodic, number, "T", summary="S")
        InformationPage.objects.filter(pk=page.pk).update(title=text, summary=text, retention=text)
    for kind in ("xlsx", "csv"):
        sent = content(client, kind)
        (tmp_path / f"daftar.{kind}").write_bytes(sent)
        told = reopened(tmp_path / f"daftar.{kind}")
        sheet = openpyxl.load_workbook(io.BytesIO(sent)).active if kind == "xlsx" else None
        expected = [[as_told(cell) for cell in row] for row in (sheet.iter_rows() if sheet else read_csv(sent))]

        assert told == expected
        assert "'=" in str(told)


def as_told(cell) -> str:
    """What a reader sees in a cell, in the form in which LibreOffice writes it out."""
    value = getattr(cell, "value", cell)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def reopened(path: Path) -> list[list[str]]:
    """The file after LibreOffice opened it and wrote it out again, values as shown; a formula would be computed."""
    out = path.parent / f"ulang-{path.suffix[1:]}"
    subprocess.run(  # noqa: S603 - our own file, a program found on this machine
        [
            SOFFICE,
            "--headless",
            f"-env:UserInstallation={(path.parent / 'profil').as_uri()}",
            *(["--infilter=CSV:44,34,76,1"] if path.suffix == ".csv" else []),
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
            "--outdir",
            str(out),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return read_csv(next(out.iterdir()).read_bytes())

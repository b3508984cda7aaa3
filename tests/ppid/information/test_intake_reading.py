"""Files as raw rows, and raw rows as checked ones: what an import says of every bad file before anything is stored."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import date

import pytest
from openpyxl.comments import Comment

from ppid.information.intake import raw, workbook
from ppid.information.intake.columns import key_of
from ppid.information.intake.raw import Unreadable
from ppid.information.intake.reading import read
from ppid.information.intake.rows import Checked, Known, check
from tests.core.files import office

from .intake_files import (
    HEADINGS,
    book,
    csv_file,
    part_of,
    row,
    rows,
    saved,
    sheet,
    with_part,
    with_shared_strings,
    xlsx_file,
)

TODAY = date(2026, 11, 20)
UNITS = {key_of("program"): 1, key_of("Bagian Program"): 1}
SHEET = "xl/worksheets/sheet1.xml"


def checked(content: bytes, name: str = "daftar.xlsx", numbers: tuple[int, ...] = ()) -> Checked:
    return check(read(content, name), Known(UNITS, set(numbers), TODAY))


def refused(content: bytes, name: str = "daftar.xlsx") -> str:
    with pytest.raises(Unreadable) as refusal:
        checked(content, name)
    return str(refusal.value)


def faults(*lines, **more) -> list[tuple[int, str, str]]:
    """The faults of a file with these rows, the same from CSV and XLSX: row, column letter, words."""
    found = [
        [(fault.row, fault.column[:1], fault.text) for fault in checked(content, name, **more).faults]
        for content, name in ((csv_file(lines), "daftar.csv"), (xlsx_file(lines), "daftar.xlsx"))
    ]
    assert found[0] == found[1]
    return found[0]


def one_fault(**changes) -> str:
    [(_, _, text)] = faults(row(1, **changes))
    return text


def field(name: str, **changes):
    """What a good row becomes, the same from CSV and XLSX."""
    lines = [row(1, **changes)]
    both = (checked(csv_file(lines), "daftar.csv"), checked(xlsx_file(lines)))
    assert [result.faults for result in both] == [[], []]
    values = [result.entries[0].fields[name] for result in both]
    assert values[0] == values[1]
    return values[0]


# --- a good row ---------------------------------------------------------------------------------------------


def test_a_row_becomes_the_fields_of_a_page():
    [entry] = checked(xlsx_file([row(12, Waktu_pembuatan=date(2026, 2, 27), Butir="b05")])).entries

    assert entry.row == 2
    assert entry.fields == {
        "number": 12,
        "title": "Laporan kinerja",
        "summary": "Capaian indikator kinerja selama setahun.",
        "unit": 1,
        "responsible": "Kepala Seksi Contoh",
        "made_on": date(2026, 2, 27),
        "made_at": "Kota Contoh",
        "formats": "pdf cetak",
        "retention": "5 tahun",
        "category": "periodic",
        "legal_item": "B05",
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_with_every_separator_and_with_and_without_its_mark(separator, mark):
    result = checked(mark + csv_file(rows(3), separator=separator), "daftar.csv")

    assert [entry.fields["number"] for entry in result.entries] == [1, 2, 3]
    assert result.is_fit


def test_texts_full_of_commas_do_not_hide_the_semicolons():
    lines = [row(1, Ringkasan_isi_informasi="a, b, c, d, e, f, g, h, i, j, k, l, m, n, o")]
    assert checked(csv_file(lines, separator=";"), "daftar.csv").is_fit


def test_a_row_of_csv_has_the_number_that_the_spreadsheet_shows():
    content = csv_file([row(1, Ringkasan_isi_informasi="satu\ndua\ntiga"), [], row("x")])
    [fault] = checked(content, "daftar.csv").faults

    assert (fault.row, fault.column) == (4, "A (Nomor)")


def test_empty_rows_are_skipped_and_counted_in():
    made = book([row(1)])
    made.active["A9"] = "bukan nomor"
    made.active["B7"] = "   "
    result = checked(saved(made))

    assert (result.count, {fault.row for fault in result.faults}) == (2, {9})


def test_headings_are_read_as_people_write_them():
    headings = [
        " NO. ",
        "judul  informasi",
        "RINGKASAN ISI\nINFORMASI",
        "Pejabat / Unit / Satuan Kerja yang Menguasai Informasi",
        "Penanggungjawab Pembuatan atau Penerbitan Informasi",
        "Tanggal pembuatan",
        "tempat-pembuatan",
        "Bentuk Informasi yang Tersedia",
        "Jangka Waktu Penyimpanan / Retensi Arsip",
        "Jenis Informasi",
        "ｂｕｔｉｒ",
    ]
    assert checked(xlsx_file([row(1)], headings)).is_fit


def test_headings_may_stand_below_a_title_and_in_another_order_with_more_columns_beside_them():
    made = book([], ["DAFTAR INFORMASI PUBLIK"])
    made.active.append([])
    made.active.append(["Keterangan", *reversed(HEADINGS)])
    made.active.append(["lama", *reversed(row(7))])
    result = checked(saved(made))

    assert [(entry.row, entry.fields["number"]) for entry in result.entries] == [(4, 7)]
    assert result.notes == ["Kolom yang tidak dipakai: Keterangan."]


def test_the_example_row_of_the_template_is_passed_over():
    result = checked(xlsx_file([row("Contoh"), row(1)]))

    assert [entry.fields["number"] for entry in result.entries] == [1]
    assert result.notes == ["1 baris contoh dilewati."]


def test_texts_may_stand_in_a_table_of_their_own():
    result = checked(with_shared_strings([HEADINGS, row(1), row(2, Judul="Lain")]))
    assert [entry.fields["title"] for entry in result.entries] == ["Laporan kinerja", "Lain"]


# --- the whole file -----------------------------------------------------------------------------------------


def test_missing_columns_are_named():
    headings = [heading for heading in HEADINGS if heading not in ("Retensi", "Kategori")]
    assert refused(csv_file([], headings), "daftar.csv") == (
        "Pada baris judul kolom (baris 1) tidak ada kolom: Jangka waktu penyimpanan atau retensi arsip, "
        "Kategori informasi."
    )


def test_time_and_place_in_one_column_are_to_be_parted():
    headings = [heading for heading in HEADINGS if heading not in ("Waktu pembuatan", "Tempat pembuatan")]
    assert "ditulis dalam dua kolom" in refused(xlsx_file([], [*headings, "Waktu dan tempat pembuatan"]))


def test_a_column_that_stands_twice_is_named():
    assert "lebih dari sekali pada baris 1: Nomor." in refused(xlsx_file([], ["No.", *HEADINGS]))


@pytest.mark.parametrize("headings", [["a", "b"], ["1", "2", "3"]])
def test_a_file_without_headings_is_told_which_columns_to_have(headings):
    assert refused(xlsx_file([], headings)).startswith(
        "Pada berkas ini tidak ada kolom: Nomor, Ringkasan isi informasi,"
    )


def test_a_file_without_rows_is_refused():
    assert refused(xlsx_file([])) == "Di bawah judul kolom tidak ada baris yang berisi."
    assert refused(b"", "daftar.csv") == "Berkas ini kosong."
    assert refused(saved(book([], []))) == "Berkas ini kosong."


def test_the_most_rows_are_taken_and_one_more_is_not():
    assert checked(csv_file(rows(raw.MAX_ROWS)), "daftar.csv").is_fit
    for content, name in ((csv_file(rows(raw.MAX_ROWS + 1)), "a.csv"), (xlsx_file(rows(raw.MAX_ROWS + 1)), "a.xlsx")):
        assert refused(content, name) == "Berkas ini memuat lebih dari 500 baris. Bagi menjadi beberapa berkas."


def test_windows_1252_and_utf_16_are_told_clearly():
    text = csv_file([row(1, Judul="Café – gizi")]).decode()
    for encoding in ("cp1252", "utf-16"):
        assert "tidak memakai penyandian UTF-8" in refused(text.encode(encoding), "daftar.csv")


@pytest.mark.parametrize("content", [b'Nomor,"Judul\n1,2', b'Nomor,Judul\n1,"a"b\n'])
def test_quotes_that_do_not_match_are_told_with_their_row(content):
    assert "tanda kutip" in refused(content, "daftar.csv")


def test_a_cell_of_csv_without_end_is_told():
    assert "terlalu panjang" in refused(csv_file([row(1, Judul="x" * 200_000)]), "daftar.csv")


NO_XLSX = {
    "csv": csv_file(rows(1)),
    "nothing": b"",
    "page": b"<html></html>",
    "half": xlsx_file(rows(1))[:2000],
    "another archive": office("word/document.xml"),
    "changed bytes": xlsx_file(rows(1)).replace(b"PK\x01\x02", b"PK\x01\x03"),
    "no sheet inside": with_part(xlsx_file(rows(1)), SHEET, b"kosong"),
    "xml without end": with_part(xlsx_file(rows(1)), SHEET, sheet("<row r='1'><c r='A1'>")[:-30]),
    "row that is no number": with_part(xlsx_file(rows(1)), SHEET, sheet("<row r='x'/>")),
    "string that is not there": with_part(
        xlsx_file(rows(1)), SHEET, sheet("<row r='1'><c t='s'><v>9999</v></c></row>")
    ),
    "merge of nothing": with_part(xlsx_file(rows(1)), SHEET, sheet("<mergeCell ref='A:B'/>")),
    "declared entities": with_part(
        xlsx_file(rows(1)), SHEET, b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + sheet("<row r='1'/>")
    ),
    "another compression": with_part(xlsx_file(rows(1)), "x", b"x" * 1000, zipfile.ZIP_LZMA),
}


@pytest.mark.parametrize("content", NO_XLSX.values(), ids=NO_XLSX)
def test_what_is_no_xlsx_is_refused(content):
    assert refused(content) == workbook.BROKEN


@pytest.mark.parametrize("content", [xlsx_file(rows(1)), b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99])
def test_what_is_no_csv_is_refused(content):
    assert "bukan CSV" in refused(content, "daftar.csv")


def test_a_locked_or_old_workbook_is_told():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99) == workbook.LOCKED
    flagged = bytearray(xlsx_file(rows(1)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.index(mark) + offset] |= 1
    assert refused(bytes(flagged)) == workbook.LOCKED


@pytest.mark.parametrize("name", ["daftar.xls", "daftar.ods", "daftar", "daftar.xlsx.exe"])
def test_other_kinds_of_file_are_refused_by_name(name):
    assert refused(xlsx_file(rows(1)), name).startswith("Jenis berkas ini tidak diterima.")


def test_a_large_file_is_refused_by_its_size():
    assert refused(b"x" * (raw.MAX_BYTES + 1), "daftar.csv") == "Berkas ini terlalu besar. Batasnya 5 MB."


def bomb(data: bytes, name: str = SHEET) -> bytes:
    return with_part(xlsx_file(rows(1)), name, data)


BOMBS = {
    "blanks": lambda: bomb(b" " * 40_000_000),
    "cells": lambda: bomb(sheet("<row r='1'>" + "<c/>" * 1_500_000 + "</row>")),
    "strings": lambda: bomb(b"<sst>" + b"<si><t>a</t></si>" * 500_000 + b"</sst>", "xl/sharedStrings.xml"),
    "styles": lambda: bomb(
        b"<styleSheet><cellXfs>" + b"<xf/>" * 1_000_000 + b"</cellXfs></styleSheet>", "xl/styles.xml"
    ),
    "attributes": lambda: bomb(sheet("<row " + " ".join(f"a{number}=''" for number in range(400_000)) + "/>")),
    "row far below": lambda: bomb(sheet("<row r='1048576'/>")),
    "text": lambda: bomb(sheet("<row r='1'><c><v>" + "a" * 9_000_000 + "</v></c></row>")),
    "50,000 rows": lambda: xlsx_file(rows(50_000)),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_file_that_grows_is_refused_before_anything_is_built_from_it(kind):
    content = BOMBS[kind]()
    assert len(content) < raw.MAX_BYTES
    tracemalloc.start()
    try:
        assert refused(content) == workbook.TOO_MUCH
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_many_parts_are_refused():
    out = io.BytesIO(xlsx_file(rows(1)))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(workbook.MAX_PARTS):
            archive.writestr(f"x{number}", b"")
    assert refused(out.getvalue()) == workbook.TOO_MUCH


def test_a_range_that_a_sheet_only_claims_costs_nothing():
    content = xlsx_file(rows(1))
    claimed = part_of(content, SHEET).replace(b'ref="A1:K2"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in claimed
    assert checked(with_part(content, SHEET, claimed)).count == 1


# --- what is not as it looks ----------------------------------------------------------------------------------


def test_formulas_and_errors_are_no_values():
    made = book([row(1), row(2), row(3)])
    made.active["G2"], made.active["G3"], made.active["G4"] = "=1+1", "#REF!", True
    made.active["G3"].data_type = "e"

    assert [(fault.row, fault.column, fault.text) for fault in checked(saved(made)).faults] == [
        (2, "G (Tempat pembuatan)", "Sel ini berisi rumus. Ganti rumus dengan nilainya."),
        (3, "G (Tempat pembuatan)", "Sel ini berisi galat (#REF!)."),
        (4, "G (Tempat pembuatan)", "Sel ini berisi nilai benar/salah, bukan teks."),
    ]


def test_the_value_that_a_formula_once_had_is_not_taken():
    content = with_part(
        xlsx_file(rows(1)),
        SHEET,
        part_of(xlsx_file([row(1)]), SHEET).replace(b'<c r="A2" t="n"><v>1</v>', b'<c r="A2"><f>B9</f><v>1</v>'),
    )
    [fault] = checked(content).faults
    assert "berisi rumus" in fault.text


@pytest.mark.parametrize("text", ["=1+1", " =HYPERLINK(1)"])
def test_csv_cells_that_a_spreadsheet_would_run_are_no_values(text):
    [fault] = checked(csv_file([row(1, Judul=text)]), "daftar.csv").faults
    assert "berisi rumus" in fault.text


@pytest.mark.parametrize("text", ["- laporan", "+62 541", "@dinas"])
def test_texts_that_only_look_like_formulas_are_taken(text):
    assert field("title", Judul=text) == text


def test_an_example_row_with_formulas_is_passed_over_too():
    made = book([row("contoh"), row(1)])
    made.active["G2"] = "=1+1"
    assert checked(saved(made)).is_fit


def test_hidden_rows_and_columns_are_told():
    made = book(rows(4))
    made.active.row_dimensions[3].hidden = True
    made.active.row_dimensions[30].hidden = True
    made.active.column_dimensions["D"].hidden = True
    made.active.column_dimensions["Z"].hidden = True

    assert [(fault.row, fault.column[:1], fault.text) for fault in checked(saved(made)).faults] == [
        (1, "D", "Kolom ini tersembunyi. Tampilkan lalu periksa."),
        (3, "", "Baris ini tersembunyi. Tampilkan lalu periksa, atau hapus."),
    ]


def test_merged_cells_are_told_once():
    made = book(rows(4))
    made.active.merge_cells("D3:E4")
    made.active.merge_cells("M2:N4")
    made.active.merge_cells("B40:B41")

    assert [(fault.row, fault.column[:1], fault.text) for fault in checked(saved(made)).faults] == [
        (3, "D", "Sel D3:E4 digabung. Pisahkan, lalu isi setiap selnya.")
    ]


def test_a_merged_title_above_the_headings_is_no_fault():
    made = book([], ["DAFTAR INFORMASI PUBLIK"])
    made.active.merge_cells("A1:K1")
    made.active.append(HEADINGS)
    made.active.append(row(1))
    assert checked(saved(made)).is_fit


def test_other_sheets_are_told_and_hidden_ones_are_not_read():
    made = book(rows(1))
    made.create_sheet("Lama", 0).sheet_state = "hidden"
    made["Lama"].append(["rahasia"])
    made.create_sheet("Petunjuk")
    result = checked(saved(made))

    assert result.is_fit
    assert result.notes == ["Yang dibaca lembar “DIP”. Lembar lain tidak dibaca: “Lama” (tersembunyi), “Petunjuk”."]


def test_comments_in_cells_are_left_behind():
    made = book(rows(1))
    made.active["B2"].comment = Comment("rahasia", "orang")
    result = checked(saved(made))
    assert result.is_fit
    assert "rahasia" not in str(result)

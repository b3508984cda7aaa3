"""Cells as values: what the import understands of how people write, and what it says of the rest."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from ppid.information.intake.values import first_sentence

from .intake_files import book, csv_file, part_of, row, saved, with_part, xlsx_file
from .test_intake_reading import SHEET, TODAY, checked, faults, field, one_fault


@pytest.mark.parametrize("value", ["x", "0", "-1", "1,5", "1.5", "1000000", "99999999999999999999", "٣", "1e3"])
def test_a_number_that_is_none_is_told(value):
    assert one_fault_of_number(value) == f"“{value}” bukan nomor. Tulis bilangan bulat dari 1 sampai 999999."


def one_fault_of_number(value) -> str:
    [(_, column, text)] = faults(row(value))
    assert column == "A"
    return text


def test_a_number_may_be_missing_nowhere():
    assert one_fault_of_number("") == "Nomor belum diisi."


@pytest.mark.parametrize(("value", "number"), [("7.", 7), ("007", 7), (" 12 ", 12), (3.0, 3)])
def test_numbers_are_read_as_people_write_them(value, number):
    assert checked(xlsx_file([row(value)])).entries[0].fields["number"] == number


def test_a_number_twice_in_the_file_or_taken_already_is_told():
    assert faults(row(5), row(6), row(5), row(7), row(5), numbers=(7,)) == [
        (4, "A", "Nomor 5 sudah dipakai pada baris 2."),
        (5, "A", "Nomor 7 sudah ada pada daftar informasi di portal."),
        (6, "A", "Nomor 5 sudah dipakai pada baris 2."),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "27/2/2026",
        "27-02-2026",
        "27.2.2026",
        "2026-02-27",
        "27 Februari 2026",
        "27 februari 2026",
        "27 Pebruari 2026",
        "27 Feb. 2026",
        "Jumat, 27 Februari 2026",
        date(2026, 2, 27),
    ],
)
def test_dates_are_read_as_people_write_them(value):
    assert field("made_on", Waktu_pembuatan=value) == date(2026, 2, 27)


def test_a_date_with_a_time_is_its_day():
    content = xlsx_file([row(1, Waktu_pembuatan=datetime(2026, 2, 27, 23, 30))])  # noqa: DTZ001 - as files hold it
    assert checked(content).entries[0].fields["made_on"] == date(2026, 2, 27)


@pytest.mark.parametrize(
    "value", ["31/02/2026", "29/2/2025", "2/27/2026", "0/1/2026", "2026-13-01", "31 April 2026", "1 Smarch 2026"]
)
def test_dates_that_are_none_are_told(value):
    assert one_fault(Waktu_pembuatan=value) == f"Tanggal “{value}” tidak ada. Urutannya hari, bulan, tahun."


@pytest.mark.parametrize("value", ["Februari 2026", "tahun lalu", "27/2/26", "27-2/2026", "2026/02/27 pagi"])
def test_words_that_are_no_date_are_told(value):
    assert one_fault(Waktu_pembuatan=value).startswith(f"“{value}” bukan tanggal yang dikenal.")


def test_a_bare_year_and_a_serial_number_are_not_guessed():
    assert one_fault(Waktu_pembuatan=2025).startswith("“2025” bukan tanggal lengkap.")
    assert one_fault(Waktu_pembuatan=46080) == (
        "“46080” adalah nomor seri tanggal (mungkin 27/02/2026). Ubah format selnya menjadi tanggal."
    )


def test_days_to_come_and_days_of_long_ago_are_told():
    assert field("made_on", Waktu_pembuatan=TODAY) == TODAY
    assert one_fault(Waktu_pembuatan="21/11/2026") == "Tanggal 21/11/2026 belum tiba."
    assert one_fault(Waktu_pembuatan="1/1/0206") == "Tahun 206 terlalu lampau. Periksa tahunnya."


def test_a_time_of_day_and_a_date_beyond_all_calendars_are_no_dates():
    assert one_fault_in_xlsx(Waktu_pembuatan=time(7, 30)) == "Sel ini berisi jam, bukan tanggal."
    made = book([row(1, Waktu_pembuatan=date(2026, 1, 1))])
    content = saved(made)
    beyond = part_of(content, SHEET).replace(b"46023", b"99999999")
    with pytest.warns(UserWarning, match="outside the limits"):
        [fault] = checked(with_part(content, SHEET, beyond)).faults
    assert fault.text == "Sel ini berisi galat (#VALUE!)."


def one_fault_in_xlsx(**changes) -> str:
    [fault] = checked(xlsx_file([row(1, **changes)])).faults
    return fault.text


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("pdf", "pdf"),
        ("PDF / Hardcopy", "pdf cetak"),
        ("xlsx dan csv", "xlsx csv"),
        ("Cetak; PDF; pdf", "pdf cetak"),
        ("", ""),
    ],
)
def test_formats_are_read_as_people_write_them(value, stored):
    assert field("formats", Format=value) == stored


def test_an_unknown_format_is_told_with_the_choices():
    assert one_fault(Format="PDF, softcopy, lontar").startswith(
        "Format “softcopy, lontar” tidak dikenal. Pilihannya: PDF,"
    )


@pytest.mark.parametrize(
    ("value", "category"),
    [
        ("Berkala", "periodic"),
        ("INFORMASI  BERKALA", "periodic"),
        ("serta merta", "immediate"),
        ("Tersedia setiap saat", "anytime"),
    ],
)
def test_categories_are_read_as_people_write_them(value, category):
    assert field("category", Kategori=value) == category


def test_exempt_information_does_not_come_in_by_a_list():
    assert "uji konsekuensi" in one_fault(Kategori="Informasi yang dikecualikan")
    assert one_fault(Kategori="rahasia").startswith("Kategori “rahasia” tidak dikenal.")
    assert one_fault(Kategori="") == "Kategori belum diisi."


def test_a_unit_is_known_by_its_code_or_its_name():
    for value in ("program", "PROGRAM", " bagian  program "):
        assert field("unit", **{"Pejabat/unit_yang_menguasai": value}) == 1
    assert one_fault(**{"Pejabat/unit_yang_menguasai": "Seksi Lain"}).startswith("Unit “Seksi Lain” tidak dikenal.")


def test_an_item_of_the_law_must_exist_and_be_of_the_rows_kind():
    assert field("legal_item", Butir="B07") == "B07"
    assert one_fault(Butir="Z99").startswith("Butir “Z99” tidak dikenal.")
    assert one_fault(Butir="A04") == "Butir A04 termasuk informasi setiap saat."


def test_empty_cells_are_noted_and_stop_nothing():
    result = checked(xlsx_file([row(1, Retensi=""), row(2, Retensi=None), row(3)]))

    assert result.is_fit
    assert result.notes == [
        "Kolom I (Jangka waktu penyimpanan atau retensi arsip) kosong pada 2 baris. "
        "Lengkapi konsepnya sebelum diajukan."
    ]


def test_an_empty_summary_is_told():
    assert one_fault(Ringkasan_isi_informasi=" ") == "Ringkasan belum diisi."


def test_texts_that_are_too_long_are_told():
    assert one_fault(Retensi="x" * 256) == "Terlalu panjang: 256 huruf, paling banyak 255."
    assert one_fault(Ringkasan_isi_informasi="x" * 1001) == "Terlalu panjang: 1001 huruf, paling banyak 1000."


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x85", "\x1b"])
def test_control_characters_are_told(sign):
    [fault] = checked(csv_file([row(1, Judul=f"a{sign}b")]), "daftar.csv").faults
    assert fault.text == "Memuat tanda kendali yang tidak terlihat. Ketik ulang."


def test_signs_that_show_nothing_are_left_out_and_lines_are_kept_where_they_may_be():
    assert field("title", Judul="Lap\u00adoran\u202e  kinerja\n2025 ") == "Laporan kinerja 2025"
    assert field("summary", Ringkasan_isi_informasi=" satu \n\n dua\t tiga") == "satu\ndua tiga"


def test_numbers_in_columns_of_text_are_text():
    assert field("retention", Retensi=5) == "5"


def test_without_a_title_the_first_sentence_of_the_summary_is_one():
    text = "Laporan capaian No. 5 oleh dr. Siti di kabupaten. Memuat indikator. Lengkap."
    assert field("title", Judul="", Ringkasan_isi_informasi=text) == "Laporan capaian No. 5 oleh dr. Siti di kabupaten"
    assert first_sentence("Satu baris\nDua", 255) == "Satu baris"
    assert first_sentence("x" * 300, 255) == "x" * 254 + "…"


def test_all_faults_of_a_row_are_told_at_once():
    found = faults(row("x", Waktu_pembuatan="31/2/2026", Format="lontar", Kategori="?"))
    assert [(number, column) for number, column, _ in found] == [(2, "A"), (2, "F"), (2, "H"), (2, "J")]

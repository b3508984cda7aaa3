"""Each date explains itself in plain Indonesian: start, rule, days passed over, extension, result."""

from __future__ import annotations

from datetime import date

import pytest

from portal.workdays.reckoning import ClosedDays
from ppid.requests.clocks.explaining import is_provisional
from ppid.requests.clocks.reckoning import answer_due, extended_due, reckon

WORKING_DAY = (
    "Hari kerja adalah Senin sampai Jumat, selain hari libur dan cuti bersama (Perpres 21/2023 Pasal 3 dan Pasal 6)."
)


def calendar(days: dict[date, str], *years: int) -> ClosedDays:
    return ClosedDays(days, frozenset(years))


def test_an_answer_across_lebaran_with_its_extension(decreed):
    first = answer_due(date(2026, 3, 6), None, decreed)
    assert extended_due(first, date(2026, 3, 12), decreed).explanation() == (
        "Hitungan bermula pada Jumat, 6 Maret 2026, saat permohonan diterima. "
        "Hari itu tidak dihitung; hari kerja ke-1 adalah Senin, 9 Maret 2026.",
        f"Batas waktu jawaban tertulis atas permohonan: 10 hari kerja (UU 14/2008 Pasal 22 ayat (7)). {WORKING_DAY}",
        "Akhir pekan tidak dihitung: 7–8, 14–15, dan 21–22 Maret 2026.",
        "Rabu, 18 Maret 2026, tidak dihitung: Cuti Bersama Hari Suci Nyepi.",
        "Kamis, 19 Maret 2026, tidak dihitung: Hari Suci Nyepi.",
        "Jumat, 20 Maret 2026, tidak dihitung: Cuti Bersama Hari Raya Idul Fitri.",
        "Senin, 23 Maret 2026, tidak dihitung: Cuti Bersama Hari Raya Idul Fitri.",
        "Selasa, 24 Maret 2026, tidak dihitung: Cuti Bersama Hari Raya Idul Fitri.",
        "Jatuh tempo pertama: Jumat, 27 Maret 2026, sampai akhir hari itu.",
        "Hitungan bermula pada Jumat, 27 Maret 2026, saat jangka waktu pertama berakhir. "
        "Hari itu tidak dihitung; hari kerja ke-1 adalah Senin, 30 Maret 2026.",
        "Batas waktu jawaban tertulis setelah perpanjangan: 7 hari kerja (UU 14/2008 Pasal 22 ayat (8)).",
        "Akhir pekan tidak dihitung: 28–29 Maret dan 4–5 April 2026.",
        "Jumat, 3 April 2026, tidak dihitung: Wafat Yesus Kristus.",
        "Jatuh tempo setelah perpanjangan: Rabu, 8 April 2026, sampai akhir hari itu.",
    )


def test_a_skipped_day_is_told_with_its_decree():
    closed = calendar({date(2026, 3, 18): "Cuti Bersama Nyepi, Keppres contoh 2/2026"}, 2026)
    found = reckon("C03", date(2026, 3, 17), closed, start_event="incompleteness-notice-received")
    assert "Rabu, 18 Maret 2026, tidak dihitung: Cuti Bersama Nyepi, Keppres contoh 2/2026." in found.explanation()


def test_weekends_are_told_together_across_months_and_years():
    closed = calendar({}, 2025, 2026)
    found = answer_due(date(2025, 12, 25), None, closed)
    assert "Akhir pekan tidak dihitung: 27–28 Desember 2025 dan 3–4 Januari 2026." in found.explanation()
    found = reckon("C03", date(2026, 1, 30), closed, start_event="incompleteness-notice-received")
    assert "Akhir pekan tidak dihitung: 31 Januari–1 Februari 2026." in found.explanation()
    found = answer_due(date(2026, 1, 29), None, closed)
    assert "Akhir pekan tidak dihitung: 31 Januari–1 Februari dan 7–8 Februari 2026." in found.explanation()


def test_what_starts_on_a_saturday_names_the_first_day_that_counts(decreed):
    beginning, _, weekends, *_ = answer_due(date(2026, 3, 21), None, decreed).explanation()
    assert beginning == (
        "Hitungan bermula pada Sabtu, 21 Maret 2026, saat permohonan diterima. "
        "Hari itu tidak dihitung; hari kerja ke-1 adalah Rabu, 25 Maret 2026."
    )
    assert weekends == "Akhir pekan tidak dihitung: 22, 28–29 Maret, dan 4–5 April 2026."


def test_a_date_that_rests_on_an_estimate_says_that_it_may_change():
    warning = "Hari yang bertanda (perkiraan) belum ditetapkan, sehingga tenggat ini masih dapat berubah."
    closed = calendar({date(2027, 3, 10): "Hari Raya Idul Fitri (perkiraan)"}, 2027)
    first = answer_due(date(2027, 3, 5), None, closed)
    assert first.explanation()[-1] == warning
    extended = extended_due(first, first.due, closed)
    assert extended.explanation()[-1] == warning
    assert extended.explanation().count(warning) == 1
    assert is_provisional(extended)
    assert not is_provisional(answer_due(date(2027, 3, 10), None, closed))


def test_a_start_day_that_counts_is_told_so(decreed, reading):
    found = answer_due(date(2026, 1, 5), None, decreed, policy=reading(count_start_day=True))
    assert found.explanation()[0].endswith("Hari itu ikut dihitung; hari kerja ke-1 adalah Senin, 5 Januari 2026.")


@pytest.mark.parametrize(
    ("clock_id", "event", "told"),
    [
        (
            "C12",
            "court-ruling-received",
            (
                "Hitungan bermula pada Jumat, 6 Maret 2026, saat putusan pengadilan diterima. "
                "Hari itu tidak dihitung; hari ke-1 adalah Sabtu, 7 Maret 2026.",
                "Batas waktu permohonan kasasi atas putusan pengadilan: 14 hari kalender (UU 14/2008 Pasal 50).",
                "Jatuh tempo: Jumat, 20 Maret 2026, sampai akhir hari itu.",
            ),
        ),
        (
            "C13",
            "published",
            (
                "Hitungan bermula pada Jumat, 6 Maret 2026, saat informasi terakhir diumumkan.",
                "Batas waktu pemutakhiran informasi berkala: 6 bulan (UU 14/2008 Pasal 9 ayat (3)).",
                "Jatuh tempo: Minggu, 6 September 2026, sampai akhir hari itu.",
            ),
        ),
        (
            "C21",
            "commission-hearing",
            (
                "Hitungan mundur bermula pada Jumat, 6 Maret 2026, saat sidang pertama Komisi Informasi. "
                "Hari itu tidak dihitung.",
                "Batas waktu panggilan sidang Komisi Informasi diterima: 3 hari kerja sebelumnya "
                f"(PERKI 1/2013 Pasal 24 ayat (2) dan Pasal 31). {WORKING_DAY}",
                "Jatuh tempo: Selasa, 3 Maret 2026, sampai akhir hari itu.",
            ),
        ),
    ],
)
def test_other_units_explain_themselves_too(decreed, clock_id, event, told):
    assert reckon(clock_id, date(2026, 3, 6), decreed, start_event=event).explanation() == told

"""The file of the law's items: complete, without contradictions, and saying nothing about an agency."""

from __future__ import annotations

from pathlib import Path

import pytest

from home.holdings import CATALOGUE, SOPS
from ppid.information import items
from ppid.requests.holdings import REPORTS, STATISTICS
from ppid.survey.holdings import RESULTS

HEAD = '[regulation]\nname = "Contoh"\nshort = "Contoh"\n'
SECTION = (
    '[[sections]]\nslug = "s"\ntitle = "S"\n[[sections.pages]]\ncode = "S1"\nslug = "p"\ntitle = "P"\ncontents = "-"\n'
)


def written(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "butir.toml"
    path.write_text(HEAD + body + SECTION, encoding="utf-8")
    return path


def entry(code: str, category: str = "periodic", more: str = "") -> str:
    return f'[[items]]\ncode = "{code}"\ntitle = "T"\ncategory = "{category}"\ncontents = "-"\n{more}\n'


def test_every_item_of_the_law_is_there_in_its_order():
    assert [item.code for item in items.items_of("periodic")] == [f"B{n:02}" for n in range(1, 19)]
    assert [item.code for item in items.items_of("anytime")] == [f"A{n:02}" for n in range(1, 17)]
    assert [item.code for item in items.parts_of("B12")] == [f"P{n:02}" for n in range(1, 31)]
    assert {item.category for item in items.parts_of("B12")} == {"periodic"}


def test_the_seven_standards_and_the_charter_have_a_page_each():
    standards = next(section for section in items.regulation().sections if section.slug == "standar-layanan")
    letters = [f"Pasal 23 ayat (2) huruf {letter}." for letter in "abcdefg"]

    assert all(any(letter in page.contents for page in standards.pages) for letter in letters)
    charter = next(page for page in standards.pages if page.slug == "maklumat")
    for part in ("dasar hukum", "mekanisme", "jangka waktu", "biaya", "jaminan pelayanan", "evaluasi kinerja"):
        assert part in charter.contents


def test_guidance_tells_contents_rhythm_and_marks_every_example():
    for entry_ in (*items.regulation().items, *items.regulation().pages):
        assert entry_.contents in entry_.guidance
        for example in entry_.examples:
            assert f"{example} (contoh, sesuaikan)" in entry_.guidance
    assert "Diperbarui setiap bulan atau triwulan atau tahun." in items.item("B17").guidance
    assert "Diperbarui" not in items.item("A05").guidance


def test_codes_fit_the_pages_and_unknown_codes_are_nothing():
    assert all(len(entry_.code) <= 5 for entry_ in (*items.regulation().items, *items.regulation().pages))
    assert items.item("Z99") is None
    assert items.text_page("B01") is None
    assert items.text_page("S06").slug == "maklumat"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (entry("B01") + entry("B01"), "B01 dipakai lebih dari sekali"),
        (entry("B01") + entry("S1"), "S1 dipakai lebih dari sekali"),
        (entry("B01", category="rahasia"), "jenis informasi “rahasia” tidak dikenal"),
        (entry("B01", more='frequency = ["dekade"]'), "frekuensi “dekade” tidak dikenal"),
    ],
)
def test_a_faulty_file_says_what_is_wrong(tmp_path, body, fault):
    with pytest.raises(items.ItemsError, match=fault):
        items.load(written(tmp_path, body))


def test_an_item_is_served_by_pages_of_text_and_by_services_that_some_room_holds():
    named = {name for item in items.regulation().items for name in item.served_by}
    services = {CATALOGUE, SOPS, REPORTS.name, STATISTICS.name, RESULTS.name}

    assert named >= services
    assert {name for name in named if items.text_page(name) is None} == services

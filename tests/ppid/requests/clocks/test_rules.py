"""The clocks as data: every row stands in the file, and a faulty file is refused."""

from __future__ import annotations

import re

import pytest

from ppid.information import periodic
from ppid.information.exemptions.grounds import law
from ppid.requests.clocks import explaining, rules
from ppid.requests.clocks.rules import ClocksError, clock

# Row by row what the law says: how long, and who is on move.
ROWS = {
    "C01": ("seketika", "ppid"),
    "C02": ("3 hari kerja", "ppid"),
    "C03": ("3 hari kerja", "applicant"),
    "C04": ("10 hari kerja", "ppid"),
    "C05": ("7 hari kerja", "ppid"),
    "C06": ("30 hari kerja", "applicant"),
    "C07": ("30 hari kerja", "atasan-ppid"),
    "C08": ("14 hari kerja", "applicant"),
    "C09": ("14 hari kerja", "commission"),
    "C10": ("100 hari kerja", "commission"),
    "C11": ("14 hari kerja", "parties"),
    "C12": ("14 hari kalender", "parties"),
    "C13": ("6 bulan", "public-body"),
    "C14": ("seketika", "public-body"),
    "C15": ("31 Maret", "public-body"),
    "C16": ("30 hari kerja sebelumnya", "ppid"),
    "C17": ("6 bulan", "ppid"),
    "C18": ("31 Desember", "public-body"),
    "C19": ("3 × 24 jam", "public-body"),
    "C20": ("3 × 24 jam", "public-body"),
    "C21": ("3 hari kerja sebelumnya", "commission"),
    # These run inside C10: PERKI 1/2013 Pasal 41, fourteen and once seven working days.
    "C22": ("14 hari kerja", "parties"),
    "C23": ("7 hari kerja", "parties"),
}
REGULATION = re.compile(r"(UU|PP|PERKI|Permendagri|Permenpan-RB) \d+/\d{4}")


def test_every_row_of_the_law_is_there_and_no_other():
    read = {
        clock.id: (explaining.period_words(clock.amount, clock.unit, clock.day), clock.on_move)
        for clock in rules.rules().clocks.values()
    }
    assert read == ROWS


@pytest.mark.parametrize("clock_id", ROWS)
def test_each_names_its_regulation_and_what_starts_it(clock_id):
    found = clock(clock_id)
    assert REGULATION.search(found.source)
    assert all(rules.event(code).words for code in found.starts)
    assert found.who in rules.ON_MOVE.values()


def test_no_event_stands_in_the_file_unused():
    used = {code for clock in rules.rules().clocks.values() for code in clock.starts}
    assert used == set(rules.rules().events)


def test_what_other_parts_of_the_portal_keep_is_the_same_number():
    assert clock("C13").amount == periodic.MONTHS
    assert clock("C16").amount == law().opening.days_before


def test_open_questions_have_the_answers_that_the_reference_proposes():
    assert vars(rules.policy()) == {
        "count_start_day": False,
        "clock_start": "completed",
        "extension_from": "end-of-first-period",
        "email_is_received_when_sent": True,
    }


def test_an_unknown_clock_is_an_error():
    with pytest.raises(KeyError):
        clock("C99")


FAULTS = [
    ('unit = "calendar-days"', 'unit = "weeks"', "Tenggat C12: satuan “weeks” tidak dikenal"),
    ("amount = 100\n", "", "Tenggat C10: jumlah 0 tidak cocok"),
    ('unit = "at-once"', 'unit = "at-once"\namount = 1', "Tenggat C01: jumlah 1 tidak cocok"),
    ('day = "12-31"', 'day = "02-29"', "Tenggat C18: “02-29” bukan tanggal yang ada setiap tahun"),
    ('on_move = "atasan-ppid"', 'on_move = "gubernur"', "Tenggat C07: pihak “gubernur” tidak dikenal"),
    ('source = "Permendagri 3/2017"', 'source = ""', "Tenggat C17: dasar hukumnya belum disebut"),
    ('starts = ["budget-year-ended"]', "starts = []", "Tenggat C15: peristiwa yang memulainya belum disebut"),
    (
        'starts = ["budget-year-ended"]',
        'starts = ["budget-year-endet"]',
        "Tenggat C15: peristiwa “budget-year-endet” tidak dikenal",
    ),
    ('id = "C02"', 'id = "C01"', "Tenggat C01 tertulis lebih dari sekali"),
    ('value = "completed"', 'value = "kapan saja"', "Pilihan clock_start: “kapan saja” tidak termasuk pilihannya"),
    ("[policies.extension_from]", "[policies.extension_form]", "Pilihan extension_form tidak dikenal"),
    ("[policies.extension_from]", "[policies.extension_form]", "Pilihan extension_from tidak ada"),
]


@pytest.mark.parametrize(("right", "wrong", "fault"), FAULTS)
def test_a_fault_in_the_file_is_named(right, wrong, fault):
    text = rules.FILE.read_text(encoding="utf-8")
    assert right in text
    with pytest.raises(ClocksError, match=re.escape(fault)):
        rules.read(text.replace(right, wrong, 1))


def test_all_faults_are_named_at_once():
    text = rules.FILE.read_text(encoding="utf-8")
    text = text.replace('day = "12-31"', 'day = "besok"').replace('on_move = "atasan-ppid"', 'on_move = "siapa"')
    with pytest.raises(ClocksError) as caught:
        rules.read(text)
    assert len(str(caught.value).splitlines()) == 2

"""What a consequence test must say (UU 14/2008 Pasal 17-20, PP 61/2010 Pasal 5-9), as pure rules."""

from datetime import date

import pytest

from ppid.information.exemptions import rules
from ppid.information.exemptions.grounds import ground_choices, ground_of, kind_choices, law

TODAY = date(2026, 11, 20)


def answers(**changes):
    """A whole test that withholds patients' records."""
    return {
        "subject": "Rekam medis pasien",
        "document": "Berkas rekam medis 2025",
        "document_kind": "record",
        "exempted_parts": "Seluruh isi",
        "unit": object(),
        "trigger": "before-request",
        "ground": "h2",
        "act": "",
        "article": "",
        "consent_given": False,
        "public_office": False,
        "consequence_if_opened": "Rahasia pribadi terungkap.",
        "consequence_if_closed": "Tidak ada kerugian umum.",
        "public_interest": "Kepentingan umum tidak lebih besar.",
        "conclusion": "withhold",
        "ends_on": None,
        "period_text": "Selama diperlukan untuk melindungi pasien",
        "participants": "PPID",
        "place": "Samarinda",
        "tested_on": date(2026, 11, 19),
        **changes,
    }


def faults(**changes):
    return rules.faults_of(answers(**changes), TODAY)


def test_a_whole_test_has_no_fault():
    assert faults() == {}


def test_the_ten_grounds_are_those_of_the_act():
    grounds = law().grounds
    assert "".join(grounds) == "abcdefghij"
    assert [code for code, ground in grounds.items() if ground.ends] == list("abcdef")
    assert [(code, ground.most_years) for code, ground in grounds.items() if ground.most_years] == [("a", 30)]
    assert [code for code, ground in grounds.items() if ground.opens_on_consent] == ["g", "h"]
    assert [code for code, ground in grounds.items() if ground.needs_act] == ["j"]
    assert {code: len(ground.items) for code, ground in grounds.items() if ground.items} == {
        "a": 5,
        "c": 7,
        "e": 7,
        "f": 4,
        "h": 5,
    }


def test_a_letter_with_items_is_chosen_by_an_item():
    offered = [code for _, choices in ground_choices() for code, _ in choices]
    assert {"a1", "b", "c7", "d", "e7", "f4", "g", "h2", "i", "j"} <= set(offered)
    assert not {"a", "c", "e", "f", "h"} & set(offered)
    assert ground_of("h2").code == "h"
    assert "kesehatan" in law().grounds["h"].items[1]


@pytest.mark.parametrize("field", sorted({*rules.ALWAYS, *rules.TO_WITHHOLD}))
def test_each_part_is_asked_for_by_name(field):
    assert field in faults(**{field: None})


@pytest.mark.parametrize("field", sorted({*rules.TO_WITHHOLD, "period_text"}))
def test_what_opens_needs_no_ground_and_no_period(field):
    assert faults(conclusion="open", **{field: ""}) == {}


@pytest.mark.parametrize("kind", [code for code, _ in kind_choices() if law().kinds[code].never_exempt])
@pytest.mark.parametrize("conclusion", ["withhold", "withhold-part"])
def test_what_is_never_exempt_is_refused_with_its_article(kind, conclusion):
    assert "Pasal 18 ayat (1)" in faults(document_kind=kind, conclusion=conclusion)["document_kind"]
    assert faults(document_kind=kind, conclusion="open") == {}


@pytest.mark.parametrize("kind", ["record", "memorandum"])
def test_other_documents_may_be_exempt(kind):
    assert faults(document_kind=kind) == {}


@pytest.mark.parametrize("flag", ["consent_given", "public_office"])
def test_consent_and_public_office_open_what_is_private(flag):
    assert "Pasal 18 ayat (2)" in faults(**{flag: True})[flag]
    assert flag in faults(ground="g", **{flag: True})
    assert faults(ground="i", **{flag: True}) == {}


@pytest.mark.parametrize(
    "act",
    [
        "Undang-Undang Nomor 17 Tahun 2023 tentang Kesehatan",
        "UU 27/2022",
        "undang undang no. 29 tahun 2004",
        "Undang–Undang Nomor 43 Tahun 2009",
        "Kitab Undang-Undang Hukum Pidana (UU 1/2023)",
    ],
)
def test_j_takes_an_act(act):
    assert rules.names_an_act(act)
    assert faults(ground="j", act=act, article="Pasal 4") == {}


@pytest.mark.parametrize(
    "act",
    [
        "PP 61/2010",
        "Peraturan Pemerintah Nomor 61 Tahun 2010 tentang Pelaksanaan Undang-Undang Nomor 14 Tahun 2008",
        "Perpres 95/2018",
        "Permenkes Nomor 24 Tahun 2022 tentang Rekam Medis",
        "Pergub Kaltim 5/2020",
        "Peraturan Daerah 1/2020",
        "Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2022",
        "UUD",
        "Undang-Undang",
        "rahasia dagang",
    ],
)
def test_j_takes_nothing_below_an_act(act):
    assert not rules.names_an_act(act)
    assert "Undang-Undang" in faults(ground="j", act=act, article="Pasal 4")["act"]


def test_j_wants_the_act_and_its_article():
    assert set(faults(ground="j")) == {"act", "article"}


@pytest.mark.parametrize("letter", list("abcdef"))
def test_a_to_f_are_not_permanent(letter):
    code = f"{letter}1" if law().grounds[letter].items else letter
    assert "Pasal 20 ayat (1)" in faults(ground=code)["ends_on"]
    assert faults(ground=code, period_text="", ends_on=date(2030, 1, 1)) == {}


@pytest.mark.parametrize("letter", list("ghij"))
def test_g_to_j_take_a_date_or_words(letter):
    more = {"act": "UU 17/2023", "article": "Pasal 4"} if letter == "j" else {}
    code = "h2" if letter == "h" else letter
    assert faults(ground=code, **more) == {}
    assert faults(ground=code, period_text="", ends_on=date(2030, 1, 1), **more) == {}
    assert "ends_on" in faults(ground=code, period_text="", **more)
    assert "period_text" in faults(ground=code, ends_on=date(2030, 1, 1), **more)


def test_a_lasts_thirty_years_at_most():
    assert faults(ground="a2", period_text="", ends_on=date(2056, 11, 19)) == {}
    assert "30 tahun" in faults(ground="a2", period_text="", ends_on=date(2056, 11, 20))["ends_on"]
    assert faults(ground="d", period_text="", ends_on=date(2096, 1, 1)) == {}


def test_thirty_years_after_a_leap_day():
    assert rules.years_after(date(2024, 2, 29), 30) == date(2054, 2, 28)
    assert rules.years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert rules.years_after(date(9999, 12, 31), 30) == date.max


@pytest.mark.parametrize("ends_on", [date(2020, 1, 1), TODAY])
def test_an_end_that_has_come_withholds_nothing(ends_on):
    assert "ends_on" in faults(ground="d", period_text="", ends_on=ends_on)


def test_nobody_has_tested_tomorrow():
    assert "tested_on" in faults(tested_on=date(2026, 11, 21))

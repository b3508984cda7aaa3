"""The score by exact fractions, and the published grades."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppid.monev import definition as definitions
from ppid.monev.definition import DefinitionError
from ppid.monev.scoring import Lack, grade_of, rate, score, shown

QUESTIONNAIRE = definitions.load("perki-1-2022")
ITEM = QUESTIONNAIRE.items[0]


def rated(letter, are_dead=(False,)):
    return rate(QUESTIONNAIRE, ITEM, letter, are_dead)


@pytest.mark.parametrize(("letter", "share"), [("A", "1"), ("B", "3/4"), ("C", "1/2"), ("D", "1/4"), ("E", "0")])
def test_an_answer_is_worth_its_share(letter, share):
    assert rated(letter).share == Fraction(share) and rated(letter).lack is None


@pytest.mark.parametrize(
    ("letter", "are_dead", "lack"),
    [
        ("", (), Lack.NO_ANSWER),
        ("", (False,), Lack.NO_ANSWER),
        ("A", (), Lack.NO_EVIDENCE),
        ("A", (True,), Lack.DEAD),
        ("A", (False, True), Lack.DEAD),
    ],
)
def test_an_answer_without_evidence_scores_nothing_and_says_why(letter, are_dead, lack):
    assert rated(letter, are_dead).share == 0 and rated(letter, are_dead).lack is lack


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("100", "Informatif"),
        ("90", "Informatif"),
        ("89.9", "Menuju Informatif"),
        ("89.95", "Menuju Informatif"),
        ("80", "Menuju Informatif"),
        ("79.9", "Cukup Informatif"),
        ("60", "Cukup Informatif"),
        ("59.9", "Kurang Informatif"),
        ("40", "Kurang Informatif"),
        ("39.95", "Tidak Informatif"),
        ("39.9", "Tidak Informatif"),
        ("0", "Tidak Informatif"),
    ],
)
def test_the_published_ranges_part_the_grades(value, grade):
    assert grade_of(QUESTIONNAIRE, Fraction(value)).name == grade


def test_the_lowest_range_stands_as_it_was_published():
    assert QUESTIONNAIRE.grades[-1].published == "< 39,9"


@given(st.fractions(min_value=0, max_value=100))
def test_what_is_shown_never_has_a_better_grade_than_the_score(value):
    assert Fraction(shown(value)) <= value < Fraction(shown(value)) + Fraction(1, 10)
    assert grade_of(QUESTIONNAIRE, Fraction(shown(value))) == grade_of(QUESTIONNAIRE, value)


@given(st.lists(st.sampled_from("ABCDE"), min_size=len(QUESTIONNAIRE.items), max_size=len(QUESTIONNAIRE.items)))
def test_without_weights_every_item_counts_the_same(letters):
    entries = [
        rate(QUESTIONNAIRE, item, letter, [False]) for item, letter in zip(QUESTIONNAIRE.items, letters, strict=True)
    ]
    mean = sum(QUESTIONNAIRE.shares[letter] for letter in letters) / len(letters)
    assert score(entries) == mean * 100


def test_no_weight_is_made_up():
    assert not QUESTIONNAIRE.has_weights and {item.weight for item in QUESTIONNAIRE.items} == {None}


def written(tmp_path, items, grades=(("X", "0"),)):
    lines = ['[questionnaire]\nregulation = "x"\ntitle = "x"\nmonths = 6\n[[answers]]\nletter = "A"\nshare = "1"\n']
    lines += [f'[[grades]]\nname = "{name}"\nfrom = "{start}"\npublished = "x"\n' for name, start in grades]
    lines += ['[[groups]]\nname = "x"\nitems = [', *items, "]\n"]
    (tmp_path / "q.toml").write_text("".join(lines))
    return definitions.load("q", tmp_path)


def item(code, weight=""):
    weighed = f', weight = "{weight}"' if weight else ""
    return f'{{ code = "{code}", title = "x", evidence = "x"{weighed} }},'


def test_weights_that_are_set_are_counted(tmp_path):
    questionnaire = written(tmp_path, [item("P", "3"), item("Q", "1")])
    first, second = questionnaire.items
    entries = [rate(questionnaire, first, "A", [False]), rate(questionnaire, second, "A", [])]
    assert score(entries) == 75


@pytest.mark.parametrize(
    ("items", "grades", "fault"),
    [
        ([item("P", "3"), item("Q")], (("X", "0"),), "semua butir atau tidak"),
        ([item("P"), item("P")], (("X", "0"),), "lebih dari sekali"),
        ([item("P", "0")], (("X", "0"),), "lebih dari nol"),
        ([item("P")], (("X", "40"),), "menurun sampai 0"),
        ([item("P")], (("X", "0"), ("Y", "40")), "menurun sampai 0"),
        ([item("P")], (("X", "banyak"),), "tidak dapat dibaca"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_in_words(tmp_path, items, grades, fault):
    with pytest.raises(DefinitionError, match=fault):
        written(tmp_path, items, grades)

"""The index by exact fractions, and the grades by the table (docs/rules.md, acceptance check 15)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppid.survey import definition as definitions
from ppid.survey.definition import DefinitionError
from ppid.survey.index import Rating, grade_of, index_of, ratings_of, rounded

DEFINITION = definitions.load("permenpan-rb-14-2017")
CODES = [element.code for element in DEFINITION.elements]

scores = st.integers(1, 4)
sheets = st.lists(st.dictionaries(st.sampled_from(CODES), scores), max_size=30)
whole_sheets = st.lists(st.fixed_dictionaries(dict.fromkeys(CODES, scores)), min_size=1, max_size=30)


def index(answered):
    return index_of(DEFINITION, ratings_of(DEFINITION, answered))


def of_means(mean: Fraction):
    return index_of(DEFINITION, tuple(Rating(element, 1, mean) for element in DEFINITION.elements))


@pytest.mark.parametrize(
    ("score", "value", "grade"), [(4, "100.00", "A"), (3, "75.00", "C"), (2, "50.00", "D"), (1, "25.00", "D")]
)
def test_the_same_answer_to_everything_gives_its_exact_index(score, value, grade):
    found = index([dict.fromkeys(CODES, score)] * 7)
    assert str(found.value) == value and found.grade.grade == grade


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("88.31", "A"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.99", "D"),
    ],
)
def test_a_hundredth_parts_two_grades(value, grade):
    assert grade_of(DEFINITION, Decimal(value)).grade == grade
    assert of_means(Fraction(value) / 25).grade.grade == grade


@pytest.mark.parametrize(("exact", "value", "grade"), [("88.305", "88.31", "A"), ("88.30499", "88.30", "B")])
def test_half_a_hundredth_goes_up_and_only_then_the_grade_is_read(exact, value, grade):
    found = of_means(Fraction(exact) / 25)
    assert str(found.value) == value and found.grade.grade == grade


def test_who_skips_a_question_changes_nothing_of_its_mean():
    ratings = ratings_of(DEFINITION, [{"U1": 4, "U2": 1}, {"U1": 3}, {"U2": 2}])
    by_code = {rating.element.code: rating for rating in ratings}
    assert (by_code["U1"].answers, by_code["U1"].mean) == (2, Fraction(7, 2))
    assert (by_code["U2"].answers, by_code["U2"].mean) == (2, Fraction(3, 2))
    assert (by_code["U3"].answers, by_code["U3"].mean) == (0, None)


def test_without_an_answer_to_each_element_there_is_no_index():
    found = index([dict.fromkeys(CODES[:8], 4)])
    assert found.value is None and found.grade is None
    assert index([]).value is None


@given(whole_sheets)
def test_the_index_lies_between_25_and_100_and_is_that_of_exact_ninths(answered):
    found = index(answered)
    assert Decimal(25) <= found.value <= Decimal(100) and found.grade is not None
    total = sum(sum(sheet.values()) for sheet in answered)
    assert found.value == rounded(Fraction(total * 25, 9 * len(answered)))


@given(whole_sheets)
def test_no_better_answer_lowers_the_index(answered):
    better = [{code: min(4, score + 1) for code, score in sheet.items()} for sheet in answered]
    assert index(better).value >= index(answered).value


@given(sheets, st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_does_not_matter(answered, chance):
    shuffled = list(answered)
    chance.shuffle(shuffled)
    assert index(shuffled) == index(answered)


@given(st.fractions(min_value=0, max_value=100))
def test_rounding_is_half_up_to_two_decimals(exact):
    value = rounded(exact)
    assert -value.as_tuple().exponent == 2
    assert -Fraction(1, 200) < Fraction(value) - exact <= Fraction(1, 200)


def test_the_nine_elements_share_the_weight_exactly():
    assert len(DEFINITION.elements) == 9
    assert [element.weight for element in DEFINITION.elements] == [Fraction(1, 9)] * 9


HEAD = '[survey]\nregulation = "x"\ntitle = "x"\nfactor = 50\n'
ELEMENT = '[[elements]]\ncode = "{}"\nname = "x"\nquestion = "x"\nanswers = {}\n{}\n'
GRADE = '[[grades]]\ngrade = "{}"\nfrom = "{}"\nperformance = "x"\n'
ABOUT = '[[about]]\ncode = "a"\nlabel = "x"\nchoices = ["x"]\n'


def written(tmp_path, *parts):
    (tmp_path / "d.toml").write_text(HEAD + "".join(parts) + ABOUT)
    return definitions.load("d", tmp_path)


def test_a_unit_may_weigh_the_elements_differently_as_long_as_they_make_one(tmp_path):
    elements = [ELEMENT.format("A", '["1","2"]', 'weight = "3/4"'), ELEMENT.format("B", '["1","2"]', 'weight = "1/4"')]
    weighed = written(tmp_path, *elements, GRADE.format("A", "0"))
    found = index_of(weighed, ratings_of(weighed, [{"A": 2, "B": 1}]))
    assert str(found.value) == "87.50"


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ([ELEMENT.format("A", '["1"]', 'weight = "0.9"'), GRADE.format("A", "0")], "bobot"),
        ([ELEMENT.format("a", '["1"]', ""), GRADE.format("A", "0")], "lebih dari sekali"),
        (
            [ELEMENT.format("A", '["1"]', ""), ELEMENT.format("B", '["1","2"]', ""), GRADE.format("A", "0")],
            "pilihan jawaban",
        ),
        ([ELEMENT.format("A", '["1"]', ""), GRADE.format("A", "0"), GRADE.format("B", "1")], "menurun"),
        ([ELEMENT.format("A", '["1"]', ""), GRADE.format("A", "88")], "terendah"),
        ([ELEMENT.format("A", '["1"]', ""), GRADE.format("A", "banyak")], "tidak dapat dibaca"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_in_words(tmp_path, parts, fault):
    with pytest.raises(DefinitionError, match=fault):
        written(tmp_path, *parts)

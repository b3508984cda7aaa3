"""No group in which somebody could be recognised, neither shown nor reckoned from what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from portal.core.small_groups import TOGETHER, shown

counts = st.dictionaries(st.text(max_size=4).filter(lambda name: name != TOGETHER), st.integers(0, 40), max_size=7)


def test_large_groups_stand_in_their_order():
    assert shown({"a": 12, "b": 30, "c": 10}, 10) == [("a", 12), ("b", 30), ("c", 10)]


def test_small_groups_are_put_together():
    assert shown({"a": 6, "b": 30, "c": 5}, 10) == [("b", 30), (TOGETHER, 11)]


def test_what_is_put_together_and_still_small_takes_the_next_with_it():
    assert shown({"a": 3, "b": 30, "c": 12}, 10) == [("b", 30), (TOGETHER, 15)]


def test_a_group_that_could_only_hide_in_all_of_them_hides_the_breakdown():
    assert shown({"a": 3, "b": 30}, 10) == []
    assert shown({"a": 30, "b": 0}, 10) == []


@given(counts, st.integers(1, 15))
def test_every_line_is_large_enough_and_nothing_is_lost(given_counts, smallest):
    lines = shown(given_counts, smallest)
    assert all(count >= smallest for _, count in lines)
    assert not lines or sum(count for _, count in lines) == sum(given_counts.values())
    assert len(lines) != 1

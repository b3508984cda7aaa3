"""Until when an objection could be filed (UU 14/2008 Pasal 36 ayat (1))."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.workdays.calendar import closed_days
from ppid.requests.objections.filing import filing

pytestmark = pytest.mark.django_db

ANSWERED, DUE = date(2026, 3, 4), date(2026, 3, 16)


def terms(reasons: str, answered_on=ANSWERED, due_on=DUE):
    return filing(reasons, answered_on=answered_on, due_on=due_on, closed=closed_days())


@pytest.mark.parametrize("reason", "adef")
def test_by_the_answer_thirty_working_days_from_its_receipt(reason):
    term = terms(reason)

    # Thirty working days after 4 March 2026, across Nyepi, Idulfitri, their cuti bersama, Good Friday.
    assert term.earliest == term.latest == date(2026, 4, 23)
    assert not term.is_late(date(2026, 4, 23))
    assert term.is_late(date(2026, 4, 24))


def test_by_silence_from_the_day_after_the_answer_was_due():
    term = terms("c", answered_on=None)

    assert term.terms[0].start == date(2026, 3, 17)
    assert term.terms[0].start_event == "request-unanswered"


def test_a_late_answer_may_be_found_by_either_and_the_later_day_counts():
    term = terms("g", answered_on=date(2026, 4, 6))

    assert len(term.terms) == 2
    assert term.earliest < term.latest
    assert not term.is_late(term.latest)


def test_missing_periodic_information_has_no_end():
    for reasons in ("b", "ab"):
        assert terms(reasons).latest is None
        assert not terms(reasons).is_late(date(2030, 1, 1))


def test_what_cannot_be_reckoned_is_not_late():
    assert not terms("a", answered_on=None, due_on=None).is_late(date(2030, 1, 1))


@given(reasons=st.sets(st.sampled_from("abcdefg"), min_size=1))
def test_several_reasons_are_as_late_as_the_least_late(reasons):
    together = terms("".join(reasons))

    alone = [terms(reason) for reason in reasons]
    ends = [term.latest for term in alone]
    assert together.latest == (None if None in ends else max(ends))

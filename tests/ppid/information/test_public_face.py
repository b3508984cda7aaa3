"""What a citizen may find before he asks: only what everybody may read, whatever he writes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from ppid.information.public import MOST_WORDS, matching, open_pages

from .catalogue_pages import make_page
from .test_catalogue import HOSTILE

pytestmark = pytest.mark.django_db

WORDS = ["laporan", "kinerja", "dinas"]


def titles(words, limit=5) -> list[str]:
    return [page.title for page in matching(words, limit)]


@pytest.fixture
def four(periodic, anytime):
    old, new = (timezone.now() - dt.timedelta(days=days) for days in (90, 1))
    return [
        make_page(periodic, 1, "Laporan kinerja", summary="Capaian dinas tahun 2025.", last_published_at=old),
        make_page(periodic, 2, "Laporan kinerja lama", last_published_at=old),
        make_page(anytime, 3, "Rencana", summary="Rencana kinerja dan laporan.", last_published_at=new),
        make_page(anytime, 4, "Laporan keuangan", last_published_at=new),
    ]


def test_what_holds_the_most_words_comes_first_and_the_newest_among_equals(four):
    assert titles(WORDS) == ["Laporan kinerja", "Rencana", "Laporan kinerja lama"]
    assert titles(WORDS, limit=1) == ["Laporan kinerja"]


def test_one_shared_word_of_several_is_not_enough_and_the_only_one_is(four):
    assert titles(["laporan", "keracunan"]) == []
    assert titles(["Keuangan"]) == ["Laporan keuangan"]


def test_a_word_said_twice_is_one_word(four):
    assert titles(["laporan", "laporan"]) == titles(["laporan"])


def test_what_not_everybody_may_read_is_not_found(four, periodic):
    four[0].live = False
    four[0].save()
    PageViewRestriction.objects.create(page=periodic, restriction_type=PageViewRestriction.LOGIN)
    assert titles(WORDS) == ["Rencana"]
    assert open_pages([page.pk for page in four]) == [four[2], four[3]]


def test_pages_come_in_the_order_in_which_they_were_named(four):
    first, second, *_ = four
    assert open_pages([second.pk, first.pk, 10**30, -1, 0]) == [second, first]


def test_it_takes_two_queries_however_much_there_is(four, periodic):
    def queries(words) -> int:
        with CaptureQueriesContext(connection) as captured:
            matching(words, 5)
        return len(captured)

    few = queries(WORDS)
    for number in range(10, 40):
        make_page(periodic, number, f"Laporan kinerja {number}")
    assert queries(WORDS) == queries(WORDS * 500) == queries([f"kata{n}" for n in range(500)]) == few == 2


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_is_an_error(four, text):
    text = text if isinstance(text, str) else text.decode("utf-8", "surrogateescape")
    assert titles([text]) == []
    assert titles([text, *WORDS])[:1] == ["Laporan kinerja"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.text(), max_size=MOST_WORDS + 5))
def test_no_words_whatever_are_an_error(four, words):
    assert len(matching(words, 3)) <= 3

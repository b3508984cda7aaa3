"""What is explained beside a reason, from what the applicant knows of his request; nothing is kept from anybody."""

from datetime import date

import pytest

from ppid.requests.models import RequestedItem
from ppid.requests.objecting.fitting import Known, known_of, notes

from .. import cases
from ..tracking.visits import follow

DUE = date(2026, 3, 27)
BEFORE, AFTER = date(2026, 3, 20), date(2026, 3, 30)


@pytest.mark.parametrize(
    ("known", "explained"),
    [
        (Known(None, DUE, BEFORE), "acdefg"),
        (Known(None, DUE, DUE), "acdefg"),
        (Known(None, DUE, AFTER), "adef"),
        (Known(None, None, AFTER), "adef"),
        (Known(BEFORE, DUE, AFTER), "acg"),
        (Known(BEFORE, DUE, AFTER, refused_as_exempt=True), "cg"),
        (Known(AFTER, DUE, AFTER, refused_as_exempt=True), "c"),
        (Known(DUE, DUE, AFTER, refused_as_exempt=True), "cg"),
    ],
)
def test_what_seems_not_to_fit_is_explained(known, explained):
    assert "".join(sorted(notes(known))) == explained


@pytest.mark.django_db
def test_nothing_is_known_of_an_answer_that_was_not_given(people):
    request = cases.bring_to(cases.a_request(), "drafted", people)
    request.items.update(outcome=RequestedItem.Outcome.REFUSED)
    assert not known_of(request, BEFORE).refused_as_exempt
    page = follow(request).get("/permohonan/lacak/keberatan/baru/alasan/").content.decode()
    assert page.count("permohonan ini belum dijawab") == 4


@pytest.mark.django_db
def test_the_words_of_the_law_stand_beneath_the_plain_ones(people):
    request = cases.bring_to(cases.a_request(), "notified", people)
    page = follow(request).get("/permohonan/lacak/keberatan/baru/alasan/").content.decode()
    assert '<span class="hint">Huruf d: Permintaan informasi ditanggapi tidak sebagaimana yang diminta.</span>' in page
    assert "tidak ada butir yang ditolak" in page

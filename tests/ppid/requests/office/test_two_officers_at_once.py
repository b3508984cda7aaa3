"""Two officers at the same instant: one wins, the other is told who was first, nothing is done twice."""

import pytest
from django.test import Client
from django.urls import reverse

from ppid.requests.lifecycle import State
from ppid.requests.models import HistoryRow, InformationRequest, Letter
from tests.conftest import build_house, make_official, needs_row_locks
from tests.sop.test_two_at_once import post, together

from .. import cases

pytestmark = [needs_row_locks, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ACTS = {
    "find-incomplete": {"missing": "Salinan identitas"},
    "declare-complete": {},
    "withdraw": {"reason": "Lewat telepon."},
}


@pytest.fixture
def rivals(transactional_db):
    build_house()
    return [make_official(name, "ppid") for name in ("ppid", "ppid2")]


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("codes", [("find-incomplete", "find-incomplete"), ("declare-complete", "withdraw")])
def test_of_two_acts_on_one_request_one_wins(rivals, codes):
    request = cases.a_request()
    acts = [
        post(browser_of(user), reverse("requests_act", args=[request.pk, code]), version=request.version, **ACTS[code])
        for user, code in zip(rivals, codes, strict=True)
    ]
    answers = dict(zip(rivals, together(*acts), strict=True))

    winner = HistoryRow.objects.filter(request=request).last().actor
    loser = next(user for user in rivals if user != winner)
    assert "Tercatat:" in answers[winner]
    assert "Tindakan belum tercatat" in answers[loser] and f"oleh {winner.get_full_name()}" in answers[loser]
    after = InformationRequest.objects.get(pk=request.pk)
    assert after.version == 1 and after.state != State.RECEIVED
    assert HistoryRow.objects.filter(request=request).count() == 2
    assert Letter.objects.count() == int(after.state == State.INCOMPLETE)

"""Every address of tracking, for everybody and in every state: an address that is missing here fails."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.core.models import PrivateFileReading
from ppid.requests.lifecycle import UNANSWERED_STATES, State
from ppid.requests.models import HistoryRow, InformationRequest, Letter
from ppid.requests.tracking.urls import urlpatterns

from .. import cases
from .visits import FIND, STATUS, follow

pytestmark = pytest.mark.django_db

ANSWERED = {State.NOTIFIED, State.DELIVERED, State.CLOSED}
OF_THE_APPLICANT = {
    "requests_status",
    "requests_tracked_receipt",
    "requests_tracked_letter",
    "requests_released_file",
    "requests_complete",
    "requests_withdraw",
    "requests_take_over",
}
FOR_EVERYBODY = {"requests_track", "requests_leave", "requests_verify"}
# What the applicant may do, where, and what his form says.
ACTS = {
    "requests_complete": ({State.INCOMPLETE}, State.RECEIVED, {"text": "Ini yang kurang."}),
    "requests_withdraw": (UNANSWERED_STATES, State.WITHDRAWN, {"is_sure": "on"}),
    "requests_take_over": ({State.NOTIFIED}, State.DELIVERED, {}),
}
VISITORS = ["stranger", "superuser", "ppid", "petugas", "pelaksana", "other applicant"]


def traces() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (HistoryRow, Letter, PrivateFileReading))


def addresses_of(request) -> dict[str, str]:
    """The addresses at which something of this request is found."""
    arguments = {
        "requests_tracked_letter": [request.letters.filter(kind=Letter.Kind.NOTICE).get().pk],
        "requests_released_file": [request.files.get().pk],
    }
    return {name: reverse(name, args=arguments.get(name)) for name in OF_THE_APPLICANT}


def test_every_address_is_in_the_table():
    assert {pattern.name for pattern in urlpatterns} == OF_THE_APPLICANT | FOR_EVERYBODY


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("visitor", VISITORS)
def test_nobody_but_the_applicant_learns_or_changes_anything(people, visitor, method):
    request = cases.bring_to(cases.a_request(), State.NOTIFIED, people)
    client, door = Client(), {302}
    if visitor == "other applicant":
        follow(cases.a_request(items=["lain"]), client=client)
    elif visitor != "stranger":
        client.force_login(people[visitor])
    before, version = traces(), request.version
    for name, address in addresses_of(request).items():
        response = getattr(client, method)(address, {"version": request.version, "text": "x", "is_sure": "on"})
        assert request.number not in response.content.decode("utf-8", "replace"), name
        assert "no-store" in response["Cache-Control"], name
        if visitor != "other applicant" and response.status_code not in (404, 405):
            assert response.status_code in door and response.url == FIND, name
        if visitor == "other applicant" and name in ("requests_tracked_letter", "requests_released_file"):
            assert response.status_code in (404, 405), name
    request.refresh_from_db()
    assert (request.state, request.version) == (State.NOTIFIED, version)
    if visitor != "other applicant":
        assert traces() == before


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", State)
def test_the_applicant_does_in_each_state_what_the_table_allows_and_nothing_else(people, state, name):
    sources, target, data = ACTS[name]
    request = cases.bring_to(cases.a_request(), state, people)
    client, rows = follow(request), request.history.count()
    response = client.post(reverse(name), {"version": request.version, **data})
    reached = InformationRequest.objects.get(pk=request.pk)
    if state in sources:
        assert response.url == STATUS and reached.state == target
        assert reached.history.count() == rows + 1
    else:
        assert response.status_code == 409 and "Tidak dapat dilakukan" in response.content.decode()
        assert (reached.state, reached.version, reached.history.count()) == (state, request.version, rows)


@pytest.mark.parametrize("state", State)
def test_letters_and_files_of_the_answer_are_read_once_it_is_given(people, state):
    request = cases.bring_to(cases.a_request(), state, people)
    client, is_given = follow(request), state in ANSWERED
    for letter in request.letters.all():
        is_shown = is_given or letter.kind not in (Letter.Kind.NOTICE, Letter.Kind.REFUSAL)
        response = client.post(reverse("requests_tracked_letter", args=[letter.pk]))
        assert response.status_code == (200 if is_shown else 404), letter.kind
        assert (letter.number in client.get(STATUS).content.decode()) == is_shown
    for file in request.files.all():
        response = client.post(reverse("requests_released_file", args=[file.pk]))
        assert response.status_code == (200 if is_given else 404)
        assert (file.name in client.get(STATUS).content.decode()) == is_given

"""What is read of a case is on record: so it is asked for by POST with a token, and not too often."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core.models import PrivateFileReading
from ppid.requests.case_file.download import MOST, WINDOW
from ppid.requests.models import Letter
from tests.conftest import make_official

from . import cases
from .objections import cases as objections
from .tracking.visits import FIND, STATUS

pytestmark = pytest.mark.django_db

NOW = cases.at("2026-03-06")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def objection(people):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", people, cases.at("2026-03-04"))
    return objections.an_objection(request, "a", NOW)


@pytest.fixture
def browser(objection):
    """A browser that is asked for its token, as real ones are, and follows the request."""
    client = Client(enforce_csrf_checks=True)
    token = token_of(client.get(FIND))
    client.post(FIND, {"number": objection.request.number, "code": cases.CODE, "csrfmiddlewaretoken": token})
    return client


def token_of(response) -> str:
    return TOKEN.search(response.content.decode())[1]


def buttons_of(response) -> list[str]:
    return re.findall(r'formaction="([^"]+)"', response.content.decode())


def traces() -> tuple[int, int]:
    return PrivateFileReading.objects.count(), Letter.objects.count()


def test_everything_that_an_applicant_reads_is_behind_a_button_with_a_token(browser, objection):
    pages = (STATUS, reverse("requests_tracked_objection", args=[objection.pk]))
    found = {page: buttons_of(browser.get(page)) for page in pages}
    assert [len(buttons) for buttons in found.values()] == [3, 2]
    for page, buttons in found.items():
        token = token_of(browser.get(page))
        for address in buttons:
            before = traces()
            assert browser.get(address).status_code == browser.head(address).status_code == 405
            assert browser.post(address).status_code == 403
            assert traces() == before, address
            response = browser.post(address, {"csrfmiddlewaretoken": token})
            assert response.status_code == 200 and response["Content-Disposition"].startswith("attachment")
            assert traces() > before, address


def test_at_the_counter_a_receipt_is_printed_by_a_button(as_, people, objection):
    for name, pk in (("requests_receipt", objection.request_id), ("objections_receipt", objection.pk)):
        before = traces()
        assert as_("ppid").get(reverse(name, args=[pk])).status_code == 405 and traces() == before
        assert as_("ppid").post(reverse(name, args=[pk])).content.startswith(b"%PDF") and traces() > before


# --- the case file ------------------------------------------------------------------------------------------


@pytest.fixture
def follower(objection):
    client = Client()
    client.post(FIND, {"number": objection.request.number, "code": cases.CODE})
    return client


def ask_for_file(client: Client, objection):
    return client.post(reverse("requests_tracked_case_file", args=[objection.pk]))


def test_a_case_file_is_not_asked_for_without_end(follower, objection, clock):
    for _ in range(MOST):
        answer = ask_for_file(follower, objection)
        assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None
    before = traces()
    refused = ask_for_file(follower, objection)
    assert refused.status_code == 429 and int(refused["Retry-After"]) == WINDOW.total_seconds()
    assert "60 menit lagi" in refused.content.decode() and traces() == before
    clock.shift(timedelta(minutes=10))
    assert ask_for_file(follower, objection).status_code == 429
    # The window begins with the first try.
    clock.move_to(NOW + WINDOW)
    follower.post(FIND, {"number": objection.request.number, "code": cases.CODE})
    assert ask_for_file(follower, objection).status_code == 200


def test_it_is_counted_for_each_case_and_each_address(follower, objection):
    other = objections.an_objection(objection.request, "g", NOW)
    for _ in range(MOST + 1):
        last = ask_for_file(follower, objection)
    assert last.status_code == 429
    assert ask_for_file(follower, other).status_code == 200
    elsewhere = follower.post(reverse("requests_tracked_case_file", args=[objection.pk]), REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200


def test_nor_by_the_office(as_, people, objection):
    people["atasan"] = make_official("atasan", "atasan-ppid")
    address = reverse("requests_case_file", args=[objection.pk])
    for _ in range(MOST):
        assert as_("atasan").post(address).status_code == 200
    before = traces()
    refused = as_("atasan").post(address, follow=True)
    assert "terlalu sering diunduh" in refused.content.decode() and traces() == before

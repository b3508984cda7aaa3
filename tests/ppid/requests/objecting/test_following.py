"""An objection followed by whoever made it: what he reads and when, and what he may still do."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ppid.requests import jobs, secret
from ppid.requests.answers import Release
from ppid.requests.models import HistoryRow, Objection, RequestFile
from ppid.requests.objections.lifecycle import State
from tests.conftest import make_official
from tests.core import files

from .. import cases
from ..objections import cases as objections
from ..tracking.visits import FIND, follow

pytestmark = pytest.mark.django_db


def state() -> tuple:
    return Objection.objects.count(), HistoryRow.objects.count(), RequestFile.objects.count()


@pytest.fixture
def answered(people):
    return cases.bring_to(cases.a_request(), "notified", people)


@pytest.fixture
def visit(answered):
    return follow(answered)


# --- the door ----------------------------------------------------------------------------------------------------


def test_its_own_number_leads_nobody_to_an_objection_that_has_a_request(answered):
    objection = objections.an_objection(answered, "a")
    client = follow(objection)

    assert client.get(reverse("requests_tracked_objection", args=[objection.pk])).status_code == 302


def test_a_wrong_code_and_an_unknown_number_answer_alike(client):
    objection = objections.an_objection(None, "b")
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    answers = [
        client.post(FIND, {"number": number, "code": "0000-0000-0000"}).content
        for number in (objection.number, "999/PPID-K/X/I/2026")
    ]

    assert token.sub(b"", answers[0]) == token.sub(b"", answers[1])


def test_every_try_takes_one_hash_of_the_same_cost_and_as_many_queries(monkeypatch):
    objection, request = objections.an_objection(None, "b"), cases.a_request()
    costs, real, queries = [], hashers.pbkdf2, set()
    monkeypatch.setattr(hashers, "pbkdf2", lambda *args, **more: costs.append(args[2]) or real(*args, **more))
    Client().post(FIND, {"number": "0", "code": "x"})  # fills the cache of the page's chrome
    costs.clear()
    for number in (objection.number, request.number, "999/PPID-K/X/I/2026"):
        with CaptureQueriesContext(connection) as captured:
            Client(REMOTE_ADDR=f"192.0.2.{len(costs)}").post(FIND, {"number": number, "code": "0000-0000-0000"})
        queries.add(len(captured))

    assert costs == [secret.CodeHasher.iterations] * 3
    assert len(queries) == 1


def test_the_pages_of_a_request_lead_to_the_objection_that_is_followed():
    objection = objections.an_objection(None, "b")
    client = follow(objection)

    for name in ("requests_status", "requests_complete", "requests_withdraw", "objecting_request"):
        answer = client.get(reverse(name))
        assert answer["Location"] == reverse("requests_tracked_objection", args=[objection.pk])


# --- following ------------------------------------------------------------------------------------------------


@pytest.fixture
def atasan(people):
    people["atasan"] = make_official("atasan", "atasan-ppid")
    return cases.person(people["atasan"])


@pytest.fixture
def objection(answered):
    return objections.an_objection(answered, "a")


OWN = ("objection", "objection_receipt", "case_file")


def addresses(objection) -> list[str]:
    names = [f"requests_tracked_{name}" for name in OWN] + ["requests_respond", "requests_withdraw_objection"]
    return [reverse(name, args=[objection.pk]) for name in names]


def test_the_applicant_of_another_request_finds_nothing(objection):
    stranger = follow(cases.a_request())
    before = state()

    for address in addresses(objection):
        assert stranger.get(address).status_code in (404, 405)
        assert stranger.post(address, {"is_sure": "on", "version": 0}).status_code in (404, 405)
    objection.refresh_from_db()
    assert (objection.state, state()) == (State.RECEIVED, before)


def test_officers_without_the_code_find_nothing_there(as_, objection):
    for who in ("ppid", "superuser"):
        for address in addresses(objection):
            assert as_(who).get(address)["Location"] == FIND


def test_the_decision_is_read_once_it_is_given(visit, objection, atasan):
    objections.do(objection, "decide", atasan, decision=objections.upholding("a"))
    address = reverse("requests_tracked_objection", args=[objection.pk])
    letter = objection.letters.get(kind="decision")
    at_letter = reverse("requests_tracked_objection_letter", args=[objection.pk, letter.pk])
    assert "masih berlaku" not in visit.get(address).content.decode()
    assert visit.post(at_letter).status_code == 404
    objections.do(objection, "notify", atasan)

    page = visit.get(address).content.decode()
    assert "Penetapan klasifikasi masih berlaku." in page
    assert "Sengketa dapat Anda ajukan paling lambat" in page
    assert visit.post(at_letter).content.startswith(b"%PDF")


def test_silence_opens_the_window_and_the_file(people, time_machine):
    time_machine.move_to(cases.at("2026-03-02"), tick=False)
    request = cases.bring_to(cases.a_request(), "notified", people)
    objection = objections.an_objection(request, "a", cases.at("2026-03-02"))
    time_machine.move_to(cases.at("2026-05-04"), tick=False)
    jobs.review(timezone.now())
    client = follow(request)
    page = client.get(reverse("requests_tracked_objection", args=[objection.pk])).content.decode()

    assert "belum menanggapi sampai batas waktunya" in page
    assert "Sengketa dapat Anda ajukan paling lambat" in page and "14 hari kerja" in page
    archive = client.post(reverse("requests_tracked_case_file", args=[objection.pk]))
    assert archive["Content-Type"] == "application/zip"

    time_machine.move_to(cases.at("2026-08-03"), tick=False)
    page = follow(request).get(reverse("requests_tracked_objection", args=[objection.pk])).content.decode()
    assert "Batas waktu mengajukan sengketa sudah lewat. Komisi Informasi dapat menolak" in page
    assert "tidak perlu menunggunya" not in page


def test_he_answers_and_he_withdraws(visit, objection, atasan):
    other = objections.an_objection(objection.request, "g")
    visit.post(reverse("requests_withdraw_objection", args=[other.pk]), {"is_sure": "on", "version": 0})
    objections.do(objection, "decide", atasan, decision=objections.upholding("a"))
    objections.do(objection, "notify", atasan)
    said = {"response": "dissatisfied", "text": "Belum puas.", "version": objection.version}
    visit.post(reverse("requests_respond", args=[objection.pk]), said)
    other.refresh_from_db()
    objection.refresh_from_db()

    assert other.state == State.WITHDRAWN
    assert (objection.response, objection.response_text) == ("dissatisfied", "Belum puas.")


def test_a_version_beyond_every_number_is_told_like_a_stale_one(visit, objection):
    address = reverse("requests_withdraw_objection", args=[objection.pk])
    answer = visit.post(address, {"is_sure": "on", "version": "9" * 30})
    objection.refresh_from_db()

    assert (answer.status_code, objection.state) == (409, State.RECEIVED)


def test_what_is_stale_changes_nothing(visit, objection, atasan):
    address = reverse("requests_withdraw_objection", args=[objection.pk])
    objections.do(objection, "decide", atasan, decision=objections.upholding("a"))
    answer = visit.post(address, {"is_sure": "on", "version": 0})
    objection.refresh_from_db()

    assert (answer.status_code, objection.state) == (409, State.DECIDED)


def test_a_file_given_by_order_is_had_once_the_ppid_has_said_so(visit, objection, atasan, people):
    due = timezone.localdate() + timedelta(days=30)
    objections.do(objection, "decide", atasan, decision=objections.accepting("a", due))
    objections.do(objection, "notify", atasan)
    file = cases.vault.store(SimpleUploadedFile("laporan.pdf", files.pdf()), people["petugas"])
    desk = cases.person(people["petugas"])
    objections.do(objection, "prepare", desk, files=[Release(None, file)])
    row = objection.files.get(kind=RequestFile.Kind.RELEASED)
    address = reverse("requests_tracked_objection_file", args=[objection.pk, row.pk])
    assert visit.post(address).status_code == 404
    ppid = cases.person(people["ppid"])
    objections.do(objection, "fulfil", ppid, text="Diberikan.", files_were_read=True)

    assert visit.post(address).content.startswith(b"%PDF")


def test_a_letter_of_an_objection_is_verified_like_any(client, objection, atasan):
    objections.do(objection, "decide", atasan, decision=objections.upholding("a"))
    letter = objection.letters.get(kind="decision")
    page = client.get(reverse("requests_verify", args=[letter.code])).content.decode()

    assert letter.sha256 in page and letter.number in page
    assert objection.applicant_name not in page

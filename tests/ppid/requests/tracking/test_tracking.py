"""Following one's own request: nobody else can, nothing tells whether a number exists, and nothing is cached."""

import logging
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.auth import hashers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from portal.core import vault
from portal.core.models import AgencyIdentity, PrivateFile, PrivateFileReading
from portal.core.refusal import Refusal
from ppid.requests import secret
from ppid.requests.lifecycle import State
from ppid.requests.models import HistoryRow, InformationRequest, Letter, RequestFile, TrackingSession
from ppid.requests.tracking import finding, sessions
from tests.core import files

from .. import cases
from .visits import FIND, STATUS, follow

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


# --- finding ----------------------------------


@pytest.mark.parametrize("typed", [str, str.lower, lambda n: n.replace("/", " "), lambda n: f"  {n} "])
def test_number_and_code_as_people_type_them_open_the_request(typed):
    request = cases.a_request()
    client = Client()
    response = client.post(FIND, {"number": typed(request.number), "code": cases.CODE.lower().replace("-", " ")})
    assert response.url == STATUS
    assert request.number in client.get(STATUS).content.decode()


def test_who_comes_to_object_is_told_what_follows_also_after_a_mistake():
    request, note = cases.a_request(), "tombol “Ajukan keberatan” ada di halaman permohonan Anda"
    client, coming = Client(), f"{FIND}?untuk=keberatan"
    assert note not in client.get(FIND).content.decode()
    assert note in client.get(coming).content.decode()
    mistaken = client.post(coming, {"number": request.number, "code": "x"}).content.decode()
    assert note in mistaken and f'action="{coming}"' in mistaken
    client.post(coming, {"number": request.number, "code": cases.CODE})
    assert ">Ajukan keberatan</a>" in client.get(STATUS).content.decode()
    assert note not in client.get(coming).content.decode()


def test_whose_code_is_lost_learns_where_to_go():
    AgencyIdentity.objects.create(site=Site.objects.get(), name="Contoh", phone="0541 000000", address="Jalan Contoh")
    page = Client().get(FIND).content.decode()
    lost = page[page.index('id="kode-hilang"') : page.index("</main>")]
    assert "membawa KTP" in lost and "tel:+62541000000" in lost and "Jalan Contoh" in lost


def test_unknown_number_and_wrong_code_answer_the_same_to_the_byte():
    request = cases.a_request()
    unknown = Client().post(FIND, {"number": "999/PPID/X/I/2020", "code": cases.CODE})
    wrong = Client().post(FIND, {"number": request.number, "code": "0000-0000-0000"})
    assert unknown.status_code == wrong.status_code == 422
    assert text_of(unknown) == text_of(wrong)
    assert dict(unknown.headers) == dict(wrong.headers)
    assert unknown.cookies.keys() == wrong.cookies.keys() == {"csrftoken"}
    assert request.number not in wrong.content.decode()


def test_both_take_exactly_one_hash_of_the_same_cost(monkeypatch):
    request, costs = cases.a_request(), []
    real = hashers.pbkdf2
    monkeypatch.setattr(hashers, "pbkdf2", lambda *args, **more: costs.append(args[2]) or real(*args, **more))
    for number, code in ((request.number, "x"), ("999", "x"), (request.number, cases.CODE)):
        costs.clear()
        Client().post(FIND, {"number": number, "code": code})
        assert costs == [secret.CodeHasher.iterations]


def test_guesses_are_slowed_before_hashing_and_lock_out_nobody_elsewhere(monkeypatch):
    request = cases.a_request()
    stranger = Client(REMOTE_ADDR="10.0.0.1")
    answers = [stranger.post(FIND, {"number": request.number, "code": "x"}).status_code for _ in range(12)]
    assert answers == [422] * finding.MOST_BY_NUMBER + [429] * 2
    monkeypatch.setattr(secret, "matches", lambda *args: pytest.fail("hashed although throttled"))
    slowed = stranger.post(FIND, {"number": request.number, "code": cases.CODE})
    assert slowed.status_code == 429 and 0 < int(slowed["Retry-After"]) <= 15 * 60
    monkeypatch.undo()

    assert Client(REMOTE_ADDR="10.0.0.2").post(FIND, {"number": request.number, "code": cases.CODE}).url == STATUS
    with time_machine.travel(timezone.now() + finding.WINDOW + timedelta(seconds=1), tick=False):
        assert stranger.post(FIND, {"number": request.number, "code": cases.CODE}).url == STATUS


def test_trying_many_numbers_from_one_address_is_slowed_too():
    stranger = Client(REMOTE_ADDR="10.0.0.3")
    answers = [stranger.post(FIND, {"number": str(n), "code": "x"}).status_code for n in range(45)]
    assert answers.count(422) == finding.MOST_BY_ADDRESS and answers[-1] == 429


@pytest.mark.parametrize("number", ["", "\0", "x" * 5000, "١٢٣", "/" * 200, "<script>", "\ud800", "' OR 1=1--"])
@pytest.mark.parametrize("code", ["", "\0", "x" * 5000, "\ud800", "🙂"])
def test_hostile_words_find_nothing_and_break_nothing(number, code):
    cases.a_request()
    typed = {"number": number.encode("utf-8", "surrogatepass"), "code": code.encode("utf-8", "surrogatepass")}
    response = Client().post(FIND, urlencode(typed), "application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert "<script>" not in response.content.decode()


def test_a_code_in_the_address_opens_nothing():
    request = cases.a_request()
    client = Client()
    response = client.get(FIND, {"number": request.number, "code": cases.CODE})
    assert response.status_code == 200 and request.number not in response.content.decode()
    assert client.get(STATUS).status_code == 302


# --- the visit ----------------------------------


def test_the_visit_lasts_twenty_minutes_from_the_last_step():
    client = follow(cases.a_request())
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=19), tick=False):
        assert client.get(STATUS).status_code == 200
    with time_machine.travel(start + timedelta(minutes=38), tick=False):
        assert client.get(STATUS).status_code == 200
    with time_machine.travel(start + timedelta(minutes=59), tick=False):
        assert client.get(STATUS).url == FIND


def test_the_cookie_is_for_this_place_and_no_script(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    follow(cases.a_request(), client=client)
    cookie = client.cookies[sessions.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["secure"]) == (FIND, True, "Strict", True)
    assert cookie.value not in TrackingSession.objects.get().token_hash


def test_a_cookie_planted_beforehand_opens_nothing_afterwards():
    request, victim = cases.a_request(), Client()
    victim.cookies[sessions.COOKIE] = planted = "planted-by-a-stranger"
    follow(request, client=victim)
    assert victim.get(STATUS).status_code == 200 and victim.cookies[sessions.COOKIE].value != planted
    stranger = Client()
    stranger.cookies[sessions.COOKIE] = planted
    assert stranger.get(STATUS).url == FIND


def test_who_comes_back_is_led_on_or_told_why_he_is_asked_again():
    client = follow(cases.a_request())
    assert STATUS in client.get(FIND).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=21), tick=False):
        html = client.get(FIND).content.decode()
    assert "Kunjungan Anda sudah berakhir" in html and STATUS not in html


def test_a_second_browser_ends_the_first_and_leaving_kills_a_copied_cookie():
    request = cases.a_request()
    first, second = follow(request), follow(request)
    assert first.get(STATUS).url == FIND
    copied = second.cookies[sessions.COOKIE].value
    second.post("/permohonan/lacak/keluar/")
    thief = Client()
    thief.cookies[sessions.COOKIE] = copied
    assert thief.get(STATUS).url == FIND
    assert not TrackingSession.objects.exists()


def test_a_new_code_ends_the_visit_and_the_old_code(people):
    request = cases.a_request()
    client = follow(request)
    with pytest.raises(Refusal, match="identitas"):
        cases.do(request, "reissue-secret", cases.person(people["ppid"]), identity_checked=False)
    assert client.get(STATUS).status_code == 200
    act = cases.do(request, "reissue-secret", cases.person(people["ppid"]), identity_checked=True)
    assert (row := HistoryRow.objects.last()).event == "reissue-secret" and act.result["code"] not in str(vars(row))
    assert client.get(STATUS).url == FIND
    assert follow(request).get(STATUS).url == FIND
    assert follow(request, act.result["code"]).get(STATUS).status_code == 200


def test_every_page_is_private(people):
    request = cases.bring_to(cases.a_request(), State.NOTIFIED, people)
    client = follow(request)
    file, letter = request.files.get(), request.letters.first()
    asked = [
        *((client.get, address) for address in (FIND, STATUS)),
        (client.post, reverse("requests_released_file", args=[file.pk])),
        (client.post, reverse("requests_tracked_letter", args=[letter.pk])),
    ]
    for ask, address in asked:
        response = ask(address)
        assert response.status_code == 200, address
        assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex" and response["Referrer-Policy"] == "same-origin"
        assert request.number not in address and cases.CODE not in address


def test_neither_code_nor_number_is_logged(caplog):
    caplog.set_level(logging.DEBUG)
    request = cases.a_request()
    client = follow(request)
    client.get(STATUS)
    follow(request, "WRONGCODE123")
    assert "lacak" in (logged := caplog.text)
    for private in (cases.CODE, "WRONGCODE123", cases.NIK, request.number, request.applicant_name):
        assert private not in logged


# --- what is seen ----------------------------------


@pytest.mark.parametrize("state", State)
def test_each_state_says_what_happens_now_and_who_acts(people, state):
    request = cases.bring_to(cases.a_request(), state, people)
    html = follow(request).get(STATUS).content.decode()
    assert "Yang harus bertindak" in html
    for private in (cases.NIK, "Contoh petugas", "Contoh ppid", "Disposisi:"):
        assert private not in html


def test_the_answer_is_not_seen_before_it_is_given(people):
    request = cases.bring_to(cases.a_request(), State.SIGNED, people)
    client = follow(request)
    assert "Terlampir." not in client.get(STATUS).content.decode()
    file, letter = request.files.get(), request.letters.get(kind=Letter.Kind.NOTICE)
    for address in (
        reverse("requests_released_file", args=[file.pk]),
        reverse("requests_tracked_letter", args=[letter.pk]),
    ):
        assert client.post(address).status_code == 404
    cases.do(request, "notify", cases.person(people["ppid"]))
    assert "Terlampir." in client.get(STATUS).content.decode()
    response = client.post(reverse("requests_released_file", args=[file.pk]))
    assert response.content == cases.RELEASED
    assert response["Content-Disposition"].startswith("attachment")
    reading = PrivateFileReading.objects.get()
    assert (reading.reader, reading.office) == (None, "Pemohon")


def test_what_belongs_to_another_is_not_found(people):
    mine, other = cases.a_request(), cases.bring_to(cases.a_request(), State.NOTIFIED, people)
    client = follow(mine)
    for address in (
        reverse("requests_released_file", args=[other.files.get().pk]),
        reverse("requests_tracked_letter", args=[other.letters.first().pk]),
        reverse("requests_tracked_letter", args=[999_999]),
        reverse("requests_released_file", args=[10**30]),
    ):
        assert client.post(address).status_code == 404
    assert not PrivateFileReading.objects.exists()


def test_the_applicants_own_proof_is_not_given_out(people):
    kept = vault.store(SimpleUploadedFile("ktp.pdf", files.pdf(), "application/pdf"), None)
    request = cases.a_request(files=[(RequestFile.Kind.IDENTITY, kept)])
    cases.bring_to(request, State.NOTIFIED, people)
    identity = request.files.get(kind=RequestFile.Kind.IDENTITY)
    assert follow(request).post(reverse("requests_released_file", args=[identity.pk])).status_code == 404


def test_a_file_that_cannot_be_opened_is_told_of(people, monkeypatch):
    request = cases.bring_to(cases.a_request(), State.NOTIFIED, people)
    client, file = follow(request), request.files.get()
    vault._path(file.file).write_bytes(b"altered")
    response = client.post(reverse("requests_released_file", args=[file.pk]))
    assert response.status_code == 409 and "tidak dapat dibuka" in response.content.decode()


def test_the_receipt_is_made_once_when_it_is_asked_for():
    request = cases.a_request()
    client = follow(request)
    for _ in range(2):
        response = client.post("/permohonan/lacak/tanda-bukti/")
        assert response.content.startswith(b"%PDF") and "no-store" in response["Cache-Control"]
        assert response["Content-Disposition"].startswith("attachment")
    assert request.letters.get().kind == Letter.Kind.RECEIPT
    assert PrivateFileReading.objects.filter(office="Pemohon").count() == 2


def test_hostile_text_is_only_text(people):
    evil = '<script>alert(1)</script>"><img src=x>{{ 7|add:7 }}'
    request = cases.bring_to(cases.a_request(items=[evil, evil], applicant_name=evil), State.NOTIFIED, people)
    html = follow(request).get(STATUS).content.decode()
    assert "<script>alert" not in html and "<img src=x" not in html and "&lt;script&gt;" in html


# --- what the applicant does ----------------------------------

MARK = b"<?php hidden behind the picture"


@pytest.fixture
def incomplete(people):
    return cases.bring_to(cases.a_request(), State.INCOMPLETE, people)


def test_he_completes_what_was_missing(incomplete):
    client = follow(incomplete)
    assert "Salinan identitas" in client.get("/permohonan/lacak/lengkapi/").content.decode()
    upload = SimpleUploadedFile("ktp.jpg", files.picture() + MARK, "image/jpeg")
    data = {"version": incomplete.version, "text": "Ini salinannya.", "identity": upload}
    assert client.post("/permohonan/lacak/lengkapi/", data).url == STATUS
    incomplete.refresh_from_db()
    assert incomplete.state == State.RECEIVED and incomplete.completed_on
    kept = incomplete.files.get()
    assert (kept.kind, kept.name) == (RequestFile.Kind.IDENTITY, "identitas.jpg")
    content = vault.read(kept.file, None, "Pemohon", "uji")
    assert content.startswith(b"\xff\xd8") and MARK not in content


@pytest.mark.parametrize("data", [{}, {"text": "  "}, {"identity": SimpleUploadedFile("a.exe", b"MZ", "image/png")}])
def test_an_empty_or_hostile_completion_changes_nothing(incomplete, data):
    client = follow(incomplete)
    response = client.post("/permohonan/lacak/lengkapi/", {"version": incomplete.version, **data})
    assert response.status_code == 422 and "Galat" in response.content.decode()
    before = incomplete.version
    incomplete.refresh_from_db()
    assert (incomplete.state, incomplete.version, incomplete.files.count()) == (State.INCOMPLETE, before, 0)


def test_no_file_is_opened_for_a_request_that_needs_none(monkeypatch):
    request = cases.a_request()
    client = follow(request)
    monkeypatch.setattr("ppid.requests.fields.rewrite", lambda *args: pytest.fail("a file was opened"))
    upload = SimpleUploadedFile("ktp.jpg", files.picture(), "image/jpeg")
    assert client.post("/permohonan/lacak/lengkapi/", {"version": 0, "identity": upload}).status_code == 409
    assert not request.files.exists()


def test_a_completion_that_came_too_late_leaves_no_file(incomplete, people):
    client = follow(incomplete)
    cases.do(incomplete, "complete", cases.person(people["ppid"]), text="Diantar ke meja")
    cases.do(incomplete, "find-incomplete", cases.person(people["ppid"]), missing=["Surat kuasa"])
    upload = SimpleUploadedFile("ktp.jpg", files.picture(), "image/jpeg")
    stored = PrivateFile.objects.count()
    response = client.post("/permohonan/lacak/lengkapi/", {"version": incomplete.version - 2, "identity": upload})
    assert response.status_code == 409 and "sudah berubah" in response.content.decode()
    assert PrivateFile.objects.count() == stored and not incomplete.files.exists()


def test_he_withdraws_only_when_he_is_sure(people):
    request = cases.a_request()
    client = follow(request)
    assert client.post("/permohonan/lacak/cabut/", {"version": 0}).status_code == 422
    request.refresh_from_db()
    assert request.state == State.RECEIVED
    client.post("/permohonan/lacak/cabut/", {"version": 0, "is_sure": "on", "reason": "Sudah tidak perlu"})
    request.refresh_from_db()
    assert request.state == State.WITHDRAWN


def test_who_saw_an_older_state_is_told(people):
    request = cases.a_request()
    client = follow(request)
    cases.do(request, "declare-complete", cases.person(people["ppid"]))
    response = client.post("/permohonan/lacak/cabut/", {"version": 0, "is_sure": "on"})
    assert response.status_code == 409 and "sudah berubah" in response.content.decode()
    request.refresh_from_db()
    assert request.state == State.ACCEPTED


def test_what_the_table_does_not_allow_is_refused_in_words(people):
    request = cases.bring_to(cases.a_request(), State.CLOSED, people)
    client = follow(request)
    for address, data in (
        ("/permohonan/lacak/cabut/", {"version": request.version, "is_sure": "on"}),
        ("/permohonan/lacak/lengkapi/", {"version": request.version, "text": "x"}),
        ("/permohonan/lacak/terima/", {}),
    ):
        assert client.post(address, data).status_code == 409
    before = request.version
    request.refresh_from_db()
    assert (request.state, request.version) == (State.CLOSED, before)


def test_no_form_is_offered_for_what_may_not_be_done(people):
    client = follow(cases.bring_to(cases.a_request(), State.NOTIFIED, people))
    for address in ("/permohonan/lacak/cabut/", "/permohonan/lacak/lengkapi/"):
        response = client.get(address)
        assert response.status_code == 409 and "tidak dapat dilakukan" in response.content.decode()
        assert "no-store" in response["Cache-Control"]


def test_he_confirms_that_he_has_the_information(people):
    request = cases.bring_to(cases.a_request(), State.NOTIFIED, people)
    follow(request).post("/permohonan/lacak/terima/")
    request.refresh_from_db()
    assert request.state == State.DELIVERED


@pytest.mark.parametrize("address", ["lengkapi/", "cabut/", "terima/", "status/"])
def test_a_stranger_is_sent_to_the_door(address):
    cases.a_request()
    method = Client().get if address == "status/" else Client().post
    assert method(f"/permohonan/lacak/{address}").url == FIND
    assert InformationRequest.objects.get().version == 0


def test_the_form_cannot_be_sent_from_elsewhere():
    request = cases.a_request()
    client = Client(enforce_csrf_checks=True)
    assert client.post(FIND, {"number": request.number, "code": cases.CODE}).status_code == 403


def test_the_page_takes_as_many_queries_for_many_rows_as_for_few(people):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(request) -> int:
        client = follow(request)
        with CaptureQueriesContext(connection) as captured:
            client.get(STATUS)
        return len(captured)

    few = cases.bring_to(cases.a_request(items=["satu"]), State.NOTIFIED, people)
    many = cases.bring_to(cases.a_request(items=[f"butir {n}" for n in range(30)]), State.NOTIFIED, people)
    queries(few)
    assert queries(few) == queries(many)

"""A citizen objects: within his visit, or without a request where periodic information is missing; and follows it."""

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

from portal.core import robots
from ppid.requests import jobs, secret
from ppid.requests.answers import Release
from ppid.requests.models import HistoryRow, Objection, RequestFile
from ppid.requests.objecting import envelope
from ppid.requests.objecting.views import LEAST, SENT_AN_HOUR, _form_name
from ppid.requests.objections.lifecycle import State
from tests.conftest import make_official
from tests.core import files

from .. import cases
from ..objections import cases as objections
from ..tracking.visits import FIND, follow

pytestmark = pytest.mark.django_db

NEW, MISSING = "/permohonan/lacak/keberatan/baru/", "/keberatan/berkala/"
SAID = {"alasan": ["a", "g"], "kasus": "Ditolak.", "informasi": "Laporan", "tujuan": "Penelitian", "pernyataan": "on"}
WHO = {
    "pemohon": "wni",
    "nama": "Siti Contohwati",
    "nomor": cases.NIK,
    "alamat": "Jalan Contoh 1",
    "surel": "siti@contoh.invalid",
}


def guards(sealed: str = "", age: timedelta = LEAST) -> dict:
    sealed = sealed or envelope.new()
    stamp = robots.stamped(_form_name(sealed), timezone.now() - age)
    return {envelope.NAME: sealed, robots.STAMP: stamp, robots.TRAP: ""}


def send(client: Client, address: str = NEW, **changes):
    who = WHO if address == MISSING else {}
    return client.post(address, {**SAID, **who, **guards(), **changes})


def state() -> tuple:
    return Objection.objects.count(), HistoryRow.objects.count(), RequestFile.objects.count()


@pytest.fixture
def answered(people):
    return cases.bring_to(cases.a_request(), "notified", people)


@pytest.fixture
def visit(answered):
    return follow(answered)


# --- from a request ---------------------------------------------------------------------------------------------------


def test_within_the_visit_it_is_registered_and_shown_with_its_date(visit, answered):
    answer = visit.post(NEW, {**SAID, **guards()}, follow=True)

    objection = Objection.objects.get()
    assert (objection.request, objection.reasons, objection.channel) == (answered, "ag", "web")
    assert objection.applicant_name == answered.applicant_name
    page = answer.content.decode()
    assert objection.number in page
    assert "Atasan PPID menanggapi paling lambat" in page and "30 hari kerja" in page


def test_the_form_knows_what_was_asked(visit, answered):
    page = visit.get(NEW).content.decode()

    for item in answered.items.all():
        assert item.text in page
    assert answered.purpose in page


def test_without_a_visit_there_is_the_door(client, answered):
    for method in (client.get, client.post):
        answer = method(NEW, {**SAID, **guards()})
        assert (answer.status_code, answer["Location"]) == (302, FIND)
    assert not Objection.objects.exists()


def test_sent_twice_it_is_one(visit):
    sent = guards()
    for _ in range(2):
        assert send(visit, **sent).status_code == 302

    assert Objection.objects.count() == 1


def test_a_late_one_is_told_so_and_registered(people, time_machine):
    time_machine.move_to(cases.at("2026-03-02"), tick=False)
    request = cases.bring_to(cases.a_request(), "notified", people)
    time_machine.move_to(cases.at("2026-08-03"), tick=False)
    client = follow(request)
    assert "tetap kami catat" in client.get(NEW).content.decode()
    send(client)

    assert Objection.objects.get().is_late


@pytest.mark.parametrize("state_of_request", ["received", "incomplete", "withdrawn", "redirected", "closed"])
def test_the_machine_refuses_nobody(people, state_of_request):
    request = cases.bring_to(cases.a_request(), state_of_request, people)
    send(follow(request), alasan=["c"])

    assert Objection.objects.get().request == request


def test_a_power_of_attorney_is_made_anew_and_kept_as_one(visit):
    upload = SimpleUploadedFile("../../kuasa.pdf", files.pdf(), "application/pdf")
    send(visit, nama_kuasa="Advokat Contoh", surat_kuasa=upload)

    file = RequestFile.objects.get(objection__isnull=False)
    assert (file.kind, file.name) == (RequestFile.Kind.POWER_OF_ATTORNEY, "surat-kuasa.pdf")
    assert Objection.objects.get().representative_name == "Advokat Contoh"


@pytest.mark.parametrize(
    "wrong",
    [
        {"alasan": []},
        {"alasan": ["z"]},
        {"kasus": " "},
        {"kasus": "x" * 5001},
        {"kasus": "a\x00b"},
        {"informasi": ""},
        {"pernyataan": ""},
        {"alamat_kuasa": "Jalan Kuasa"},
        {"surat_kuasa": SimpleUploadedFile("kuasa.pdf", b"MZ\x90\x00", "application/pdf")},
        {envelope.NAME: "palsu"},
        {envelope.NAME: ""},
        {robots.STAMP: "palsu"},
        {robots.TRAP: "https://judi.invalid"},
    ],
    ids=lambda wrong: f"{next(iter(wrong))} {str(next(iter(wrong.values())))[:12]!r}",
)
def test_what_is_wrong_is_said_and_nothing_is_kept(visit, wrong):
    before = state()
    answer = send(visit, **wrong)

    assert answer.status_code == 422
    assert state() == before
    if "kasus" not in wrong:
        assert "Ditolak." in answer.content.decode(), "what was typed is still there"


def stamp_of(answer) -> str:
    return re.search(rf'name="{robots.STAMP}" value="([^"]+)"', answer.content.decode()).group(1)


def test_too_quick_is_asked_again_and_taken_once_the_time_is_over(visit, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    sealed = envelope.new()
    again = send(visit, **guards(sealed, timedelta(seconds=1)))
    assert again.status_code == 422
    once_more = send(visit, **{envelope.NAME: sealed, robots.STAMP: stamp_of(again)})
    assert once_more.status_code == 422 and not Objection.objects.exists()
    time_machine.shift(LEAST - timedelta(seconds=1))
    send(visit, **{envelope.NAME: sealed, robots.STAMP: stamp_of(once_more)})

    assert Objection.objects.count() == 1


def test_a_form_with_faults_makes_no_robot_older(visit):
    sealed = envelope.new()
    faulty = send(visit, kasus="", **guards(sealed, timedelta()))
    made_up = send(visit, kasus="", **{envelope.NAME: sealed, robots.STAMP: "palsu"})
    for answer in (faulty, made_up):
        assert send(visit, **{envelope.NAME: sealed, robots.STAMP: stamp_of(answer)}).status_code == 422

    assert not Objection.objects.exists()


def test_too_many_an_hour_are_told_when(visit):
    for _ in range(SENT_AN_HOUR):
        send(visit)
    answer = send(visit)

    assert answer.status_code == 429
    assert Objection.objects.count() == SENT_AN_HOUR


def test_an_envelope_of_yesterday_is_not_taken():
    sealed, now = envelope.new(), timezone.now()

    assert envelope.opened(sealed, now + timedelta(hours=23)) is not None
    assert envelope.opened(sealed, now + timedelta(hours=25)) is None


# --- without a request ------------------------------------------------------------------------------------------------


def test_missing_periodic_information_needs_no_request_and_has_a_code_of_its_own(client):
    answer = send(client, MISSING)

    objection = Objection.objects.get()
    assert (objection.request, objection.reasons, objection.applicant_name) == (None, "b", WHO["nama"])
    code = re.search(r'class="code">([^<]+)<', answer.content.decode()).group(1)
    assert secret.matches(code, objection.secret_hash)
    own = reverse("requests_tracked_objection", args=[objection.pk])
    assert client.get(own).status_code == 200, "the visit has begun"
    other = follow(objection, code)
    assert objection.number in other.get(own).content.decode()


def test_sent_twice_it_shows_the_same_number_and_code(client):
    sent = guards()
    first, again = (send(client, MISSING, **sent) for _ in range(2))

    def told(answer):
        return re.findall(r'<strong>([^<]+)<|class="code">([^<]+)<', answer.content.decode())

    assert told(first) == told(again) and len(told(first)) == 2
    assert Objection.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"nama": ""}, {"nomor": "123"}, {"alamat": ""}, {"surel": ""}, {"pemohon": "x"}])
def test_who_objects_says_who_he_is(client, wrong):
    assert send(client, MISSING, **wrong).status_code == 422
    assert not Objection.objects.exists()


def test_the_old_form_opens_nothing_once_a_new_code_was_given(client, people):
    sent = guards()
    send(client, MISSING, **sent)
    objection = Objection.objects.get()
    objections.do(objection, "reissue-secret", cases.person(people["ppid"]), identity_checked=True)
    client.cookies.clear()
    answer = send(client, MISSING, **sent)

    assert answer["Location"] == FIND
    assert not answer.cookies.get("lacak")


def test_a_foreigner_is_registered_and_flagged(client):
    send(client, MISSING, pemohon="asing", nomor="A1234567")

    assert Objection.objects.get().is_foreign


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
        assert stranger.get(address).status_code == 404
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
    assert visit.get(at_letter).status_code == 404
    objections.do(objection, "notify", atasan)

    page = visit.get(address).content.decode()
    assert "Penetapan klasifikasi masih berlaku." in page
    assert "Sengketa dapat Anda ajukan paling lambat" in page
    assert visit.get(at_letter).content.startswith(b"%PDF")


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
    archive = client.get(reverse("requests_tracked_case_file", args=[objection.pk]))
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
    assert visit.get(address).status_code == 404
    ppid = cases.person(people["ppid"])
    objections.do(objection, "fulfil", ppid, text="Diberikan.", files_were_read=True)

    assert visit.get(address).content.startswith(b"%PDF")


def test_a_letter_of_an_objection_is_verified_like_any(client, objection, atasan):
    objections.do(objection, "decide", atasan, decision=objections.upholding("a"))
    letter = objection.letters.get(kind="decision")
    page = client.get(reverse("requests_verify", args=[letter.code])).content.decode()

    assert letter.sha256 in page and letter.number in page
    assert objection.applicant_name not in page


def test_the_start_page_is_public_small_and_says_who_decides(client):
    page = client.get("/keberatan/").content.decode()

    assert "30 hari kerja" in page and "14 hari kerja" in page
    assert MISSING in page and FIND in page

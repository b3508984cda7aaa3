"""When an answer reached the applicant on paper: recorded once, by whom, with proof, and what it does to his term."""

import html
import io
import zipfile
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from portal.core import vault
from portal.core.models import PrivateFile
from ppid.requests import history, jobs
from ppid.requests.actors import applicant
from ppid.requests.case_file.bundle import bundle
from ppid.requests.lifecycle import State
from ppid.requests.models import Deadline, HistoryRow, RequestFile
from ppid.requests.objections.lifecycle import State as ObjectionState
from tests.core import files

from .. import cases
from ..objections import cases as objections
from ..tracking.visits import STATUS, follow, words_of

pytestmark = pytest.mark.django_db

SIGNED_ON, TODAY = "2026-03-04", "2026-03-10"
NOBODY = ("petugas", "petugas-lain", "kadis", "pelaksana", "webmaster", "outsider", "superuser")


def on(day: str):
    return time_machine.travel(cases.at(day), tick=False)


def on_paper(people, state: State):
    """A request without an address for mail, which ``desk`` took in on 2 March; answered on 4 March."""
    desk = cases.person(people["desk"], cases.at("2026-03-02"))
    request = cases.a_request(cases.at("2026-03-02"), email="", channel="post", received_by=desk)
    return cases.bring_to(request, state, people, cases.at(SIGNED_ON))


@pytest.fixture
def signed(people):
    return on_paper(people, State.SIGNED)


@pytest.fixture
def sent(people):
    return on_paper(people, State.NOTIFIED)


@pytest.fixture
def decided(people, sent):
    found = objections.an_objection(
        sent, "a", cases.at("2026-03-05"), channel="counter", received_by=cases.person(people["desk"])
    )
    now = cases.at("2026-03-06")
    objections.do(found, "decide", cases.person(people["atasan"], now), now, decision=objections.upholding("a"))
    return found


@pytest.fixture
def answered(people, decided):
    now = cases.at("2026-03-06")
    objections.do(decided, "notify", cases.person(people["desk"], now), now)
    return decided


def press(client: Client, case, code: str, day: str = TODAY, **sent):
    place = "requests" if case.KIND == "request" else "objections"
    with on(day):
        address = reverse(f"{place}_act", args=[case.pk, code])
        response = client.post(address, {"version": case.version, **sent})
    case.refresh_from_db()
    return response


def photo(name: str = "resi.jpg"):
    return files.upload(files.picture_with_position(), name)


def term_of(case, clock: str) -> Deadline:
    return Deadline.objects.get(**{case.KIND: case}, clock=clock, replaced_at=None)


# --- requests -------------------------------------------------------------------------------------------------


def test_by_mail_the_answer_is_in_hand_when_it_is_sent(as_, people, brought):
    request = brought(State.SIGNED, now=None)
    text = as_("desk").get(reverse("requests_act", args=[request.pk, "notify"])).content.decode()
    assert "30 hari kerja untuk pengajuan keberatan dihitung sejak hari ini" in html.unescape(text)
    assert 'name="received_on"' not in text and 'name="proof"' not in text
    data = {"version": request.version, "received_on": "2020-01-01", "proof": photo()}
    as_("desk").post(reverse("requests_act", args=[request.pk, "notify"]), data)
    request.refresh_from_db()
    assert request.answer_received_on == request.notified_on != date(2020, 1, 1)
    assert term_of(request, "C06").reckoned.start_event == "answer-received"
    assert request.objection_due_on == term_of(request, "C06").shown_on
    assert not request.files.filter(kind=RequestFile.Kind.PROOF).exists()


def test_sent_on_paper_the_term_is_warned_of_and_said_to_be_unsure(as_, signed):
    press(as_("desk"), signed, "notify", SIGNED_ON)
    assert (signed.state, signed.notified_on, signed.answer_received_on) == (State.NOTIFIED, date(2026, 3, 4), None)
    term = term_of(signed, "C06")
    assert (term.reckoned.start_event, term.shown_on) == ("answer-sent", date(2026, 4, 23))
    assert signed.objection_due_on == date(2026, 4, 23)
    with on(SIGNED_ON):
        assert "tanggal pemohon menerimanya belum dicatat" in words_of(signed)


@pytest.mark.parametrize("who", ["ppid", "desk"])
def test_the_day_of_receipt_is_recorded_with_its_proof_and_the_term_runs_from_it(as_, people, sent, who):
    with on(TODAY):
        form = as_(who).get(reverse("requests_act", args=[sent.pk, "record-receipt"])).content.decode()
    assert "Kamis, 23 April 2026" in form and "tidak menjadi lebih awal" in form
    assert press(as_(who), sent, "record-receipt", received_on="2026-03-09", proof=photo()).status_code == 302

    assert (sent.state, sent.answer_received_on) == (State.NOTIFIED, date(2026, 3, 9))
    term = term_of(sent, "C06")
    assert (term.reckoned.start, term.reckoned.start_event) == (date(2026, 3, 9), "answer-received")
    assert sent.objection_due_on == term.shown_on == term.due_on == date(2026, 4, 28)
    assert sent.deadlines.filter(clock="C06").count() == 2
    proof = sent.files.get(kind=RequestFile.Kind.PROOF)
    assert (proof.name, proof.added_by) == ("bukti-penyampaian.jpg", people[who])
    kept = vault.read(proof.file, None, "uji", "uji")
    assert b"KameraRahasia" not in kept, "made anew from its pixels"
    row = sent.history.last()
    assert (row.event, row.actor, row.details) == (
        "record-receipt",
        people[who],
        {"received_on": "2026-03-09", "proof": proof.sha256},
    )
    assert history.first_break(sent.history.all()) is None
    with on(TODAY):
        words = words_of(sent)
    assert "Keberatan dapat Anda ajukan paling lambat Selasa, 28 April 2026" in words
    assert "Tanggal Anda menerima surat kami dicatat." in words
    again = press(as_(who), sent, "record-receipt", received_on="2026-03-10")
    assert again.status_code == 409 and sent.answer_received_on == date(2026, 3, 9)


@pytest.mark.parametrize("day", ["2026-03-03", "2026-03-11", "0001-01-01", "9999-12-31"])
def test_a_day_on_which_it_cannot_have_come_is_refused(as_, sent, day):
    before = PrivateFile.objects.count()
    response = press(as_("desk"), sent, "record-receipt", received_on=day, proof=photo())
    assert response.status_code == 409 and "antara tanggal surat disampaikan dan hari ini" in response.content.decode()
    assert sent.answer_received_on is None and sent.objection_due_on == date(2026, 4, 23)
    assert not sent.files.filter(kind=RequestFile.Kind.PROOF).exists() and PrivateFile.objects.count() == before


@pytest.mark.parametrize("day", ["", "besok", "2026-02-30"])
def test_what_is_no_day_is_told(as_, sent, day):
    assert press(as_("desk"), sent, "record-receipt", received_on=day).status_code == 422
    assert sent.answer_received_on is None


@pytest.mark.parametrize("content", [files.SCRIPT, files.PHP, b"", files.office()])
def test_a_proof_that_is_no_picture_or_scan_undoes_the_act(as_, sent, content):
    rows = HistoryRow.objects.count()
    proof = files.upload(content, "resi.pdf")
    assert press(as_("desk"), sent, "record-receipt", received_on="2026-03-09", proof=proof).status_code == 422
    assert (sent.answer_received_on, HistoryRow.objects.count()) == (None, rows)
    assert not sent.files.filter(kind=RequestFile.Kind.PROOF).exists()


@pytest.mark.parametrize("who", ["atasan", *NOBODY, "stranger"])
def test_nobody_else_records_it(as_, sent, who):
    client = Client() if who == "stranger" else as_(who)
    client.raise_request_exception = False
    press(client, sent, "record-receipt", received_on="2026-03-09", proof=photo())
    assert sent.answer_received_on is None and not sent.files.filter(kind=RequestFile.Kind.PROOF).exists()


def test_an_applicant_records_nothing_of_the_kind(sent):
    press(follow(sent), sent, "record-receipt", received_on="2026-03-09")
    assert sent.answer_received_on is None


def test_two_at_once_one_is_told(as_, sent):
    seen = sent.version
    press(as_("desk"), sent, "record-receipt", received_on="2026-03-09")
    response = press(as_("ppid"), sent, "record-receipt", received_on="2026-03-10", version=seen)
    assert response.status_code == 409 and sent.answer_received_on == date(2026, 3, 9)


def test_handed_over_on_a_day_that_is_past_but_not_before_it_was_signed(as_, signed):
    assert press(as_("desk"), signed, "notify", received_on="2026-03-03").status_code == 409
    assert press(as_("desk"), signed, "notify", received_on="2026-03-11").status_code == 409
    # Without proof a late answer could be booked as in time.
    assert press(as_("desk"), signed, "notify", received_on="2026-03-06").status_code == 409
    assert (signed.state, signed.notified_on) == (State.SIGNED, None)
    press(as_("desk"), signed, "notify", received_on="2026-03-06", proof=photo("tanda-terima.jpg"))
    assert (signed.state, signed.notified_on, signed.answer_received_on) == (
        State.NOTIFIED,
        date(2026, 3, 6),
        date(2026, 3, 6),
    )
    assert term_of(signed, "C06").reckoned.start == date(2026, 3, 6)
    row = signed.history.last()
    assert row.at == cases.at(TODAY) and row.details["received_on"] == "2026-03-06" and row.details["proof"]


def test_handing_over_the_information_proves_that_he_had_the_answer(as_, sent):
    press(as_("desk"), sent, "deliver", delivered_on="2026-03-06")
    assert (sent.state, sent.answer_received_on) == (State.DELIVERED, date(2026, 3, 6))
    assert term_of(sent, "C06").reckoned.start == date(2026, 3, 6)
    assert press(as_("desk"), sent, "record-receipt", received_on="2026-03-10").status_code == 409


def test_a_redirection_on_paper_has_its_receipt_recorded_too(as_, people):
    request = on_paper(people, State.REDIRECTED)
    assert (request.answer_received_on, request.objection_due_on) == (None, date(2026, 4, 23))
    press(as_("desk"), request, "record-receipt", received_on="2026-03-09")
    assert (request.state, request.answer_received_on) == (State.REDIRECTED, date(2026, 3, 9))
    assert request.objection_due_on == date(2026, 4, 28)


def test_a_notice_of_incompleteness_has_its_proof_too(as_, people):
    request = on_paper(people, State.INCOMPLETE)
    with on(TODAY):
        form = as_("desk").get(reverse("requests_act", args=[request.pk, "record-receipt"])).content.decode()
    assert "3 hari kerja untuk melengkapi permohonan" in form.lower()
    press(as_("desk"), request, "record-receipt", received_on="2026-03-09", proof=photo())
    assert request.applicant_due_on == date(2026, 3, 12) and request.answer_received_on is None
    assert request.files.get(kind=RequestFile.Kind.PROOF).sha256 == request.history.last().details["proof"]


def test_a_proof_is_read_by_whoever_knows_where_he_lives(as_, people, sent):
    press(as_("desk"), sent, "record-receipt", received_on="2026-03-09", proof=photo())
    proof = sent.files.get(kind=RequestFile.Kind.PROOF)
    address = reverse("requests_file", args=[sent.pk, proof.pk])
    for who, status in (("ppid", 200), ("desk", 200), ("atasan", 200), ("petugas", 404), ("petugas-lain", 404)):
        assert as_(who).post(address, {"file-purpose": "memeriksa"}).status_code == status, who


# --- objections -----------------------------------------------------------------------------------------------


def test_an_answer_to_an_objection_may_have_been_handed_over_since_it_was_decided(as_, decided):
    for day in ("2026-03-05", "2026-03-11"):
        assert press(as_("desk"), decided, "notify", received_on=day).status_code == 409
    assert decided.state == ObjectionState.DECIDED
    press(as_("desk"), decided, "notify", received_on="2026-03-09", proof=photo())
    assert (decided.notified_on, decided.answer_received_on) == (date(2026, 3, 9), date(2026, 3, 9))
    term = term_of(decided, "C08")
    assert (term.reckoned.start, decided.dispute_due_on) == (date(2026, 3, 9), term.shown_on)
    assert decided.files.get(kind=RequestFile.Kind.PROOF)


def test_a_proof_of_delivery_enters_the_case_file_by_itself(as_, answered):
    press(as_("atasan"), answered, "record-receipt", received_on="2026-03-09", proof=files.upload(files.pdf(), "r.pdf"))
    proof = answered.files.get(kind=RequestFile.Kind.PROOF)
    assert (proof.name, answered.answer_received_on) == ("bukti-penyampaian.pdf", date(2026, 3, 9))
    archive = zipfile.ZipFile(io.BytesIO(bundle(answered, applicant(answered), cases.at(TODAY)).read()))
    (name,) = [name for name in archive.namelist() if "bukti-penyampaian" in name]
    assert archive.read(name) == vault.read(proof.file, None, "uji", "uji")


@pytest.mark.parametrize("day", ["2026-03-05", "2026-03-11"])
def test_a_day_on_which_the_answer_to_an_objection_cannot_have_come_is_refused(as_, answered, day):
    assert press(as_("desk"), answered, "record-receipt", received_on=day, proof=photo()).status_code == 409
    assert answered.answer_received_on is None and answered.dispute_due_on is None
    assert not answered.files.filter(kind=RequestFile.Kind.PROOF).exists()


def test_a_term_that_silence_began_is_not_shortened_by_a_receipt(as_, people, decided):
    """Decided in time and handed over in time, but written down only after the day on which it lapsed."""
    lapsed = decided.due_on + timedelta(days=1)
    jobs.review(cases.at(lapsed.isoformat()))
    decided.refresh_from_db()
    told = decided.dispute_due_on
    press(as_("desk"), decided, "notify", lapsed.isoformat(), received_on="2026-03-09", proof=photo())
    term = term_of(decided, "C08")
    assert term.reckoned.start == date(2026, 3, 9) and term.due_on < told
    assert term.shown_on == decided.dispute_due_on == told
    with on(lapsed.isoformat()):
        status = follow(decided.request).get(reverse("requests_tracked_objection", args=[decided.pk]))
    assert "tidak dimajukan" in status.content.decode()


def test_the_page_of_a_case_says_that_the_day_is_missing(as_, sent):
    with on(TODAY):
        text = as_("desk").get(reverse("requests_case", args=[sent.pk])).content.decode()
        assert "tanggal diterima belum dicatat" in text and "Catat tanggal surat diterima pemohon" in text
        assert follow(sent).get(STATUS).status_code == 200

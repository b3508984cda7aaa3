"""What an applicant is told: what happens now and who acts, which dates matter and why, what each answer means."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from portal.core.refusal import Refusal
from portal.workdays.models import CalendarDay, CalendarYear
from ppid.requests import acts
from ppid.requests.actors import applicant
from ppid.requests.lifecycle import BY_CODE, FINAL_STATES, State
from ppid.requests.models import Deadline, HistoryRow, RequestedItem, Tariff
from ppid.requests.tracking.answer import OUTCOMES
from ppid.requests.tracking.standing import NOW, TOLD
from tests.ppid.information.withholding import withheld

from .. import cases
from .visits import STATUS, follow, words_of

pytestmark = pytest.mark.django_db

RECEIVED = cases.at("2026-03-06")
LATE = "Batas waktu jawaban sudah lewat. Anda berhak mengajukan keberatan"
INTERNAL = {"draft", "hand-in", "return", "assign"}


@pytest.fixture
def request_(db):
    """Received on Friday 6 March 2026, due on 27 March."""
    return cases.a_request(RECEIVED)


@pytest.fixture
def ppid(people):
    return cases.person(people["ppid"], RECEIVED)


def on(day: str):
    return time_machine.travel(cases.at(day), tick=False)


def test_every_state_and_every_outcome_has_its_words():
    assert NOW.keys() == set(State)
    assert OUTCOMES.keys() == set(RequestedItem.Outcome)


def test_every_act_is_told_but_those_within_the_office():
    assert BY_CODE.keys() - TOLD.keys() == INTERNAL


# --- dates ----------------------------------


def test_a_date_tells_how_much_is_left_and_why_it_is_that_date(request_):
    with on("2026-03-16"):
        words = words_of(request_)
    assert "Kami jawab paling lambat Jumat, 27 Maret 2026 (sisa 4 hari kerja)." in words
    assert "UU 14/2008 Pasal 22 ayat (7)" in words and "Kamis, 19 Maret 2026, tidak dihitung" in words
    assert LATE not in words


def test_on_the_last_day_nothing_is_late_and_on_the_next_it_is(request_):
    with on("2026-03-27"):
        assert LATE not in words_of(request_)
    with on("2026-03-28"):
        assert LATE in words_of(request_)


def test_after_an_extension_the_new_date_counts(request_, ppid):
    cases.do(request_, "declare-complete", ppid, RECEIVED)
    cases.do(request_, "extend", ppid, cases.at("2026-03-27"), ground="not-held-yet", reason="Data dikumpulkan.")
    with on("2026-03-30"):
        words = words_of(request_)
    assert "Kami jawab paling lambat Rabu, 8 April 2026" in words and LATE not in words
    assert "Waktu menjawab diperpanjang satu kali" in words


def test_a_notice_by_post_has_no_date_until_it_is_in_hand(people, ppid):
    desk = cases.person(people["petugas"], RECEIVED)
    request = cases.a_request(RECEIVED, email="", channel="post", received_by=desk)
    cases.do(request, "find-incomplete", ppid, RECEIVED, missing=["Identitas"])
    with on("2026-03-09"):
        assert "3 hari kerja, dihitung sejak Anda menerima surat kami" in words_of(request)


def test_who_lets_his_own_time_pass_is_told_that_he_may_still_complete(request_, ppid):
    cases.do(request_, "find-incomplete", ppid, RECEIVED, missing=["Identitas"])
    with on("2026-03-11"):
        assert "Lengkapi paling lambat Rabu, 11 Maret 2026" in words_of(request_)
    with on("2026-03-12"):
        assert "Batas waktu melengkapi sudah lewat" in words_of(request_)


def test_a_date_that_the_calendar_does_not_reach_is_told_and_not_guessed(request_):
    Deadline.objects.all().delete()
    request_.due_on = None
    request_.save()
    with on("2026-03-09"):
        words = words_of(request_)
    assert "Tanggal jawaban belum dapat dihitung" in words and "Kami jawab paling lambat" not in words


def test_a_changed_calendar_is_told_once_a_date_and_nothing_is_shortened(request_, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        CalendarDay.objects.get(date=date(2026, 3, 18)).delete()
    with on("2026-03-09"):
        words = words_of(request_)
    assert "Kami jawab paling lambat Jumat, 27 Maret 2026" in words
    assert "Jatuh tempo: Kamis, 26 Maret 2026" in words and "yang berlaku tetap Jumat, 27 Maret 2026" in words
    assert words.count("Kalender hari kerja berubah. Dihitung ulang: Jawaban tertulis atas permohonan.") == 1


def test_a_year_without_calendar_breaks_no_page(request_):
    CalendarYear.objects.update(status=CalendarYear.Status.FILLING)
    with on("2026-03-09"):
        assert "sisa waktu tidak diketahui" in words_of(request_)


# --- answers ----------------------------------


def answer(request, people, **first) -> None:
    """Answer the first item with ``first``, grant the second for looking at it, and give the answer out."""
    ppid, petugas = cases.person(people["ppid"]), cases.person(people["petugas"])
    item, other = request.items.all()
    granted = {"outcome": RequestedItem.Outcome.GRANTED, "viewing": "Meja layanan"}
    cases.do(request, "draft", petugas, items={item: first, other: first if "decision" in first else granted})
    cases.do(request, "hand-in", petugas)
    cases.do(request, "sign", ppid)
    cases.do(request, "notify", ppid)


@pytest.fixture
def disposed(people):
    return cases.bring_to(cases.a_request(), State.DISPOSED, people)


def test_a_refusal_names_its_ground_and_the_remedy_and_offers_nothing_to_take(disposed, people, as_):
    decision = withheld(as_, unit=str(cases.a_unit().pk))
    answer(disposed, people, outcome=RequestedItem.Outcome.REFUSED, decision=decision)
    words = words_of(disposed)
    assert "Ditolak: informasi ini dikecualikan menurut undang-undang." in words
    assert f"UU 14/2008 Pasal 17 huruf h: {decision.law_ground.title}. Penetapan nomor {decision.number}." in words
    assert "Keberatan dapat Anda ajukan paling lambat" in words and "keberatan kepada Atasan PPID" in words
    assert "Keputusan penolakan" in words
    assert "Saya sudah menerima" not in words and "Biaya" not in words


def test_what_was_not_given_is_not_taken_over(disposed, people, as_):
    decision = withheld(as_, unit=str(cases.a_unit().pk))
    answer(disposed, people, outcome=RequestedItem.Outcome.REFUSED, decision=decision)
    for who in (applicant(disposed), cases.person(people["ppid"])):
        with pytest.raises(Refusal, match="tidak ada yang diserahkan"):
            cases.do(disposed, "deliver", who)
        assert "deliver" not in {event.code for event in acts.possible_acts(disposed, who, timezone.localdate())}
    assert HistoryRow.objects.filter(request=disposed).last().event == "notify"


def test_what_is_held_elsewhere_names_the_holder(disposed, people):
    answer(disposed, people, outcome=RequestedItem.Outcome.NOT_HELD, holder="Badan Contoh Lain")
    words = words_of(disposed)
    assert "Tidak dapat kami berikan: informasi ini tidak kami kuasai." in words and "Badan Contoh Lain" in words
    assert "Lihat di Meja layanan" in words and "Saya sudah menerima" in words


def test_costs_are_those_of_the_letter(disposed, people):
    tariff = Tariff.objects.create(name="Fotokopi", unit="lembar", rupiah=500, legal_basis="x", valid_from="2026-01-01")
    disposed.costs.create(tariff=tariff, quantity=20, rupiah=500)
    answer(disposed, people, outcome=RequestedItem.Outcome.GRANTED, viewing="Meja layanan")
    tariff.rupiah = 900
    tariff.save()
    assert "Fotokopi 20 lembar × Rp500 = Rp10.000" in words_of(disposed)


def test_a_redirected_request_names_its_destination_and_may_be_objected_to(people):
    request = cases.bring_to(cases.a_request(), State.REDIRECTED, people)
    words = words_of(request)
    assert "Badan publik tujuan: Badan Publik Contoh." in words
    assert "Keberatan dapat Anda ajukan paling lambat" in words


# --- the survey ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_whose_request_is_over_is_offered_the_survey_and_the_survey_learns_of_nothing(people, state):
    html = follow(cases.bring_to(cases.a_request(), state, people)).get(STATUS).content.decode()
    link = '<a href="/survei/" rel="noreferrer" referrerpolicy="no-referrer">'
    assert html.count('"/survei/') == html.count(link) == (state in FINAL_STATES)

"""Objections carried out: dates, letters, pages, four eyes at the one door.

Acceptance checks 6, 7 and 9 (docs/rules.md).
"""

from datetime import date, timedelta

import pytest
from django.db import transaction

from portal.core.refusal import Refusal
from portal.officials.models import Appointment, Official, Position
from ppid.information.models import InformationPage
from ppid.requests import acts, jobs
from ppid.requests.actors import SYSTEM, applicant
from ppid.requests.clocks import rules
from ppid.requests.history import first_break
from ppid.requests.models import Deadline, HistoryRow, Letter, Objection, RequestMail
from ppid.requests.objections.lifecycle import State
from ppid.requests.objections.procedure import carry_out
from ppid.requests.objections.registration import register

from .. import cases
from . import cases as objections

pytestmark = pytest.mark.django_db

DAY_AFTER = cases.at("2026-03-05")
ANSWERED = cases.at("2026-03-04")


@pytest.fixture
def objection(answered):
    return objections.an_objection(answered, "ad", DAY_AFTER)


@pytest.fixture
def atasan(superior):
    return cases.person(superior, DAY_AFTER)


# --- check 6: filing ------------------------------------------------------------------------------------------------


def test_check_6_an_objection_on_the_second_day_after_refusal_is_registered_with_its_clock(answered):
    objection = objections.an_objection(answered, "a", cases.at("2026-03-06"))

    assert objection.number.startswith("1/PPID-K/") and objection.number.endswith("/III/2026")
    assert objection.state == State.RECEIVED
    assert not objection.is_late
    # Thirty working days after Friday 6 March 2026.
    assert objection.due_on == Deadline.objects.get(objection=objection, clock="C07").due_on == date(2026, 4, 27)
    assert objection.filing_due_on == date(2026, 4, 23)


def test_check_6_missing_periodic_information_needs_no_request(db):
    objection = objections.an_objection(None, "b", DAY_AFTER)

    assert (objection.request, objection.reasons) == (None, "b")
    assert objection.secret_hash


@pytest.mark.parametrize("reasons", ["a", "bc", "cdefg"])
def test_any_other_reason_without_a_request_is_refused_and_takes_no_number(db, reasons):
    with pytest.raises(Refusal, match="informasi berkala"):
        objections.an_objection(None, reasons, DAY_AFTER)

    assert not Objection.objects.exists()
    assert objections.an_objection(None, "b", DAY_AFTER).sequence == 1


def test_check_6_several_reasons_at_once(answered):
    assert objections.an_objection(answered, "gca", DAY_AFTER).reasons == "acg"


def test_a_late_objection_is_registered_and_flagged(answered):
    objection = objections.an_objection(answered, "a", cases.at("2026-04-24"))

    assert objection.is_late
    assert HistoryRow.objects.get(objection=objection).details["is_late"] is True


def test_nobody_is_called_late_while_nobody_knows_when_he_had_the_answer(people):
    desk = cases.person(people["petugas"], ANSWERED)
    on_paper = cases.a_request(cases.at("2026-03-02"), email="", channel="post", received_by=desk)
    cases.bring_to(on_paper, "notified", people, ANSWERED)
    assert on_paper.answer_received_on is None
    assert not objections.an_objection(on_paper, "a", cases.at("2026-04-24")).is_late

    cases.do(on_paper, "record-receipt", desk, DAY_AFTER, received_on=date(2026, 3, 5))
    assert not objections.an_objection(on_paper, "a", cases.at("2026-04-24")).is_late
    assert objections.an_objection(on_paper, "a", cases.at("2026-04-27")).is_late


def test_an_objection_may_come_before_anything_was_answered(people):
    request = cases.a_request(cases.at("2026-03-02"))

    assert objections.an_objection(request, "c", cases.at("2026-03-03")).state == State.RECEIVED


def test_sent_twice_it_is_one(answered):
    statement = objections.a_statement("a")
    how = {"channel": "web", "received_at": DAY_AFTER, "now": DAY_AFTER}

    first, is_new = register(statement, answered, **how)
    again, is_new_again = register(statement, answered, **how)

    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    assert RequestMail.objects.filter(objection=first, kind=RequestMail.Kind.OBJECTION_RECEIVED).count() == 1


def test_numbers_have_no_gap_when_a_registration_fails(answered):
    with pytest.raises(RuntimeError), transaction.atomic():
        objections.an_objection(answered, "a", DAY_AFTER)
        raise RuntimeError
    assert objections.an_objection(answered, "a", DAY_AFTER).sequence == 1


def test_check_6_silence_for_thirty_working_days_shows_the_window_of_fourteen(objection):
    due = objection.due_on
    assert jobs.review(cases.at(due.isoformat(), 23)).lapsed == 0
    run = jobs.review(cases.at((due + timedelta(days=1)).isoformat(), 1))
    objection.refresh_from_db()

    assert run.lapsed == 1
    term = Deadline.objects.get(objection=objection, clock="C08", replaced_at=None)
    assert term.reckoned.start_event == "objection-unanswered"
    assert term.reckoned.start == due
    assert term.reckoned.amount == rules.clock("C08").amount == 14
    assert objection.dispute_due_on == term.due_on == date(2026, 5, 19)
    assert RequestMail.objects.filter(objection=objection, kind=RequestMail.Kind.OBJECTION_LAPSED).count() == 1
    assert jobs.review(cases.at((due + timedelta(days=2)).isoformat())).lapsed == 0


def test_the_superior_may_still_answer_after_silence_and_the_window_starts_anew(objection, atasan):
    jobs.review(cases.at((objection.due_on + timedelta(days=1)).isoformat()))
    objection.refresh_from_db()
    by_silence = objection.dispute_due_on
    late = cases.at((objection.due_on + timedelta(days=3)).isoformat())
    objections.do(objection, "decide", atasan, late, decision=objections.upholding("ad"))
    objections.do(objection, "notify", atasan, late)

    assert objection.dispute_due_on > by_silence


# --- the decision ---------------------------------------------------------------------------------------------------


def test_a_decision_is_a_letter_and_tells_the_ppid(objection, atasan, people):
    decision = objections.accepting("ad", date(2026, 3, 20))
    objections.do(objection, "decide", atasan, DAY_AFTER, decision=decision)

    letter = Letter.objects.get(objection=objection)
    assert letter.kind == Letter.Kind.DECISION
    assert letter.content["objection"]["order"] == "Berikan informasi yang diminta."
    assert objection.target_on is not None, "until the answer is with the applicant, its term runs"
    told = RequestMail.objects.filter(objection=objection, kind=RequestMail.Kind.OBJECTION_WAITING)
    assert people["ppid"].email in set(told.values_list("address", flat=True))
    objections.do(objection, "notify", atasan, DAY_AFTER)
    assert objection.target_on is None


@pytest.mark.parametrize(
    ("decision", "word"),
    [
        (objections.upholding("a", reason=""), "Pasal 36 ayat"),
        (objections.upholding("a", order="Berikan.", order_due_on=date(2026, 3, 20)), "tidak memuat perintah"),
        (objections.accepting("a", date(2026, 3, 20), order=""), "perintah kepada PPID"),
        (objections.accepting("a", None), "batas pelaksanaan"),
        (objections.upholding("a", order_due_on=date(2026, 3, 20)), "hanya diisi bila ada perintah"),
        (objections.accepting("a", date(2026, 3, 4)), "sebelum hari ini"),
        (objections.accepting("a", date(2026, 3, 20), answers={}), "alasan a"),
        (objections.accepting("a", date(2026, 3, 20), outcome="settled"), "musyawarah"),
        (objections.accepting("a", date(2026, 3, 20), opens=True), "judul"),
        (objections.accepting("a", date(2026, 3, 20), outcome=""), "Pilih putusannya"),
    ],
)
def test_a_decision_lacks_nothing(answered, atasan, decision, word):
    objection = objections.an_objection(answered, "a", DAY_AFTER)
    with pytest.raises(Refusal, match=word):
        objections.do(objection, "decide", atasan, DAY_AFTER, decision=decision)
    objection.refresh_from_db()

    assert (objection.state, objection.outcome, objection.version) == (State.RECEIVED, "", 0)
    assert not Letter.objects.filter(objection=objection).exists()


def test_a_settlement_is_possible_for_the_other_reasons(answered, atasan):
    objection = objections.an_objection(answered, "ag", DAY_AFTER)
    settled = objections.accepting("ag", date(2026, 3, 20), outcome="settled")
    objections.do(objection, "decide", atasan, DAY_AFTER, decision=settled)

    assert objection.outcome == Objection.Outcome.SETTLED


def test_check_9_an_order_to_open_drafts_the_page_that_becomes_a_row_of_the_dip(objection, atasan, anytime):
    decision = objections.accepting("ad", date(2026, 3, 20), opens=True, title="Laporan kinerja 2025")
    objections.do(objection, "decide", atasan, DAY_AFTER, decision=decision)

    page = InformationPage.objects.get(pk=objection.page_id)
    assert (page.title, page.live, page.legal_item) == ("Laporan kinerja 2025", False, "A15")
    assert objection.number in page.guidance
    assert page.unit == objection.request.unit
    assert page.get_parent().specific == anytime


# --- what follows -----------------------------------------------------------------------------------------------------


def test_the_order_is_followed_to_its_end(objection, atasan, people):
    objections.do(objection, "decide", atasan, DAY_AFTER, decision=objections.accepting("ad", date(2026, 3, 20)))
    objections.do(objection, "notify", atasan, DAY_AFTER)
    ppid = cases.person(people["ppid"], DAY_AFTER)
    with pytest.raises(Refusal, match="belum dilaksanakan"):
        objections.do(objection, "close", ppid, DAY_AFTER)
    with pytest.raises(Refusal, match="Jelaskan"):
        objections.do(objection, "fulfil", ppid, DAY_AFTER, text=" ")
    objections.do(objection, "fulfil", ppid, DAY_AFTER, text="Salinan dikirim.")
    objections.do(objection, "respond", applicant(objection), DAY_AFTER, response="satisfied")
    objections.do(objection, "close", ppid, DAY_AFTER)

    assert (objection.state, objection.response) == (State.CLOSED, Objection.Response.SATISFIED)
    rows = list(HistoryRow.objects.filter(objection=objection))
    assert [row.event for row in rows] == ["object", "decide", "notify", "fulfil", "respond", "close"]
    assert first_break(rows) is None


def test_a_letter_by_post_starts_the_window_when_it_is_in_hand(people, atasan, answered):
    answered.email = ""
    answered.save()
    desk = cases.person(people["petugas"], DAY_AFTER)
    objection = objections.an_objection(answered, "a", DAY_AFTER, channel="counter", received_by=desk)
    objections.do(objection, "decide", atasan, DAY_AFTER, decision=objections.upholding("a"))
    objections.do(objection, "notify", desk, DAY_AFTER)
    assert objection.dispute_due_on is None
    objections.do(objection, "record-receipt", desk, cases.at("2026-03-10"), received_on=date(2026, 3, 9))

    assert objection.dispute_due_on == Deadline.objects.get(objection=objection, clock="C08").due_on
    with pytest.raises(Refusal):
        objections.do(objection, "record-receipt", desk, cases.at("2026-03-10"), received_on=date(2026, 3, 9))


def test_two_at_once_one_is_told(objection, atasan):
    seen = objection.version
    objections.do(objection, "decide", atasan, DAY_AFTER, decision=objections.upholding("ad"))
    with pytest.raises(acts.Conflict, match="Putuskan keberatan"):
        carry_out(objection.pk, "notify", atasan, DAY_AFTER, seen_version=seen)


def test_the_applicant_of_one_request_moves_no_other_objection(objection):
    stranger = applicant(cases.a_request(DAY_AFTER))
    with pytest.raises(Refusal):
        objections.do(objection, "withdraw", stranger, DAY_AFTER)
    objections.do(objection, "withdraw", applicant(objection.request), DAY_AFTER)

    assert objection.state == State.WITHDRAWN


def test_the_system_decides_nothing(objection):
    with pytest.raises(Refusal):
        objections.do(objection, "decide", SYSTEM, DAY_AFTER, decision=objections.upholding("ad"))


# --- check 7: four eyes ---------------------------------------------------------------------------------------


def appoint(user, role: str, kind: str) -> None:
    official, _ = Official.objects.get_or_create(user=user, defaults={"name": user.get_full_name() or user.username})
    Appointment.objects.create(
        official=official,
        position=Position.objects.get(code=role),
        kind=kind,
        valid_from=date(2026, 1, 1),
        valid_to=None if kind == Appointment.Kind.DEFINITIVE else date(2026, 12, 31),
        decree_number="1/SK/2026",
        decree_date=date(2026, 1, 1),
    )


# Who did what on the request: the unit drafted, the PPID signed (``cases.WAY``); the others had no part in it.
PARTS = {"petugas": "drafted", "ppid": "signed", "webmaster": "", "kadis": ""}


@pytest.mark.parametrize("kind", ["group", "definitive", "plt", "plh"])
@pytest.mark.parametrize("who", PARTS)
def test_check_7_whoever_answered_never_decides_in_whatever_hat(objection, people, who, kind):
    user = people[who]
    if kind == "group":
        user.groups.add(Position.objects.get(code="atasan-ppid").group)
    else:
        appoint(user, "atasan-ppid", kind)
    decider = cases.person(user, DAY_AFTER)
    assert decider.hat("atasan-ppid"), "he does hold the office"

    if PARTS[who]:
        with pytest.raises(Refusal):
            objections.do(objection, "decide", decider, DAY_AFTER, decision=objections.upholding("ad"))
        objection.refresh_from_db()
        assert objection.state == State.RECEIVED
    else:
        objections.do(objection, "decide", decider, DAY_AFTER, decision=objections.upholding("ad"))
        assert objection.decided_by == user


@pytest.mark.parametrize("kind", ["plt", "plh"])
def test_check_7_who_signed_as_acting_ppid_does_not_decide_either(people, superior, kind):
    """The definitive Atasan PPID stood in for the PPID and signed: another one has to decide."""
    appoint(superior, "ppid", kind)
    request = cases.a_request(cases.at("2026-03-02"))
    stand_in = {**people, "ppid": superior}
    cases.bring_to(request, "notified", stand_in, ANSWERED)
    Appointment.objects.all().delete()
    objection = objections.an_objection(request, "a", DAY_AFTER)
    decider = cases.person(superior, DAY_AFTER)
    assert not decider.hat("ppid"), "the appointment is over"
    with pytest.raises(Refusal, match="ikut menjawab"):
        objections.do(objection, "decide", decider, DAY_AFTER, decision=objections.upholding("a"))


@pytest.mark.parametrize("who", ["superuser", "ppid", "petugas", "kadis", "outsider"])
def test_nobody_else_decides(objection, people, who):
    with pytest.raises(Refusal):
        objections.do(
            objection, "decide", cases.person(people[who], DAY_AFTER), DAY_AFTER, decision=objections.upholding("ad")
        )

"""The table of an objection's acts: the exact list for everybody in every state, and each guard."""

from datetime import date

import pytest

from ppid.requests.lifecycle import Actor, Who, open_to, why_not
from ppid.requests.objections.lifecycle import BY_CODE, EVENTS, Facts, State

TODAY = date(2026, 3, 10)

# A letter may come back signed late, a code may be lost.
ALWAYS = ("put-final", "reissue-secret")
# Written by hand, from UU 14/2008 Pasal 35-36; the table must give exactly this.
EXPECTED: dict[Who, dict[State, list[str]]] = {
    Who.APPEAL_AUTHORITY: {
        State.RECEIVED: ["decide", "put-final"],
        State.DECIDED: ["notify", "put-final"],
        State.NOTIFIED: ["record-receipt", "close", "put-final"],
        State.FULFILLED: ["record-receipt", "close", "put-final"],
        State.CLOSED: ["record-receipt", "put-final"],
        State.WITHDRAWN: ["put-final"],
    },
    Who.PPID: {
        State.RECEIVED: ["name-page", "withdraw", *ALWAYS],
        State.DECIDED: ["notify", "prepare", "name-page", *ALWAYS],
        State.NOTIFIED: ["record-receipt", "prepare", "fulfil", "name-page", "respond", "close", *ALWAYS],
        State.FULFILLED: ["record-receipt", "name-page", "respond", "close", *ALWAYS],
        State.CLOSED: ["record-receipt", "name-page", *ALWAYS],
        State.WITHDRAWN: [*ALWAYS],
    },
    Who.DESK: {
        State.RECEIVED: ["withdraw", *ALWAYS],
        State.DECIDED: ["notify", "prepare", *ALWAYS],
        State.NOTIFIED: ["record-receipt", "prepare", "respond", "close", *ALWAYS],
        State.FULFILLED: ["record-receipt", "respond", "close", *ALWAYS],
        State.CLOSED: ["record-receipt", *ALWAYS],
        State.WITHDRAWN: [*ALWAYS],
    },
    Who.UNIT: {State.DECIDED: ["prepare"], State.NOTIFIED: ["prepare"]},
    Who.APPLICANT: {State.RECEIVED: ["withdraw"], State.NOTIFIED: ["respond"], State.FULFILLED: ["respond"]},
    Who.SYSTEM: {
        **{key: ["lapse"] for key in (State.RECEIVED, State.DECIDED)},
        **{key: ["close-after-term"] for key in (State.NOTIFIED, State.FULFILLED)},
    },
}


@pytest.mark.parametrize("who", Who)
@pytest.mark.parametrize("state", State)
def test_everybody_has_exactly_these_acts(who, state):
    rows = open_to(state, frozenset({who}), EVENTS)

    assert [row.code for row in rows] == EXPECTED[who].get(state, [])


def refused(code: str, facts: Facts, part: Who, user_id: int | None = 1, also: tuple[Who, ...] = ()) -> str:
    return why_not(BY_CODE[code], facts, Actor(frozenset({part, *also}), user_id), TODAY)


def test_who_answered_does_not_decide():
    assert "ikut menjawab" in refused("decide", Facts(State.RECEIVED, answerers=frozenset({1})), Who.APPEAL_AUTHORITY)
    assert not refused("decide", Facts(State.RECEIVED, answerers=frozenset({2})), Who.APPEAL_AUTHORITY)


def test_the_ppid_does_not_decide_in_another_hat():
    facts = Facts(State.RECEIVED)

    assert "tidak memutus" in refused("decide", facts, Who.APPEAL_AUTHORITY, also=(Who.PPID,))


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (Facts(State.RECEIVED), "kalender"),
        (Facts(State.RECEIVED, due_on=TODAY), "belum berakhir"),
        (Facts(State.RECEIVED, due_on=date(2026, 3, 9), has_lapsed=True), "Sudah dicatat"),
        (Facts(State.RECEIVED, due_on=date(2026, 3, 9)), ""),
    ],
)
def test_silence_has_effect_after_the_term_and_once(facts, word):
    said = refused("lapse", facts, Who.SYSTEM, None)

    assert word in said and bool(said) == bool(word)


def test_what_was_not_ordered_is_not_fulfilled():
    for code in ("fulfil", "prepare"):
        assert "tidak memuat perintah" in refused(code, Facts(State.NOTIFIED), Who.PPID)
        assert not refused(code, Facts(State.NOTIFIED, has_order=True), Who.PPID)


def test_a_file_goes_out_by_two_people():
    facts = Facts(State.NOTIFIED, has_order=True, preparers=frozenset({1}))

    assert "dua orang" in refused("fulfil", facts, Who.PPID)
    assert not refused("fulfil", facts, Who.PPID, user_id=2)


def test_an_unclean_file_does_not_go_out():
    facts = Facts(State.NOTIFIED, has_order=True, faults_of_files=("a.pdf: rahasia",))

    assert refused("fulfil", facts, Who.PPID) == "a.pdf: rahasia"


def test_an_order_is_carried_out_before_the_end():
    assert refused("close", Facts(State.NOTIFIED, has_order=True), Who.PPID)
    assert not refused("close", Facts(State.FULFILLED, has_order=True), Who.PPID)
    assert not refused("close", Facts(State.NOTIFIED), Who.PPID)


def test_the_receipt_of_the_answer_is_recorded_once():
    assert refused("record-receipt", Facts(State.NOTIFIED, answer_received_on=TODAY), Who.DESK)
    assert not refused("record-receipt", Facts(State.NOTIFIED), Who.DESK)


def test_only_an_objection_without_request_has_a_code():
    assert refused("reissue-secret", Facts(State.RECEIVED), Who.DESK)
    assert not refused("reissue-secret", Facts(State.RECEIVED, has_request=False), Who.DESK)


def test_a_letter_comes_back_signed_only_where_one_was_issued():
    assert "Belum ada surat" in refused("put-final", Facts(State.RECEIVED), Who.APPEAL_AUTHORITY)
    assert not refused("put-final", Facts(State.RECEIVED, has_letters=True), Who.APPEAL_AUTHORITY)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"answer_received_on": None}, "belum dicatat"),
        ({"dispute_due_on": TODAY}, "masih dapat mengajukan sengketa"),
        ({"dispute_due_on": None}, "masih dapat mengajukan sengketa"),
        ({"has_open_dispute": True}, "masih berjalan"),
        ({"has_order": True}, "belum dilaksanakan"),
        ({"state": State.FULFILLED, "has_order": True}, ""),
        ({}, ""),
    ],
)
def test_it_ends_by_itself_when_nothing_is_left_and_the_applicants_term_is_over(facts, word):
    over = {"state": State.NOTIFIED, "answer_received_on": date(2026, 2, 2), "dispute_due_on": date(2026, 3, 9)}
    said = refused("close-after-term", Facts(**{**over, **facts}), Who.SYSTEM, None)

    assert word in said and bool(said) == bool(word)

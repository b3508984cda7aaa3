"""The table of acts: the exact list for everybody in every state, and each guard."""

from datetime import date

import pytest

from ppid.requests.lifecycle import BY_CODE, EVENTS, FINAL_STATES, Actor, Facts, State, Who, open_to, why_not

TODAY = date(2026, 3, 10)

# What changes nothing of the request itself: its letters come back signed or proved late, a code is lost.
AFTER_THE_END = ("record-receipt", "put-final", "reissue-secret")
ENDED = {
    **{state: [*AFTER_THE_END[1:]] for state in FINAL_STATES},
    # These were answered.
    **{key: [*AFTER_THE_END] for key in (State.CLOSED, State.REDIRECTED)},
}
# Written by hand, from the law and the SOP of the service desk; the table must give exactly this.
EXPECTED: dict[Who, dict[State, list[str]]] = {
    Who.PPID: {
        State.RECEIVED: [
            *("declare-complete", "find-incomplete", "extend", "redirect", "withdraw"),
            *("put-final", "assign", "reissue-secret"),
        ],
        State.INCOMPLETE: [
            *("record-receipt", "complete", "close-incomplete", "withdraw", "put-final", "assign", "reissue-secret"),
        ],
        State.ACCEPTED: ["dispose", "extend", "redirect", "withdraw", "put-final", "assign", "reissue-secret"],
        State.DISPOSED: ["dispose", "extend", "redirect", "withdraw", "put-final", "assign", "reissue-secret"],
        State.DRAFTING: ["dispose", "extend", "redirect", "withdraw", "put-final", "assign", "reissue-secret"],
        State.DRAFTED: ["return", "sign", "extend", "withdraw", "put-final", "assign", "reissue-secret"],
        State.SIGNED: ["notify", "withdraw", "put-final", "assign", "reissue-secret"],
        State.NOTIFIED: ["record-receipt", "deliver", "close", "put-final", "assign", "reissue-secret"],
        State.DELIVERED: ["record-receipt", "close", "put-final", "assign", "reissue-secret"],
        **ENDED,
    },
    Who.DESK: {
        State.RECEIVED: ["declare-complete", "find-incomplete", "withdraw", "put-final", "reissue-secret"],
        State.INCOMPLETE: ["record-receipt", "complete", "close-incomplete", "withdraw", "put-final", "reissue-secret"],
        State.ACCEPTED: ["withdraw", "put-final", "reissue-secret"],
        State.DISPOSED: ["withdraw", "put-final", "reissue-secret"],
        State.DRAFTING: ["withdraw", "put-final", "reissue-secret"],
        State.DRAFTED: ["withdraw", "put-final", "reissue-secret"],
        State.SIGNED: ["notify", "withdraw", "put-final", "reissue-secret"],
        State.NOTIFIED: ["record-receipt", "deliver", "close", "put-final", "reissue-secret"],
        State.DELIVERED: ["record-receipt", "close", "put-final", "reissue-secret"],
        **ENDED,
    },
    Who.UNIT: {
        **{state: [] for state in State},
        State.DISPOSED: ["draft"],
        State.DRAFTING: ["draft", "hand-in"],
    },
    Who.APPLICANT: {
        **{state: [] for state in State},
        State.RECEIVED: ["withdraw"],
        State.INCOMPLETE: ["complete", "withdraw"],
        State.ACCEPTED: ["withdraw"],
        State.DISPOSED: ["withdraw"],
        State.DRAFTING: ["withdraw"],
        State.DRAFTED: ["withdraw"],
        State.SIGNED: ["withdraw"],
        State.NOTIFIED: ["deliver"],
    },
    Who.SYSTEM: {
        **{state: [] for state in State},
        State.INCOMPLETE: ["close-incomplete"],
        **{key: ["close-after-term"] for key in (State.NOTIFIED, State.DELIVERED)},
    },
    Who.APPEAL_AUTHORITY: {state: [] for state in State},
}


@pytest.mark.parametrize("part", Who)
@pytest.mark.parametrize("state", State)
def test_the_table_says_exactly_what_each_may_do(part, state):
    assert [event.code for event in open_to(state, frozenset({part}))] == EXPECTED[part][state]


@pytest.mark.parametrize("state", State)
def test_who_has_no_part_may_do_nothing(state):
    assert open_to(state, frozenset()) == []


def test_every_event_names_its_law_and_its_people():
    assert len({event.code for event in EVENTS}) == len(EVENTS)
    assert all(event.legal_basis and event.who and event.sources and event.label for event in EVENTS)
    assert all(not (event.sources & FINAL_STATES) or event.code in AFTER_THE_END for event in EVENTS)


def refused(code: str, facts: Facts, part: Who = Who.PPID, user_id: int = 1, today: date = TODAY) -> str:
    return why_not(BY_CODE[code], facts, Actor(frozenset({part}), user_id), today)


def test_extension_comes_once_and_in_time():
    open_case = Facts(State.ACCEPTED, due_on=date(2026, 3, 10))
    assert refused("extend", open_case) == ""
    assert "sebelum" in refused("extend", open_case, today=date(2026, 3, 11))
    assert "satu kali" in refused("extend", Facts(State.ACCEPTED, due_on=TODAY, extended_on=date(2026, 3, 9)))


def test_an_unfinished_request_is_closed_only_after_the_applicants_term():
    assert "belum dicatat" in refused("close-incomplete", Facts(State.INCOMPLETE))
    on_the_last_day = Facts(State.INCOMPLETE, applicant_due_on=TODAY)
    assert "masih mempunyai waktu" in refused("close-incomplete", on_the_last_day)
    assert refused("close-incomplete", on_the_last_day, today=date(2026, 3, 11)) == ""


def test_the_day_of_receipt_is_recorded_once():
    assert refused("record-receipt", Facts(State.INCOMPLETE)) == ""
    assert "sudah dicatat" in refused("record-receipt", Facts(State.INCOMPLETE, applicant_due_on=TODAY))
    completed_once = Facts(State.NOTIFIED, applicant_due_on=TODAY)
    assert refused("record-receipt", completed_once) == ""
    assert "sudah dicatat" in refused("record-receipt", Facts(State.NOTIFIED, answer_received_on=TODAY))


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"answer_received_on": None}, "belum dicatat"),
        ({"objection_due_on": TODAY}, "masih dapat mengajukan keberatan"),
        ({"objection_due_on": None}, "masih dapat mengajukan keberatan"),
        ({"has_open_objection": True}, "Masih ada keberatan"),
        ({"waits_for_handover": True}, "Penyerahan"),
        ({"state": State.DELIVERED}, ""),
        ({}, ""),
    ],
)
def test_it_ends_by_itself_when_nothing_is_owed_and_the_applicants_term_is_over(facts, word):
    over = {"state": State.NOTIFIED, "answer_received_on": date(2026, 1, 20), "objection_due_on": date(2026, 3, 9)}
    said = refused("close-after-term", Facts(**{**over, **facts}), Who.SYSTEM)
    assert word in said and bool(said) == bool(word)


def test_a_letter_comes_back_signed_only_where_one_was_issued():
    assert "Belum ada surat" in refused("put-final", Facts(State.RECEIVED))
    assert refused("put-final", Facts(State.RECEIVED, has_letters=True)) == ""


@pytest.mark.parametrize("code, part", [("hand-in", Who.UNIT), ("sign", Who.PPID)])
def test_nothing_half_answered_goes_on(code, part):
    state = State.DRAFTING if code == "hand-in" else State.DRAFTED
    assert refused(code, Facts(state), part) == ""
    assert "1 butir" in refused(code, Facts(state, items_without_outcome=1), part)
    assert refused(code, Facts(state, faults_of_items=("Butir 1: kurang.",)), part) == "Butir 1: kurang."
    assert refused(code, Facts(state, faults_of_files=("a.xlsx: lembar",)), part) == "a.xlsx: lembar"


def test_who_drafted_does_not_sign_even_with_both_hats():
    drafted = Facts(State.DRAFTED, drafters=frozenset({1}))
    assert "dua orang" in refused("sign", drafted, user_id=1)
    assert refused("sign", drafted, user_id=2) == ""

"""Acts carried out: their dates, their letters, their guards at the one door.

Acceptance checks 3 to 5 (docs/rules.md).
"""

from datetime import date

import pytest

from portal.core.refusal import Refusal
from ppid.requests import acts
from ppid.requests.actors import applicant
from ppid.requests.lifecycle import State, Who
from ppid.requests.models import Deadline, HistoryRow, Letter, RequestedItem, RequestFile
from ppid.requests.visibility import Aspect, aspects, visible_to

from . import cases

pytestmark = pytest.mark.django_db

RECEIVED, NOTICED = cases.at("2026-03-02"), cases.at("2026-03-06")


@pytest.fixture
def ppid(people):
    return cases.person(people["ppid"], NOTICED)


@pytest.fixture
def incomplete(ppid):
    """Found incomplete on Friday 6 March 2026, with the notice sent by mail on that day."""
    request = cases.a_request(RECEIVED)
    cases.do(request, "find-incomplete", ppid, NOTICED, missing=["Salinan kartu identitas"])
    return request


# --- check 3: completeness --------------------------------------------------------------------------------------


def test_check_3_the_applicant_has_three_working_days_from_the_notice(incomplete):
    assert incomplete.state == State.INCOMPLETE
    assert incomplete.applicant_due_on == date(2026, 3, 11)
    assert Letter.objects.get().kind == Letter.Kind.INCOMPLETE


def test_check_3_completed_the_answer_is_due_from_that_day_and_the_guard_stays(incomplete):
    guard = incomplete.guard_on
    cases.do(incomplete, "complete", applicant(incomplete), cases.at("2026-03-11"), text="Terlampir")
    assert incomplete.state == State.RECEIVED
    # Ten working days after 11 March, across Nyepi, Idulfitri and their cuti bersama.
    assert incomplete.due_on == date(2026, 4, 1)
    assert incomplete.guard_on == guard == date(2026, 3, 16)
    assert incomplete.applicant_due_on is None


def test_check_3_not_completed_it_is_closed_and_stays_in_the_register(incomplete, ppid):
    with pytest.raises(Refusal, match="masih mempunyai waktu"):
        cases.do(incomplete, "close-incomplete", ppid, cases.at("2026-03-11", 23))
    cases.do(incomplete, "close-incomplete", ppid, cases.at("2026-03-12"))
    assert (incomplete.state, incomplete.closed_on) == (State.CLOSED_INCOMPLETE, date(2026, 3, 12))
    assert HistoryRow.objects.filter(request=incomplete).last().event == "close-incomplete"


def test_a_letter_by_post_starts_the_term_when_it_is_in_hand(people, ppid):
    desk = cases.person(people["petugas"], NOTICED)
    request = cases.a_request(RECEIVED, email="", channel="post", received_by=desk)
    cases.do(request, "find-incomplete", desk, NOTICED, missing=["Identitas"])
    assert request.applicant_due_on is None
    for wrong in (date(2026, 3, 5), date(2026, 3, 11)):
        with pytest.raises(Refusal):
            cases.do(request, "record-receipt", desk, cases.at("2026-03-10"), received_on=wrong)
    cases.do(request, "record-receipt", desk, cases.at("2026-03-10"), received_on=date(2026, 3, 9))
    assert request.applicant_due_on == date(2026, 3, 12)


# --- check 4: extension ------------------------------------------------------------------------------------------


@pytest.fixture
def accepted(ppid):
    request = cases.a_request(cases.at("2026-03-06"))
    cases.do(request, "declare-complete", ppid, NOTICED)
    return request


def extend(request, ppid, day: str):
    cases.do(request, "extend", ppid, cases.at(day), ground="not-held-yet", reason="Data dikumpulkan dari unit.")


def test_check_4_an_extension_adds_seven_working_days_with_its_letter_in_the_same_act(accepted, ppid):
    extend(accepted, ppid, "2026-03-27")
    assert (accepted.due_on, accepted.extended_on) == (date(2026, 4, 8), date(2026, 3, 27))
    assert list(Letter.objects.values_list("kind", flat=True)) == [Letter.Kind.EXTENSION]


def test_check_4_there_is_no_second_extension_and_none_after_the_due_date(accepted, ppid):
    with pytest.raises(Refusal, match="sebelum"):
        extend(accepted, ppid, "2026-03-28")
    extend(accepted, ppid, "2026-03-27")
    with pytest.raises(Refusal, match="satu kali"):
        extend(accepted, ppid, "2026-03-27")
    assert Letter.objects.count() == 1


def test_the_first_due_date_stays_on_record(accepted, ppid):
    extend(accepted, ppid, "2026-03-27")
    kept = dict(Deadline.objects.filter(request=accepted, replaced_at=None).values_list("clock", "due_on"))
    assert (kept["C04"], kept["C05"]) == (date(2026, 3, 27), date(2026, 4, 8))


# --- check 5: refusal ---------------------------------------------------------------------------------------------


def hand_in(request, people, **values):
    """The unit answers the first item with ``values`` and grants the second; then it hands in."""
    petugas = cases.person(people["petugas"])
    first, second = request.items.all()
    granted = {"outcome": RequestedItem.Outcome.GRANTED, "viewing": "Meja layanan"}
    cases.do(request, "draft", petugas, items={first: values, second: granted})
    cases.do(request, "hand-in", petugas)


@pytest.fixture
def disposed(people):
    return cases.bring_to(cases.a_request(), State.DISPOSED, people)


def test_check_5_nothing_is_refused_without_a_decision(disposed, people):
    with pytest.raises(Refusal, match="uji konsekuensi"):
        hand_in(disposed, people, outcome=RequestedItem.Outcome.REFUSED)
    disposed.refresh_from_db()
    assert disposed.state == State.DRAFTING


@pytest.mark.parametrize(
    "values, lacking",
    [
        ({"outcome": "granted"}, "berkas"),
        ({"outcome": "partly", "viewing": "Meja"}, "dihitamkan"),
        ({"outcome": "not-held"}, "badan publik"),
        ({"outcome": "redirected"}, "badan publik"),
        ({"outcome": "not-documented"}, "didokumentasikan"),
        ({"outcome": ""}, "1 butir"),
    ],
)
def test_an_answer_that_lacks_something_is_not_handed_in(disposed, people, values, lacking):
    with pytest.raises(Refusal, match=lacking):
        hand_in(disposed, people, **values)


# --- the door ---------------------------------------------------------------------------------------


def test_four_eyes_who_drafted_does_not_sign(people):
    request = cases.bring_to(cases.a_request(), State.DRAFTED, people)
    people["petugas"].groups.add(*people["ppid"].groups.all())
    with pytest.raises(Refusal, match="dua orang"):
        cases.do(request, "sign", cases.person(people["petugas"]), files_were_read=True)
    cases.do(request, "sign", cases.person(people["ppid"]), files_were_read=True)
    assert RequestFile.objects.get().checked_by == people["ppid"]


def test_the_signer_has_read_every_file(people):
    request = cases.bring_to(cases.a_request(), State.DRAFTED, people)
    with pytest.raises(Refusal, match="sudah Anda baca"):
        cases.do(request, "sign", cases.person(people["ppid"]))
    assert RequestFile.objects.get().checked_by is None


def test_a_file_with_something_hidden_does_not_go_out(disposed, people):
    petugas = cases.person(people["petugas"])
    cases.grant(disposed, petugas)
    RequestFile.objects.update(findings=[{"code": "hidden-sheet", "text": "Lembar “Gaji” tersembunyi."}])
    with pytest.raises(Refusal, match="Gaji"):
        cases.do(disposed, "hand-in", petugas)


def test_whoever_saw_an_older_state_is_told_who_was_first(ppid):
    request = cases.a_request()
    seen = request.version
    cases.do(request, "declare-complete", ppid)
    with pytest.raises(acts.Conflict, match=r"Nyatakan lengkap.*Contoh ppid"):
        acts.carry_out(request.pk, "find-incomplete", ppid, cases.timezone.now(), {"missing": ["x"]}, seen)
    assert not Letter.objects.exists()


def test_a_conflict_tells_the_state_that_was_seen_and_the_one_that_is(ppid):
    request = cases.a_request()
    seen = request.version
    cases.do(request, "declare-complete", ppid)
    cases.do(request, "dispose", ppid, unit=cases.a_unit())
    words = f"Nyatakan lengkap.*{State.RECEIVED.label}.*sekarang.*{State.DISPOSED.label}"
    with pytest.raises(acts.Conflict, match=words):
        acts.carry_out(request.pk, "find-incomplete", ppid, cases.timezone.now(), {"missing": ["x"]}, seen)
    for nonsense in (-5, 99):
        with pytest.raises(acts.Conflict):
            acts.carry_out(request.pk, "dispose", ppid, cases.timezone.now(), {"unit": cases.a_unit()}, nonsense)


def test_a_calendar_that_is_not_loaded_refuses_an_act_in_words(ppid):
    from portal.workdays.models import CalendarYear

    request = cases.a_request()
    CalendarYear.objects.update(status=CalendarYear.Status.FILLING)
    with pytest.raises(Refusal, match="belum dimuat"):
        cases.do(request, "find-incomplete", ppid, missing=["KTP"])
    assert not Letter.objects.exists()


@pytest.mark.parametrize("who", ["kadis", "pelaksana", "webmaster", "outsider", "superuser", "petugas"])
def test_whoever_has_no_part_moves_nothing(people, who):
    request = cases.a_request()
    with pytest.raises(Refusal):
        cases.do(request, "declare-complete", cases.person(people[who]))
    request.refresh_from_db()
    assert (request.state, request.version) == (State.RECEIVED, 0)


@pytest.mark.parametrize("unit, parts", [("p2p", {Who.UNIT}), ("lain", {Who.DESK}), (None, {Who.DESK})])
def test_whoever_is_assigned_is_its_desk_unless_he_is_of_the_unit_that_drafts(people, disposed, ppid, unit, parts):
    """Drafting needs no identity; the desk's acts do."""
    petugas = people["petugas"]
    petugas.official.unit = cases.a_unit(unit) if unit else None
    petugas.official.save()
    cases.do(disposed, "assign", ppid, officer=petugas)
    person = cases.person(petugas)
    assert person.parts_in(disposed) == parts
    assert list(visible_to(person)) == [disposed]
    assert (Aspect.IDENTITY in aspects(disposed, person)) == (Who.DESK in parts)


def test_only_who_may_act_on_requests_is_assigned(people, ppid):
    request = cases.a_request()
    with pytest.raises(Refusal, match="bukan petugas"):
        cases.do(request, "assign", ppid, officer=people["webmaster"])
    cases.do(request, "assign", ppid, officer=people["ppid"])
    cases.do(request, "assign", ppid, officer=None)
    assert request.officer is None


def test_the_applicant_of_one_request_moves_no_other():
    mine, other = cases.a_request(), cases.a_request()
    with pytest.raises(Refusal):
        cases.do(other, "withdraw", applicant(mine))
    cases.do(mine, "withdraw", applicant(mine))
    assert (mine.state, other.state) == (State.WITHDRAWN, State.RECEIVED)


def test_a_unit_due_date_comes_before_the_legal_one(ppid, accepted):
    with pytest.raises(Refusal, match="lebih awal"):
        cases.do(accepted, "dispose", ppid, NOTICED, unit=cases.a_unit(), internal_due_on=accepted.due_on)
    cases.do(accepted, "dispose", ppid, NOTICED, unit=cases.a_unit())
    assert accepted.internal_due_on == date(2026, 3, 17)


def test_a_new_code_kills_the_old_one_and_only_after_the_identity_was_checked(ppid):
    from ppid.requests import secret

    request = cases.a_request()
    with pytest.raises(Refusal, match="identitas"):
        cases.do(request, "reissue-secret", ppid)
    act = cases.do(request, "reissue-secret", ppid, identity_checked=True)
    assert secret.matches(act.result["code"], request.secret_hash)
    assert not secret.matches(cases.CODE, request.secret_hash)

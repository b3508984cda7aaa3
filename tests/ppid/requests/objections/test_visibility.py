"""Who sees what of an objection: every part in it, before and after the decision, and lists by the same rule."""

from dataclasses import replace

import pytest

from ppid.requests.actors import SYSTEM, Person, applicant
from ppid.requests.models import Letter, Objection, RequestFile
from ppid.requests.objections import visibility
from ppid.requests.objections.lifecycle import State
from ppid.requests.visibility import Aspect
from tests.conftest import make_official

from .. import cases
from . import cases as objections

pytestmark = pytest.mark.django_db

NOW = cases.at("2026-03-05")
EVERYTHING = frozenset(Aspect)
OF_THE_APPLICANT = EVERYTHING - {
    Aspect.IDENTITY,
    Aspect.ANSWER,
    Aspect.DRAFT_ANSWER,
    Aspect.HISTORY,
    Aspect.INTERNAL,
}
OF_THE_UNIT = frozenset({Aspect.STANDING, Aspect.ITEMS, Aspect.ANSWER, Aspect.DRAFT_ANSWER})


@pytest.fixture
def objection(answered):
    return objections.an_objection(answered, "d", NOW)


@pytest.fixture
def who(people, superior, objection):
    """Everybody who could have to do with it, by what he is to it."""
    made = {name: cases.person(people[name], NOW) for name in ("ppid", "petugas", "superuser", "outsider")}
    desk = make_official("loket", "petugas")
    Objection.objects.filter(pk=objection.pk).update(received_by=desk)
    objection.refresh_from_db()
    other_applicant = applicant(cases.a_request(NOW))
    return made | {
        "superior": cases.person(superior, NOW),
        "desk": cases.person(desk, NOW),
        "other petugas": cases.person(make_official("petugas2", "petugas"), NOW),
        "applicant": applicant(objection),
        "applicant by the request's code": applicant(objection.request),
        "other applicant": other_applicant,
        "stranger": Person(name="Orang asing"),
    }


def seen_by(objection: Objection, who: dict) -> dict[str, frozenset]:
    return {name: visibility.aspects(objection, person) for name, person in who.items()}


def test_before_the_decision(objection, who):
    assert seen_by(objection, who) == {
        "ppid": EVERYTHING,
        "superior": EVERYTHING,
        "desk": EVERYTHING,
        "petugas": frozenset(),
        "other petugas": frozenset(),
        "superuser": frozenset(),
        "outsider": frozenset(),
        "applicant": OF_THE_APPLICANT,
        "applicant by the request's code": OF_THE_APPLICANT,
        "other applicant": frozenset(),
        "stranger": frozenset(),
    }


def decided(objection: Objection, who: dict) -> None:
    decision = objections.accepting("d", cases.at("2026-03-20").date())
    objections.do(objection, "decide", who["superior"], NOW, decision=decision)


def test_after_an_order_the_unit_sees_what_it_prepares_and_the_applicant_nothing_yet(objection, who):
    before = seen_by(objection, who)
    decided(objection, who)
    assert seen_by(objection, who) == before | {"petugas": OF_THE_UNIT}


def test_the_applicant_sees_the_decision_once_he_is_notified_and_the_files_once_the_order_is_carried_out(
    objection, who
):
    me = who["applicant"]
    decided(objection, who)
    letter = Letter.Kind.DECISION
    assert not visibility.letters_for(objection, me).filter(kind=letter).exists()
    assert visibility.letters_for(objection, who["ppid"]).filter(kind=letter).exists()
    assert not visibility.letters_for(objection, who["petugas"]).exists()

    objections.do(objection, "notify", who["ppid"], NOW)
    assert visibility.letters_for(objection, me).filter(kind=letter).exists()
    released = RequestFile.Kind.RELEASED
    assert not visibility.sees_file(objection, released, visibility.aspects(objection, me))
    assert visibility.sees_file(objection, released, visibility.aspects(objection, who["petugas"]))
    objections.do(objection, "fulfil", who["ppid"], NOW, text="Sudah diberikan.")
    assert visibility.sees_file(objection, released, visibility.aspects(objection, me))


@pytest.mark.parametrize("state", State)
def test_the_applicant_reads_the_answer_in_these_states_and_no_others(objection, who, state):
    objection.state = state
    has_answer = Aspect.ANSWER in visibility.aspects(objection, who["applicant"])
    assert has_answer == (state in {State.NOTIFIED, State.FULFILLED, State.CLOSED})


def test_proofs_of_identity_are_for_the_office_alone(objection, who):
    kinds = (RequestFile.Kind.IDENTITY, RequestFile.Kind.POWER_OF_ATTORNEY, RequestFile.Kind.SCAN)
    reads = {
        name
        for name, person in who.items()
        if any(visibility.sees_file(objection, kind, visibility.aspects(objection, person)) for kind in kinds)
    }
    assert reads == {"ppid", "superior", "desk"}


def test_lists_hold_what_may_be_seen_and_nothing_else(objection, who):
    without_request = objections.an_objection(None, "b", NOW)
    elsewhere = objections.an_objection(cases.a_request(NOW), "c", NOW)
    for act in (lambda: None, lambda: decided(objection, who)):
        act()
        for name, person in who.items():
            listed = set(visibility.visible_to(person))
            seen = {each for each in (objection, without_request, elsewhere) if visibility.aspects(each, person)}
            assert listed == (set() if person.applicant_of else seen), name
    assert objection in visibility.visible_to(who["petugas"])


def test_whoever_answers_for_the_desk_of_the_request_is_the_desk_of_its_objection(objection, who):
    """By assignment, and not within the unit: there somebody only drafts."""
    other = who["other petugas"]
    objection.request.officer = other.user
    objection.request.save()
    assert visibility.aspects(objection, other) == EVERYTHING
    assert objection in visibility.visible_to(other)
    objection.request.officer = who["petugas"].user
    objection.request.save()
    assert visibility.aspects(objection, who["petugas"]) == frozenset()
    assert objection not in visibility.visible_to(who["petugas"])


def test_the_system_sees_dates_alone(objection):
    assert visibility.aspects(objection, SYSTEM) == {Aspect.STANDING}
    assert visibility.aspects(objection, replace(SYSTEM, is_system=False)) == frozenset()

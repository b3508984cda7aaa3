"""Nothing falls out of the system: what is open waits on a desk, or its day comes by itself.

docs/why/0009: a case ends when nothing is owed any more and the applicant's term is over.
"""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ppid.requests import jobs
from ppid.requests.actors import applicant
from ppid.requests.disputes.recording import Record, record
from ppid.requests.disputes.recording import register as register_dispute
from ppid.requests.lifecycle import OPEN_STATES, State
from ppid.requests.models import Dispute, HistoryRow, InformationRequest, Objection, RequestMail
from ppid.requests.objections.lifecycle import State as ObjectionState
from tests.conftest import make_official

from . import cases
from .objections import cases as objections

pytestmark = pytest.mark.django_db

MONDAY, ANSWERED = cases.at("2026-03-02"), cases.at("2026-03-04")
# Thirty working days after 4 March 2026.
TERM = date(2026, 4, 23)
Delivery = InformationRequest.DeliveryMethod


@pytest.fixture
def people(people):
    people["atasan"] = make_official("atasan", "atasan-ppid")
    people["desk"] = make_official("desk", "petugas")
    for name, unit in (("desk", "meja"), ("petugas", "p2p")):
        cases.belongs_to(people[name], cases.a_unit(unit))
    return people


@pytest.fixture
def brought(people):
    def bring(state, **changes):
        desk = cases.person(people["desk"], MONDAY)
        request = cases.a_request(MONDAY, channel="counter", received_by=desk, **changes)
        return cases.bring_to(request, state, people, ANSWERED)

    return bring


def review(day: date):
    return jobs.review(cases.at(day.isoformat()))


def desk_of(people, who: str, day: date):
    """What that person's desk answers that day, to a browser in which he has just logged in."""
    client = Client()
    with time_machine.travel(cases.at(day.isoformat()), tick=False):
        client.force_login(people[who])
        return client.get(reverse("sop_desk"))


def waits(people, case, day: date) -> set[str]:
    """On whose desk the case stands that day."""
    return {
        who
        for who in ("ppid", "atasan", "desk", "petugas")
        if any(row.matter.title.startswith(case.number) for row in desk_of(people, who, day).context["desk"].waiting)
    }


def step_on_desk(people, who: str, day: date) -> str:
    return desk_of(people, who, day).content.decode()


# --- requests -------------------------------------------------------------------------------------------------


def test_handed_over_before_receipts_were_recorded_it_waits_for_the_day_of_its_answer(brought, people):
    request = brought(State.DELIVERED, email="")
    InformationRequest.objects.filter(pk=request.pk).update(answer_received_on=None)
    later = TERM + timedelta(days=30)
    assert review(later).ended == 0
    assert waits(people, request, later) == {"ppid", "desk"}
    assert "pencatatan tanggal surat diterima pemohon" in step_on_desk(people, "desk", later)


@pytest.mark.parametrize("state", [State.NOTIFIED, State.DELIVERED])
def test_a_request_ends_the_day_after_the_term_to_object_and_not_before(brought, state):
    request = brought(state)
    assert request.objection_due_on == TERM
    assert review(TERM).ended == 0
    assert review(TERM + timedelta(days=1)).ended == 1
    assert review(TERM + timedelta(days=1)).ended == 0
    request.refresh_from_db()
    row = HistoryRow.objects.filter(request=request).last()
    assert (request.state, request.closed_on) == (State.CLOSED, TERM + timedelta(days=1))
    assert (row.event, row.office, row.actor) == ("close-after-term", "Sistem", None)
    assert "Pasal 36 ayat (1)" in row.legal_basis
    assert RequestMail.objects.filter(request=request, kind=RequestMail.Kind.CLOSED).count() == 1


def test_it_does_not_end_while_an_objection_runs_and_ends_with_it(people, brought):
    request = brought(State.NOTIFIED)
    objection = objections.an_objection(request, "a", cases.at("2026-03-05"))
    review(TERM + timedelta(days=1))
    request.refresh_from_db()
    assert request.state == State.NOTIFIED
    objections.do(objection, "withdraw", applicant(objection), cases.at("2026-05-04"))
    assert review(date(2026, 5, 5)).ended == 1
    request.refresh_from_db()
    assert request.state == State.CLOSED


def test_while_nobody_knows_when_a_letter_was_in_hand_it_waits_to_be_recorded(people, brought):
    request = brought(State.NOTIFIED, email="")
    for day in (ANSWERED.date(), TERM + timedelta(days=100)):
        assert waits(people, request, day) == {"ppid", "desk"}
        assert "encatatan tanggal surat diterima pemohon" in step_on_desk(people, "desk", day)
        assert review(day).ended == 0
    now = cases.at("2026-09-01")
    cases.do(request, "record-receipt", cases.person(people["desk"], now), now, received_on=date(2026, 3, 9))
    assert waits(people, request, date(2026, 9, 1)) == set()
    assert review(date(2026, 9, 2)).ended == 1


def test_a_notice_of_incompleteness_on_paper_waits_to_be_recorded_and_then_closes(people, brought):
    request = brought(State.INCOMPLETE, email="")
    assert waits(people, request, date(2026, 3, 5)) == {"ppid", "desk"}
    cases.do(
        request, "record-receipt", cases.person(people["desk"]), cases.at("2026-03-10"), received_on=date(2026, 3, 9)
    )
    assert waits(people, request, date(2026, 3, 10)) == set()
    assert review(date(2026, 3, 13)).closed == 1


@pytest.mark.parametrize("how", Delivery)
def test_what_the_office_has_to_hand_over_waits_until_it_is(people, brought, how):
    request = brought(State.NOTIFIED, delivery_method=how)
    by_office = how != Delivery.PORTAL
    assert waits(people, request, date(2026, 3, 5)) == ({"ppid", "desk"} if by_office else set())
    assert ("enyerahan informasi" in step_on_desk(people, "desk", date(2026, 3, 5))) == by_office
    assert review(TERM + timedelta(days=1)).ended == (0 if by_office else 1)
    if by_office:
        assert waits(people, request, TERM + timedelta(days=1)) == {"ppid", "desk"}
        now = cases.at("2026-05-04")
        cases.do(request, "deliver", cases.person(people["desk"], now), now)
        assert waits(people, request, date(2026, 5, 4)) == set()
        assert review(date(2026, 5, 5)).ended == 1


def test_a_refusal_has_nothing_to_hand_over(people, brought):
    request = brought(State.NOTIFIED, delivery_method=Delivery.POST)
    request.items.update(outcome="not-held")
    assert waits(people, request, date(2026, 3, 5)) == set()
    assert review(TERM + timedelta(days=1)).ended == 1


# --- objections -----------------------------------------------------------------------------------------------


@pytest.fixture
def objected(people, brought):
    """An objection by mail, or on paper, upheld and told on 5 March; with an order, if one is given."""

    def make(*, order: bool = False, **changes):
        now = cases.at("2026-03-05")
        desk = cases.person(people["desk"], now)
        found = objections.an_objection(
            brought(State.NOTIFIED, **changes), "a", now, channel="counter", received_by=desk
        )
        decision = objections.accepting("a", date(2026, 3, 20)) if order else objections.upholding("a")
        objections.do(found, "decide", cases.person(people["atasan"], now), now, decision=decision)
        objections.do(found, "notify", desk, now)
        return found

    return make


def test_an_objection_ends_the_day_after_the_term_for_a_dispute(people, objected):
    objection = objected()
    assert waits(people, objection, objection.dispute_due_on) == set()
    assert review(objection.dispute_due_on).ended == 0
    # Its request has its term still to run.
    assert review(objection.dispute_due_on + timedelta(days=1)).ended == 1
    objection.refresh_from_db()
    row = HistoryRow.objects.filter(objection=objection).last()
    assert (objection.state, row.event, row.office) == (ObjectionState.CLOSED, "close-after-term", "Sistem")
    assert RequestMail.objects.filter(objection=objection, kind=RequestMail.Kind.OBJECTION_CLOSED).count() == 1


def test_an_order_is_carried_out_before_it_ends(people, objected):
    objection = objected(order=True)
    after = objection.dispute_due_on + timedelta(days=1)
    assert review(after).ended == 0
    assert "ppid" in waits(people, objection, after)
    now = cases.at(after.isoformat())
    objections.do(objection, "fulfil", cases.person(people["ppid"], now), now, text="Salinan dikirim.")
    assert waits(people, objection, after) == set()
    assert review(after).ended == 1


@pytest.mark.parametrize("order", [False, True])
def test_while_nobody_knows_when_the_answer_was_in_hand_it_waits_to_be_recorded(people, objected, order):
    objection = objected(order=order, email="")
    for day in (date(2026, 3, 6), date(2026, 9, 1)):
        assert {"ppid", "desk"} <= waits(people, objection, day)
        assert "encatatan tanggal tanggapan diterima pemohon" in step_on_desk(people, "desk", day)
        assert review(day).ended == 0
    now = cases.at("2026-09-01")
    if order:
        objections.do(objection, "fulfil", cases.person(people["ppid"], now), now, text="Salinan dikirim.")
        assert waits(people, objection, date(2026, 9, 1)) == {"ppid", "desk"}
    objections.do(objection, "record-receipt", cases.person(people["desk"], now), now, received_on=date(2026, 3, 9))
    assert waits(people, objection, date(2026, 9, 1)) == set()
    assert review(date(2026, 9, 2)).ended == 1


def test_it_does_not_end_while_the_commission_has_it(people, objected):
    objection, now = objected(), cases.at("2026-03-10")
    ppid = cases.person(people["ppid"], now)
    dispute = register_dispute(objection.pk, Record(now.date(), "1/KI/2026"), ppid, now)
    after = objection.dispute_due_on + timedelta(days=1)
    assert review(after).ended == 0
    late = cases.at(after.isoformat())
    record(dispute.pk, "end", Record(after), ppid, late, Dispute.objects.get().version)
    assert review(after).ended == 1


def test_nothing_open_is_on_nobodys_desk_when_every_term_is_over(people, brought, objected, monkeypatch):
    """Every open state, by mail and on paper, whatever way the copies go: half a year later each has end or desk."""
    for room in ("on_desk", "desk", "objections.desk"):
        monkeypatch.setattr(f"ppid.requests.{room}.MOST_ROWS", 1000)
    for email in ("pemohon@contoh.invalid", ""):
        for how in (Delivery.PORTAL, Delivery.POST):
            for state in OPEN_STATES:
                brought(state, email=email, delivery_method=how)
        for order in (False, True):
            objected(order=order, email=email)
    total = InformationRequest.objects.count() + Objection.objects.count()
    day = date(2026, 9, 1)
    review(day)

    left = {case for model in (InformationRequest, Objection) for case in model.objects.open()}
    assert 0 < len(left) < total
    on_desks = {
        row.matter.key
        for who in ("ppid", "atasan", "desk", "petugas")
        for row in desk_of(people, who, day).context["desk"].waiting
    }
    # A request whose objection runs waits for that.
    waiting = {
        case.key
        for case in left
        if case.key in on_desks or (case.KIND == "request" and case.objections.open().exists())
    }
    assert {case.key for case in left} == waiting

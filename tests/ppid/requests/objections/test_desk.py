"""Objections on the officials' desk, and the reminders of their terms: for whom, with which date, how often."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from ppid.requests import reminders
from ppid.requests.models import Objection, RequestMail
from ppid.requests.objections.lifecycle import State
from tests import verbs
from tests.conftest import make_official
from tests.sop.test_desk import MAX_QUERIES, queries_of

from .. import cases
from . import cases as objections

pytestmark = pytest.mark.django_db

NOW = cases.at("2026-03-05")
Kind = RequestMail.Kind


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people(people):
    people["atasan"] = make_official("atasan", "atasan-ppid")
    for name, unit in (("desk", "meja"), ("petugas-lain", "lain")):
        people[name] = make_official(name, "petugas")
        cases.belongs_to(people[name], cases.a_unit(unit))
    return people


@pytest.fixture
def objection(people):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", people, cases.at("2026-03-04"))
    return objections.an_objection(request, "ad", NOW, channel="counter", received_by=cases.person(people["desk"]))


def decide(objection, people, **changes):
    decision = objections.accepting("ad", date(2026, 3, 20), **changes)
    objections.do(objection, "decide", cases.person(people["atasan"], NOW), NOW, decision=decision)


def waits_for(as_, objection, people=("ppid", "atasan", "desk", "petugas", "petugas-lain", "kadis", "superuser")):
    return {
        who for who in people if any(title.startswith(objection.number) for title in verbs.waiting_on_desk(as_(who)))
    }


def test_it_waits_for_whoever_takes_the_next_step(as_, objection, people):
    assert waits_for(as_, objection) == {"atasan"}
    decide(objection, people)
    assert waits_for(as_, objection) == {"ppid", "desk", "petugas"}
    desk, ppid = cases.person(people["desk"]), cases.person(people["ppid"])
    objections.do(objection, "notify", desk, NOW)
    assert waits_for(as_, objection) == {"ppid", "petugas"}
    text = as_("ppid").get(reverse("sop_desk")).content.decode()
    assert "pelaksanaan perintah" in text and "20 Mar 2026" in text
    objections.do(objection, "fulfil", ppid, NOW, text="Salinan dikirim.")
    assert waits_for(as_, objection) == set()


def test_it_does_not_wait_for_a_superior_who_answered(as_, people):
    stand_in = {**people, "ppid": make_official("ppid-lama", "ppid")}
    request = cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", stand_in, cases.at("2026-03-04"))
    stand_in["ppid"].groups.set(people["atasan"].groups.all())
    people["ppid-lama"] = stand_in["ppid"]
    objection = objections.an_objection(request, "a", NOW)
    assert waits_for(as_, objection, ("atasan", "ppid-lama")) == {"atasan"}


def test_what_was_opened_waits_until_it_is_public(as_, objection, people, anytime):
    decide(objection, people, opens=True, title="Laporan kinerja 2025")
    desk, ppid = cases.person(people["desk"]), cases.person(people["ppid"])
    objections.do(objection, "notify", desk, NOW)
    objections.do(objection, "fulfil", ppid, NOW, text="Konsep halaman diajukan.")
    objections.do(objection, "close", ppid, NOW)
    assert waits_for(as_, objection) == {"ppid", "petugas"}
    assert "penayangan informasi yang dibuka" in as_("ppid").get(reverse("sop_desk")).content.decode()
    assert "belum tayang" in as_("ppid").get(reverse("objections_list")).content.decode()
    type(objection.page).objects.filter(pk=objection.page_id).update(live=True)
    assert waits_for(as_, objection) == set()


def test_the_desk_costs_the_same_for_many(as_, objection, people):
    few = queries_of(as_("atasan"))
    for _ in range(8):
        objections.an_objection(objection.request, "a", NOW)
    assert queries_of(as_("atasan")) == few <= MAX_QUERIES


# --- reminders -------------------------------------------------------------------------------------------------------


def told(kind) -> set[str]:
    return set(RequestMail.objects.filter(kind=kind).values_list("address", flat=True))


def test_the_superior_is_reminded_of_his_term_once_each(objection, people):
    assert reminders.remind(objection.target_on - timedelta(days=10)) == 0
    for day, kind in ((objection.target_on, Kind.OBJECTION_DUE_SOON), (date(2026, 4, 28), Kind.OBJECTION_OVERDUE)):
        assert reminders.remind(day) == 1
        assert reminders.remind(day) == 0
        assert told(kind) == {people["atasan"].email}


def test_the_ppid_is_reminded_of_an_order_once_each(objection, people):
    decide(objection, people)
    objections.do(objection, "notify", cases.person(people["desk"]), NOW)
    for day, kind in ((date(2026, 3, 20), Kind.ORDER_DUE_SOON), (date(2026, 3, 25), Kind.ORDER_OVERDUE)):
        assert reminders.remind(day) == 1
        assert reminders.remind(day) == 0
        assert told(kind) == {people["ppid"].email}
    objections.do(objection, "fulfil", cases.person(people["ppid"]), NOW, text="Salinan dikirim.")
    assert Objection.objects.get().state == State.FULFILLED
    assert reminders.remind(date(2026, 4, 1)) == 0

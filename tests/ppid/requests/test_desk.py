"""Requests on the officials' desk: for whom, in which order, with which date, at what cost."""

import gzip
import html

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from portal.workdays.models import CalendarYear
from ppid.requests.lifecycle import State
from ppid.requests.models import InformationRequest
from tests import verbs
from tests.conftest import make_official
from tests.sop.test_desk import MAX_BYTES, MAX_QUERIES, queries_of, section

from . import cases

pytestmark = pytest.mark.django_db

MONDAY = cases.at("2026-03-02")
NOBODYS = ("kadis", "pelaksana", "webmaster", "petugas-lain", "atasan", "outsider", "superuser")
# Written by hand from the lifecycle: who takes the next step of a request that the counter took in.
WAITS_FOR = {
    State.RECEIVED: {"ppid", "desk"},
    State.INCOMPLETE: set(),
    State.ACCEPTED: {"ppid"},
    State.DISPOSED: {"petugas"},
    State.DRAFTING: {"petugas"},
    State.DRAFTED: {"ppid"},
    State.SIGNED: {"ppid", "desk"},
    **{
        state: set()
        for state in (
            *(State.NOTIFIED, State.DELIVERED, State.CLOSED),
            *(State.REDIRECTED, State.WITHDRAWN, State.CLOSED_INCOMPLETE),
        )
    },
}


@pytest.fixture
def people(people):
    people["atasan"] = make_official("atasan", "atasan-ppid")
    for name, unit in (("desk", "meja"), ("petugas-lain", "lain")):
        people[name] = make_official(name, "petugas")
        cases.belongs_to(people[name], cases.a_unit(unit))
    cases.belongs_to(people["petugas"], cases.a_unit())
    return people


@pytest.fixture
def brought(people):
    def bring(state, now=None, **changes):
        desk = cases.person(people["desk"], now)
        request = cases.a_request(now, channel="counter", received_by=desk, **changes)
        return cases.bring_to(request, state, people, now)

    return bring


def read(client) -> str:
    return html.unescape(client.get(reverse("sop_desk")).content.decode())


def waiting_on(client) -> list[str]:
    """The numbers of the requests that wait, in the order of the desk."""
    return [title.split(":")[0] for title in verbs.waiting_on_desk(client)]


@pytest.mark.parametrize("state", State)
def test_it_waits_for_whoever_takes_the_next_step(as_, brought, state):
    request = brought(state)
    found = {who for who in ("ppid", "petugas", "desk", *NOBODYS) if waiting_on(as_(who)) == [request.number]}
    assert found == WAITS_FOR[state]
    for who in NOBODYS:
        assert request.number not in read(as_(who))


def test_the_most_overdue_comes_first_each_by_the_date_of_its_step(as_, people, brought):
    with time_machine.travel(MONDAY, tick=False):
        late = brought(State.ACCEPTED, cases.at("2026-02-02"))
        later = brought(State.DRAFTED, cases.at("2026-02-09"))
        to_be_checked = brought(State.RECEIVED, cases.at("2026-02-27"))
        fresh = brought(State.ACCEPTED, cases.at("2026-02-27"))
        assert waiting_on(as_("ppid")) == [request.number for request in (late, later, to_be_checked, fresh)]
        waiting = section(read(as_("ppid")), "menunggu")
        assert "Terlambat" in waiting
        for words in ("pemeriksaan kelengkapan · sebagai PPID", "jatuh tempo 4 Mar 2026, 16.00"):
            assert words in waiting


def test_the_unit_reads_its_own_date(as_, brought):
    with time_machine.travel(MONDAY, tick=False):
        request = brought(State.DISPOSED, MONDAY)
        assert f"jatuh tempo {request.internal_due_on.day} Mar 2026" in section(read(as_("petugas")), "menunggu")
        # A day on which the office is closed, as an officer may choose one, lasts until its end.
        InformationRequest.objects.update(internal_due_on="2026-03-07")
        assert "jatuh tempo 7 Mar 2026, 23.59" in section(read(as_("petugas")), "menunggu")


def test_a_date_that_could_not_be_reckoned_is_told(as_, people):
    CalendarYear.objects.update(status=CalendarYear.Status.FILLING)
    cases.a_request()
    assert "belum dihitung karena kalender kerja belum dimuat" in section(read(as_("ppid")), "menunggu").lower()


def test_who_drafted_it_does_not_find_it_waiting_for_his_signature(as_, people, brought):
    people["petugas"].groups.add(Group.objects.get(position__code="ppid"))
    request = brought(State.DRAFTED)
    assert waiting_on(as_("petugas")) == []
    assert waiting_on(as_("ppid")) == [request.number]


def test_assigned_outside_of_the_unit_he_is_its_desk(as_, people):
    request = cases.a_request()
    cases.do(request, "assign", cases.person(people["ppid"]), officer=people["petugas-lain"])
    assert waiting_on(as_("petugas-lain")) == [request.number]


def test_what_lies_elsewhere_and_what_was_just_done_is_told(as_, people, brought):
    request = brought(State.DISPOSED)
    elsewhere = section(read(as_("ppid")), "lain")
    assert request.number in elsewhere and f"Di {cases.a_unit().name}" in elsewhere
    done = section(read(as_("ppid")), "ditangani")
    assert "disposisikan kepada unit" in done and request.number in done and f"di {cases.a_unit().name}" in done
    # Whoever has no part any more finds nothing of it.
    people["ppid"].groups.clear()
    people["ppid"].groups.add(Group.objects.get(position__code="kadis"))
    assert request.number not in read(as_("ppid"))


def test_the_way_to_the_list_is_for_officers(as_):
    for who, may in (("ppid", True), ("petugas", True), ("atasan", True), ("kadis", False), ("superuser", False)):
        assert (f'href="{reverse("requests_list")}"' in read(as_(who))) == may


def test_hostile_words_are_words(as_, people):
    cases.a_request(items=["<script>alert(1)</script> {{ 7*7 }}"])
    assert "<script>alert" not in as_("ppid").get(reverse("sop_desk")).content.decode()


@pytest.mark.parametrize("who", ["ppid", "petugas", "desk", "atasan"])
def test_many_requests_cost_as_many_queries_as_few_and_the_desk_stays_small(as_, people, brought, who):
    def one_more() -> None:
        for state in (State.RECEIVED, State.ACCEPTED, State.DISPOSED, State.DRAFTED):
            brought(state)

    for _ in range(4):  # more than are shown, so that the rest is counted too
        one_more()
    few = queries_of(as_(who))
    for _ in range(8):
        one_more()
    assert queries_of(as_(who)) == few <= MAX_QUERIES
    answer = as_(who).get(reverse("sop_desk"))
    assert len(answer.content) <= MAX_BYTES and len(gzip.compress(answer.content)) < 12_000
    assert ("Permohonan lainnya dalam daftar" in read(as_(who))) == (who != "atasan")

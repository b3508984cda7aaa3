"""The end of an exemption (PP 61/2010 Pasal 11): prepared 30 working days before, open by law on the date itself."""

import datetime as dt
import io
import threading

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from portal.sop.models import Notice, StepRecord
from portal.workdays.calendar import closed_days
from portal.workdays.models import CalendarYear
from portal.workdays.reckoning import add_working_days
from ppid.information.exemptions import expiry
from ppid.information.models import Category, ClassificationDecision, DecisionEnding, InformationPage
from tests import verbs
from tests.conftest import build_house, make_official, needs_row_locks
from tests.sop.test_holes import EVERYBODY, bulk
from tests.sop.test_rules import appoint

from .withholding import a_unit, belongs_to, state_of, withheld

pytestmark = pytest.mark.django_db

ENDS_ON = dt.date(2027, 6, 30)


@pytest.fixture
def travel(as_, people):
    """``travel(day)``: ten o'clock of that day, when everybody has logged in again."""
    with time_machine.travel(dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC), tick=False) as traveller:

        def to(day: dt.date) -> None:
            traveller.move_to(dt.datetime.combine(day, dt.time(2), dt.UTC))
            for who in EVERYBODY:
                as_(who).force_login(people[who])

        yield to


@pytest.fixture
def decision(travel, as_, ppid):
    return withheld(as_, ends_on=ENDS_ON.isoformat())


@pytest.fixture
def target(decision):
    return expiry.target_date(ENDS_ON, closed_days())


def review() -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("review_exemptions", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def waiting_on_desk(as_, who: str = "ppid") -> list[str]:
    return [row.matter.title for row in as_(who).get(reverse("sop_desk")).context["desk"].waiting]


def open_it(client: Client, decision, reason: str = "Jangka waktunya berakhir."):
    return client.post(reverse("information_open_decision", args=[decision.pk]), {"reason": reason})


def one_day(days: int) -> dt.timedelta:
    return dt.timedelta(days=days)


# --- before the end -------------------------------------------------------------------------------------------


def test_the_target_is_exactly_thirty_working_days_before(target):
    assert add_working_days(target, 30, closed_days()).due == ENDS_ON
    assert target < ENDS_ON - one_day(40)


def test_the_day_before_the_target_nothing_is_to_be_done(as_, travel, decision, target):
    travel(target - one_day(1))
    assert review() == ("", "")
    assert waiting_on_desk(as_) == []
    assert not Notice.objects.filter(kind="noted").exists()


def test_from_the_target_on_it_lies_on_the_desk_of_the_ppid_and_he_is_told_once(as_, people, travel, decision, target):
    travel(target)
    mail.outbox.clear()
    # The desk asks no job.
    assert waiting_on_desk(as_) == [decision.title]
    for day in (0, 0, 1, 7):
        travel(target + one_day(day))
        review()
    notice = Notice.objects.get(kind="noted")
    assert (notice.recipient, notice.subject) == (people["ppid"], f"Siapkan penetapan pembukaan: {decision.title}")
    assert "30 Juni 2027" in notice.body
    assert "PP 61/2010 Pasal 11 ayat (2)" in notice.body
    assert StepRecord.objects.about(decision.test).filter(step="Siapkan penetapan pembukaan").count() == 1


def test_it_is_on_nobody_elses_desk(as_, travel, decision, target):
    travel(target)
    for who in EVERYBODY:
        assert waiting_on_desk(as_, who) == ([decision.title] if who == "ppid" else [])


def test_it_says_by_when(as_, travel, decision, target):
    travel(target)
    row = as_("ppid").get(reverse("sop_desk")).context["desk"].waiting[0]
    assert row.matter.due_at.date() == target
    assert not row.left.is_late
    travel(target + one_day(1))
    assert as_("ppid").get(reverse("sop_desk")).context["desk"].waiting[0].left.is_late


def test_a_decision_without_an_end_is_never_prepared(as_, travel, ppid):
    withheld(as_, ends_on="", period_text="Selama diperlukan")
    travel(dt.date(2027, 11, 1))
    assert review() == ("", "")
    assert waiting_on_desk(as_) == []


def test_a_calendar_that_does_not_reach_is_told_and_never_guessed(as_, travel, decision, target):
    CalendarYear.objects.filter(year=2027).update(status=CalendarYear.Status.FILLING)
    travel(target)
    told, problem = review()
    assert told == ""
    assert "Kalender kerja tahun 2027 belum dimuat" in problem
    row = as_("ppid").get(reverse("sop_desk")).context["desk"].waiting[0]
    assert "2027 belum dimuat" in row.left.words
    open_it(as_("ppid"), decision)
    assert not DecisionEnding.objects.exists()
    # It opens by law all the same.
    travel(ENDS_ON)
    review()
    assert DecisionEnding.objects.get().kind == "by-law"


# --- opened by decision ---------------------------------------------------------------------------------------


def test_the_ppid_opens_it_by_decision_on_record(as_, people, travel, decision, target):
    travel(target)
    open_it(as_("ppid"), decision)
    ending = DecisionEnding.objects.get()
    assert (ending.kind, ending.ended_on, ending.actor, ending.office) == ("opened", target, people["ppid"], "PPID")
    row = StepRecord.objects.about(decision.test).get(step="Penetapan pembukaan")
    assert (row.outcome, row.actor) == ("opened", people["ppid"])
    assert "Jangka waktunya berakhir." in row.comment
    assert not ClassificationDecision.objects.in_force(target).exists()
    assert waiting_on_desk(as_) == []
    # On its end date nothing is left to do.
    travel(ENDS_ON)
    assert review() == ("", "")
    assert InformationPage.objects.count() == 1


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "ppid"])
def test_nobody_else_opens_it(as_, travel, decision, target, who):
    travel(target)
    before = state_of(decision.test)
    open_it(as_(who), decision)
    assert state_of(decision.test) == before


def test_a_plh_does_not_open_it(as_, people, travel, decision, target):
    travel(target)
    appoint(people["outsider"], "ppid", "plh", target, target)
    before = state_of(decision.test)
    response = as_("outsider").post(
        reverse("information_open_decision", args=[decision.pk]), {"reason": "x"}, follow=True
    )
    assert "pejabat definitif" in response.content.decode()
    assert state_of(decision.test) == before
    assert waiting_on_desk(as_, "outsider") == []


def test_before_the_target_it_is_changed_by_a_new_test_only(as_, travel, decision, target):
    travel(target - one_day(1))
    before = state_of(decision.test)
    open_it(as_("ppid"), decision)
    assert state_of(decision.test) == before
    as_("ppid").post(reverse("information_supersede", args=[decision.pk]))
    assert decision.tests_to_supersede.count() == 1


def test_the_way_to_an_opening_is_shown_from_its_day_on_and_until_then_the_day(as_, travel, decision, target):
    address = reverse("information_show_test", args=[decision.test_id])
    travel(target - one_day(1))
    early = as_("ppid").get(address).content.decode()
    assert "Tetapkan pembukaan" not in early
    assert f"Pembukaan belum dapat ditetapkan. Pembukaan dapat ditetapkan mulai {date_format(target, 'j F Y')}" in early
    travel(target)
    assert "Tetapkan pembukaan" in as_("ppid").get(address).content.decode()
    assert "pembukaan" not in as_("kadis").get(address).content.decode().lower()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 2001])
def test_an_opening_needs_its_reason(as_, travel, decision, target, reason):
    travel(target)
    assert open_it(as_("ppid"), decision, reason).status_code == 422
    assert not DecisionEnding.objects.exists()


def test_it_is_opened_once(as_, travel, decision, target):
    travel(target)
    open_it(as_("ppid"), decision)
    before = state_of(decision.test)
    open_it(as_("ppid"), decision)
    assert state_of(decision.test) == before


# --- open by law ----------------------------------------------------------------------------------------------


def test_the_day_before_its_end_it_is_withheld(travel, decision):
    travel(ENDS_ON - one_day(1))
    review()
    assert ClassificationDecision.objects.in_force(ENDS_ON - one_day(1)).exists()
    assert not DecisionEnding.objects.exists()


def test_on_its_end_date_it_is_open_even_if_nobody_acted(as_, people, travel, decision, anytime):
    assert not ClassificationDecision.objects.in_force(ENDS_ON).exists()
    travel(ENDS_ON)
    assert review() == ("1 informasi terbuka demi hukum, 0 pembukaan perlu disiapkan.\n", "")

    ending = DecisionEnding.objects.get()
    assert (ending.kind, ending.ended_on, ending.actor) == ("by-law", ENDS_ON, None)
    row = StepRecord.objects.about(decision.test).get(step="Terbuka demi hukum")
    assert (row.outcome, row.actor) == ("opened", None)
    assert Notice.objects.get(kind="noted").recipient == people["ppid"]

    page = InformationPage.objects.get()
    assert (page.title, page.legal_item, page.category) == (decision.title, "A15", Category.ANYTIME)
    assert (page.unit, page.owner, page.live) == (a_unit(), None, False)
    assert page.get_parent().specific == anytime
    assert "1/PPID/" in page.guidance


@pytest.mark.parametrize("late", [0, 1, 14, 60])
def test_a_job_that_did_not_run_for_weeks_makes_up_for_it(travel, decision, late):
    travel(ENDS_ON + one_day(late))
    review()
    assert DecisionEnding.objects.get().ended_on == ENDS_ON
    # What was to be prepared is over: nobody is told to prepare it now.
    assert [notice.record.step for notice in Notice.objects.filter(kind="noted")] == ["Terbuka demi hukum"]


def test_running_again_changes_nothing(travel, decision):
    travel(ENDS_ON)
    review()
    before = state_of(decision.test)
    for late in (0, 1, 30):
        travel(ENDS_ON + one_day(late))
        assert review() == ("", "")
    assert state_of(decision.test) == before


def test_the_draft_is_for_the_petugas_of_the_unit_and_nobody_publishes_it(as_, people, travel, decision):
    belongs_to(people["petugas"], a_unit())
    travel(ENDS_ON)
    review()
    page = InformationPage.objects.get()
    assert as_("petugas").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    for who in EVERYBODY:
        bulk(as_(who), "publish", page)
    assert not verbs.fresh(page).live


def test_it_opens_where_the_tree_is_not_there(travel, as_):
    withheld(as_, ends_on=ENDS_ON.isoformat())
    travel(ENDS_ON)
    review()
    assert DecisionEnding.objects.get().kind == "by-law"
    assert not InformationPage.objects.exists()


@pytest.mark.parametrize("title", ["!!!", "x" * 255, "<b>Rekam</b> & medis", "資料"])
def test_any_title_makes_a_draft(travel, as_, ppid, title):
    for _ in range(2):
        withheld(as_, ends_on=ENDS_ON.isoformat(), subject=title)
    travel(ENDS_ON)
    _, problem = review()
    assert problem == ""
    assert [page.title for page in InformationPage.objects.all()] == [title, title]


def test_one_that_fails_holds_up_no_other(travel, as_, ppid, monkeypatch):
    first, second = (withheld(as_, ends_on=ENDS_ON.isoformat(), subject=subject) for subject in ("Satu", "Dua"))
    whole = expiry.draft_what_opened

    def broken(decision, on):
        if decision == first:
            raise OSError("disk full")
        return whole(decision, on)

    monkeypatch.setattr(expiry, "draft_what_opened", broken)
    travel(ENDS_ON)
    _, problem = review()
    assert "disk full" in problem
    assert [ending.decision for ending in DecisionEnding.objects.all()] == [second]
    monkeypatch.undo()
    review()
    assert {ending.decision for ending in DecisionEnding.objects.all()} == {first, second}


def test_the_command_says_what_is_no_date():
    with pytest.raises(CommandError, match="bukan tanggal"):
        call_command("review_exemptions", "--today", "besok")


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_decision_and_the_law_at_once_end_it_once(transactional_db):
    build_house()
    people = {name: make_official(name, name) for name in ("petugas", "ppid", "kadis")}
    clients = {name: Client() for name in people}
    with time_machine.travel(dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC), tick=False) as traveller:
        for name, client in clients.items():
            client.force_login(people[name])
        decision = withheld(clients.get, ends_on=ENDS_ON.isoformat())
        target = expiry.target_date(ENDS_ON, closed_days())
        traveller.move_to(dt.datetime.combine(target, dt.time(2), dt.UTC))
        clients["ppid"].force_login(people["ppid"])
        barrier = threading.Barrier(3)

        def run(act):
            barrier.wait()
            act()
            connections.close_all()

        acts = (
            lambda: open_it(clients["ppid"], decision),
            lambda: expiry.review(ENDS_ON),
            lambda: expiry.review(ENDS_ON),
        )
        threads = [threading.Thread(target=run, args=[act]) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert DecisionEnding.objects.filter(decision=decision).count() == 1
    assert StepRecord.objects.about(decision.test).filter(outcome="opened").count() == 1

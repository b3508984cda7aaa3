"""The eight rules (docs/rules.md), where the tests of the holes do not already try to break them."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.test.utils.form_data import rich_text

from portal.officials.models import Appointment, Official, Position
from portal.sop.models import StepRecord
from tests import verbs
from tests.sop.conftest import APPROVERS
from tests.sop.test_holes import EVERYBODY, state_of

pytestmark = pytest.mark.django_db


def appoint(user, role, kind, valid_from, valid_to=None, decree="800/1/2026"):
    official, _ = Official.objects.get_or_create(user=user, defaults={"name": user.get_full_name()})
    return Appointment.objects.create(
        position=Position.objects.get(code=role),
        official=official,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        decree_number=decree,
    )


# --- rule 1: one function says who may act ------------------------------------------------------------------


@pytest.mark.parametrize("waiting_for", APPROVERS)
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("way", [verbs.act, verbs.decide, verbs.act_in_editor])
def test_only_the_role_of_the_step_moves_it(as_, waiting_at, waiting_for, who, way):
    page = waiting_at(waiting_for)
    before = state_of(page)
    way(as_(who), page, "approve")
    moved = state_of(page) != before
    # The editor's form is locked for everybody; the other two ways serve the role itself.
    assert moved == (who == waiting_for and way is not verbs.act_in_editor)


def test_an_acting_official_has_the_steps_for_the_days_of_his_appointment(as_, people, submitted):
    today = timezone.localdate()
    appoint(people["webmaster"], "kasub", "plh", today, today)
    verbs.act(as_("webmaster"), submitted)
    assert verbs.waits_for(submitted) == "kabag"
    row = StepRecord.objects.about(submitted).get(role="kasub")
    assert (row.office, row.decree, row.actor) == ("Plh. Kasub HTI dan RB", "800/1/2026", people["webmaster"])


@pytest.mark.parametrize("days", [(-10, -1), (1, 10)])
def test_outside_those_days_he_has_not(as_, people, submitted, days):
    today = timezone.localdate()
    first, last = (today + dt.timedelta(days=n) for n in days)
    appoint(people["webmaster"], "kasub", "plh", first, last)
    before = state_of(submitted)
    for way in (verbs.act, verbs.decide):
        way(as_("webmaster"), submitted)
    assert state_of(submitted) == before


def test_nobody_acts_twice_in_one_flow_through_two_hats(as_, people, submitted):
    today = timezone.localdate()
    appoint(people["kasub"], "kabag", "plh", today, today)
    verbs.act(as_("kasub"), submitted)
    before = state_of(submitted)
    for way in (verbs.act, verbs.decide):
        way(as_("kasub"), submitted)
    assert state_of(submitted) == before
    assert verbs.waiting_on_desk(as_("kasub")) == []


# --- rule 4: frozen, and taken down only with a reason ----------------------------------------------------------


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "kadis"])
def test_only_who_answers_for_it_takes_a_page_down(as_, published, who):
    as_(who).post(reverse("sop_take_down", args=[published.pk]), {"comment": "Saya mau."})
    assert verbs.fresh(published).live


def test_taking_down_needs_a_reason(as_, published):
    response = as_("kadis").post(reverse("sop_take_down", args=[published.pk]), {"comment": "  "})
    assert "Tuliskan alasannya" in response.content.decode()
    assert verbs.fresh(published).live


def test_taking_down_is_on_record(as_, people, client, published):
    as_("kadis").post(reverse("sop_take_down", args=[published.pk]), {"comment": "Data salah."})
    assert not verbs.fresh(published).live
    assert client.get(published.url).status_code == 404
    row = StepRecord.objects.about(published).get(outcome="taken_down")
    assert (row.actor, row.office, row.comment) == (people["kadis"], "Kadis", "Data salah.")


def test_a_writer_may_withdraw_his_text_and_nothing_is_published(as_, submitted):
    verbs.edit(as_("pelaksana"), submitted, **{"action-cancel-workflow": "1"})
    assert not verbs.fresh(submitted).live
    assert verbs.waits_for(submitted) == ""
    assert StepRecord.objects.about(submitted).get(role="kasub").outcome == "withdrawn"
    assert StepRecord.objects.about(submitted).open().get().role == "pelaksana"


# --- rule 6: whatever is deleted, the record stays --------------------------------------------------------------


def test_the_register_survives_the_page_and_the_user(as_, people, published):
    pk = published.pk
    as_("kadis").post(reverse("sop_take_down", args=[pk]), {"comment": "Data salah."})
    as_("pelaksana").post(reverse("wagtailadmin_pages:delete", args=[pk]))
    assert type(published).objects.filter(pk=pk).exists(), "what was public is not deleted in the admin"
    verbs.fresh(published).delete()
    assert not type(published).objects.filter(pk=pk).exists()
    get_user_model().objects.get(username="kasub").delete()
    row = StepRecord.objects.get(object_id=str(pk), role="kasub")
    assert (row.actor, row.actor_name, row.office) == (None, "Contoh kasub", "Kasub HTI dan RB")
    assert row.title == published.title
    assert not TaskState.objects.filter(workflow_state__object_id=str(pk)).exists()


def test_the_register_survives_its_task(as_, published):
    from portal.sop.models import Step

    rows = StepRecord.objects.about(published).count()
    step = Step.objects.get(flow__code="A", order=6)
    task = step.task
    Step.objects.filter(pk=step.pk).update(task=None)
    task.delete()
    assert StepRecord.objects.about(published).count() == rows


# --- rule 7: no act without its record ----------------------------------------------------------------------------


def test_an_act_whose_record_cannot_be_written_does_not_happen(as_, submitted, monkeypatch):
    from portal.sop import recording

    before = state_of(submitted)

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(recording, "_close", broken)
    client = as_("kasub")
    client.raise_request_exception = False
    for way in (verbs.act, verbs.decide):
        way(client, submitted)
        assert state_of(submitted) == before


def test_a_publication_whose_record_cannot_be_written_does_not_happen(as_, waiting_at, monkeypatch):
    from portal.sop import recording

    page = waiting_at("kadis")
    before = state_of(page)

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(recording, "note_act", broken)
    client = as_("kadis")
    client.raise_request_exception = False
    verbs.act(client, page)
    assert state_of(page) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_writes_the_register_by_hand(as_, submitted, who):
    before = list(StepRecord.objects.order_by("pk").values())
    row = StepRecord.objects.about(submitted).open().get()
    for name, args in (("add", []), ("edit", [row.pk]), ("delete", [row.pk])):
        try:
            url = reverse(f"buku_kendali:{name}", args=args)
        except NoReverseMatch:
            continue  # an address that does not exist is the best refusal
        as_(who).post(url, {"title": "Palsu", "step": "Palsu"})
    assert list(StepRecord.objects.order_by("pk").values()) == before


def test_the_calendar_not_reaching_that_far_is_written_down_not_guessed(people, draft):
    from portal.sop import recording
    from portal.sop.models import Step

    step = Step.objects.get(flow__code="B", order=4)
    due = recording.due_time(step, dt.datetime(2031, 1, 6, 9, 0, tzinfo=timezone.get_current_timezone()))
    assert due.at is None
    assert "2031" in due.note


# --- bad input ---------------------------------------------------------------------------------------------------


def test_an_act_on_somebody_elses_step_is_refused_in_words(as_, submitted):
    response = as_("kabag").post(
        reverse("sop_decide", args=[verbs.current_task_state(submitted).pk]), {"act": "approve"}, follow=True
    )
    assert "Langkah itu bukan bagian Anda" in response.content.decode()


def test_a_return_without_a_reason_keeps_what_was_typed_and_says_what_is_missing(as_, submitted):
    response = verbs.decide(as_("kasub"), submitted, "reject", "")
    assert "Tuliskan alasannya" in response.content.decode()


def test_a_draft_without_title_or_body_is_not_submitted(as_, news_index):
    page = verbs.write_news(as_("pelaksana"), news_index)
    verbs.submit(as_("pelaksana"), page, title="")
    assert verbs.waits_for(page) == ""
    verbs.submit(as_("pelaksana"), page, **{"body-count": "0"})
    assert verbs.waits_for(page) == ""
    verbs.submit(as_("pelaksana"), page, **{"body-0-value": rich_text("<p> </p>")})
    assert verbs.waits_for(page) == ""
    verbs.edit(as_("pelaksana"), page, lead="Konsep boleh belum lengkap.", **{"body-0-value": rich_text("<p></p>")})
    assert verbs.fresh(page).get_latest_revision_as_object().lead == "Konsep boleh belum lengkap."


def test_a_person_in_two_groups_of_one_flow_judges_once(as_, people, submitted):
    people["kasub"].groups.add(Group.objects.get(position__code="kabag"))
    verbs.act(as_("kasub"), submitted)
    before = state_of(submitted)
    verbs.decide(as_("kasub"), submitted)
    assert state_of(submitted) == before

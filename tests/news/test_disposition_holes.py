"""The holes of moderation (docs/rules.md) over disposition sheets: what is tried with pages is tried with sheets."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Task, TaskState

from news.models import NewsPage
from portal.sop.models import StepRecord
from tests.conftest import make_official
from tests.news.sheets import INSTRUCTION, open_sheet, pass_on, state_of, waiting_state, waits_for
from tests.sop.test_holes import EVERYBODY
from tests.sop.test_rules import appoint

pytestmark = pytest.mark.django_db


def wagtails_action(sheet, act, task_state):
    return reverse("wagtailsnippets_news_disposition:workflow_action", args=[sheet.pk, act, task_state.pk])


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("act", ["approve", "reject", "unfit", "terbang"])
def test_wagtails_own_action_address_keeps_the_rules_too(as_, sheet, who, act):
    before = state_of(sheet)
    url = reverse("wagtailsnippets_news_disposition:workflow_action", args=[sheet.pk, act, waiting_state(sheet).pk])
    as_(who).post(url, {"instructions": [INSTRUCTION], "comment": "Alasan.", "due": ""})
    assert (state_of(sheet) != before) == (who == "kadivmin" and act in ("approve", "reject"))


@pytest.mark.parametrize("comment", ["", "  "])
def test_a_return_without_a_reason_changes_nothing(as_, sheet, comment):
    before = state_of(sheet)
    pass_on(as_("kadivmin"), sheet, "reject", comment=comment)
    assert state_of(sheet) == before


def test_disabling_a_level_is_refused(as_, sheet):
    before = state_of(sheet)
    task = waiting_state(sheet).task
    as_("superuser").post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
    task.refresh_from_db()
    assert task.active
    assert state_of(sheet) == before


def test_a_level_switched_off_in_the_database_opens_no_draft(as_, people, at_kasub):
    TaskState.objects.filter(task__sop_step__position__code="kabag").update(status=TaskState.STATUS_SKIPPED)
    before = state_of(at_kasub)
    pass_on(as_("kasub"), at_kasub, writer=people["pelaksana"].pk)
    assert state_of(at_kasub) == before


def test_a_level_whose_record_cannot_be_written_passes_nothing_on(as_, sheet, monkeypatch):
    from portal.sop import recording

    def broken(*args, **kwargs):
        raise OSError("disk full")

    before = state_of(sheet)
    monkeypatch.setattr(recording, "_close", broken)
    client = as_("kadivmin")
    client.raise_request_exception = False
    pass_on(client, sheet)
    assert state_of(sheet) == before


def test_h7_the_address_of_one_sheet_does_not_move_another(as_, sheet):
    """The Kabag may act on a second sheet; he uses its address with the first one's step."""
    other = open_sheet(as_("kadis"), subject="Lembar kedua")
    pass_on(as_("kadivmin"), other)
    before = state_of(sheet)
    data = {"instructions": [INSTRUCTION], "comment": "Alasan.", "due": ""}
    for act in ("approve", "reject"):
        as_("kabag").post(wagtails_action(other, act, waiting_state(sheet)), data)
    assert state_of(sheet) == before


def test_h10_h11_neither_task_nor_group_of_a_level_is_deleted(as_, sheet):
    before = state_of(sheet)
    task = waiting_state(sheet).task
    for deleting in (task.specific.delete, Task.objects.filter(pk=task.pk).delete):
        with pytest.raises(ProtectedError):
            deleting()
    group = Group.objects.get(position__code="kadivmin")
    as_("superuser").post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    assert Group.objects.filter(pk=group.pk).exists()
    assert state_of(sheet) == before


def test_h13_the_register_and_the_paper_survive_the_purge_of_revisions(as_, people, at_kasub):
    pass_on(as_("kasub"), at_kasub, comment="Segera.", writer=people["pelaksana"].pk)
    rows = list(StepRecord.objects.order_by("pk").values())
    call_command("purge_revisions", verbosity=0)
    assert list(StepRecord.objects.order_by("pk").values()) == rows
    assert [level.role for level in at_kasub.levels] == ["kadis", "kadivmin", "kabag", "kasub"]
    assert as_("kabag").get(at_kasub.paper_url).content.startswith(b"%PDF")


def test_h14_a_sheet_rewritten_on_its_way_goes_no_further(as_, people, at_kasub):
    at_kasub.subject = "Disisipkan di tengah jalan"
    at_kasub.save_revision(user=people["kadis"])
    pass_on(as_("kasub"), at_kasub, writer=people["pelaksana"].pk)
    assert waits_for(at_kasub) == "kasub"
    assert not NewsPage.objects.exists()


def test_h16_a_tab_that_outlived_the_sheets_way_is_answered_in_words(as_, people, at_kasub):
    stale = waiting_state(at_kasub)
    pass_on(as_("kasub"), at_kasub, writer=people["pelaksana"].pk)
    before = state_of(at_kasub)
    response = pass_on(as_("kasub"), at_kasub, task_state=stale, writer=people["pelaksana"].pk)
    assert "sudah diselesaikan oleh" in response.content.decode()
    assert as_("kasub").post(wagtails_action(at_kasub, "approve", stale), {"comment": "x"}).status_code < 500
    assert state_of(at_kasub) == before


def test_an_acting_official_passes_a_sheet_on_in_his_days_and_on_record(as_, people, sheet):
    people["plh"] = make_official("plh", "petugas")
    today = timezone.localdate()
    appointment = appoint(people["plh"], "kadivmin", "plh", today - timedelta(days=3), today - timedelta(days=1))
    before = state_of(sheet)
    pass_on(as_("plh"), sheet)
    assert state_of(sheet) == before

    appointment.valid_to = today
    appointment.save()
    pass_on(as_("plh"), sheet)
    assert waits_for(sheet) == "kabag"
    row = sheet.levels[-1]
    assert (row.actor, row.office, row.decree) == (people["plh"], "Plh. Kadivmin", "800/1/2026")

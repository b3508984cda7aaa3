"""The holes of moderation (docs/rules.md) over flow B: the same tests, with a page that waits for the Pejabat's filter.

Imported tests take the fixtures of this module. What belongs to flow B alone stands below.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Task, TaskState

from home.models import StandardPage
from portal.sop.models import StepRecord
from tests import verbs
from tests.conftest import make_official
from tests.sop.test_holes import (  # noqa: F401 - they are run here again
    EVERYBODY,
    state_of,
    test_h1_publish_in_the_editor_during_review_changes_nothing,
    test_h1_publish_in_the_editor_publishes_nothing,
    test_h2_bulk_publish_publishes_nothing,
    test_h9_disabling_the_workflow_is_refused,
    test_h10_a_task_row_cannot_be_deleted,
    test_h12_nobody_deletes_a_text_in_review,
    test_h12_nobody_deletes_what_is_public,
    test_scheduling_publishes_nothing,
    test_stock_unpublish_takes_nothing_down,
)
from tests.sop.test_rules import appoint

pytestmark = pytest.mark.django_db

STEPS = ("timit", "webmaster", "pejabat", "webmaster")


@pytest.fixture
def draft(as_, home):
    return verbs.write_standard_page(as_("petugas"), home)


@pytest.fixture
def at_step(as_, draft):
    """``at_step(2)``: the page, passed on by everybody before that step."""

    def bring(number: int):
        verbs.submit(as_("petugas"), draft)
        for role in STEPS[:number]:
            verbs.act(as_(role), draft)
        assert verbs.waits_for(draft) == STEPS[number]
        return verbs.fresh(draft)

    return bring


@pytest.fixture
def submitted(at_step):
    return at_step(2)


@pytest.fixture
def published(as_, at_step):
    page = at_step(3)
    verbs.act(as_("webmaster"), page)
    assert verbs.fresh(page).live
    return verbs.fresh(page)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("way", [verbs.act, verbs.decide])
def test_only_the_role_of_the_step_moves_it(as_, at_step, number, who, way):
    page = at_step(number)
    before = state_of(page)
    way(as_(who), page, "approve")
    assert (state_of(page) != before) == (who == STEPS[number])


@pytest.mark.parametrize("way", [verbs.act, verbs.act_in_editor, verbs.decide])
def test_the_compiler_does_not_filter_his_own_page(as_, people, submitted, way):
    people["petugas"].groups.add(Group.objects.get(position__code="pejabat"))
    before = state_of(submitted)
    way(as_("petugas"), submitted)
    assert state_of(submitted) == before


@pytest.mark.parametrize("act", ["reject", "unfit"])
@pytest.mark.parametrize("way", [verbs.act, verbs.decide])
def test_no_without_a_reason_changes_nothing(as_, submitted, act, way):
    before = state_of(submitted)
    way(as_("pejabat"), submitted, act, "  ")
    assert state_of(submitted) == before


def test_a_stale_tab_filters_nothing_twice(as_, submitted):
    stale = verbs.current_task_state(submitted)
    verbs.act(as_("pejabat"), submitted)
    before = state_of(submitted)
    for act in ("approve", "reject", "unfit"):
        verbs.act(as_("pejabat"), submitted, act, "Kedua.", task_state=stale)
        verbs.decide(as_("pejabat"), submitted, act, "Kedua.", task_state=stale)
    assert state_of(submitted) == before


@pytest.mark.parametrize("number", range(4))
def test_disabling_a_step_is_refused_and_publishes_nothing(as_, at_step, number):
    page = at_step(number)
    before = state_of(page)
    task = verbs.current_task_state(page).task
    as_("superuser").post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
    task.refresh_from_db()
    assert task.active
    assert state_of(page) == before


# --- the rest of the table, with the roles of this flow ---------------------------------------------------------


@pytest.mark.parametrize("name", ["reject", "unfit", "terbang", ""])
@pytest.mark.parametrize("extra", ["{}", '{"comment": ""}', "[]", "tidak-json", '{"update": false}'])
def test_h6_raw_extra_data_is_not_trusted(as_, submitted, extra, name):
    before = state_of(submitted)
    data = {"action-workflow-action": "1", "workflow-action-name": name, "workflow-action-extra-data": extra}
    assert verbs.edit(as_("pejabat"), submitted, **data).status_code < 500
    assert state_of(submitted) == before


def test_h7_the_address_of_one_page_does_not_move_another(as_, people, home, submitted):
    """The Petugas is a Pejabat too, and filters another's page by way of his own, and his own by way of another's."""
    colleague = people["petugas2"] = make_official("petugas2", "petugas")
    other = verbs.write_standard_page(as_("petugas2"), home, "Halaman lain")
    verbs.submit(as_("petugas2"), other)
    for role in STEPS[:2]:
        verbs.act(as_(role), other)
    colleague.groups.add(Group.objects.get(position__code="pejabat"))
    before = state_of(submitted), state_of(other)
    verbs.act(as_("petugas2"), submitted, task_state=verbs.current_task_state(other))
    assert (state_of(submitted), state_of(other)) == before


@pytest.mark.parametrize("number", range(1, 4))
def test_h9_a_step_switched_off_in_the_database_publishes_nothing(as_, at_step, number):
    page = at_step(number - 1)
    task = TaskState.objects.get(pk=verbs.current_task_state(page).pk).task
    after = page.get_workflow().workflow_tasks.get(task=task).sort_order
    Task.objects.filter(workflow_tasks__sort_order__gt=after, sop_step__flow__code="B").update(active=False)
    before = state_of(page)
    verbs.act(as_(STEPS[number - 1]), page)
    assert state_of(page) == before
    assert not verbs.fresh(page).live


@pytest.mark.parametrize("role", ["petugas", *STEPS])
def test_h11_a_roles_group_cannot_be_deleted(as_, submitted, role):
    group = Group.objects.get(position__code=role)
    as_("superuser").post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    assert Group.objects.filter(pk=group.pk).exists()


def test_h13_the_register_survives_the_purge_of_revisions(as_, published):
    verbs.edit(as_("petugas"), published, title="Konsep baru")
    rows = list(StepRecord.objects.about(published).order_by("pk").values())
    call_command("purge_revisions", verbosity=0)
    assert list(StepRecord.objects.about(published).order_by("pk").values()) == rows


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize("in_place", [False, True])
def test_h14_what_changed_after_the_filter_began_is_not_published(as_, at_step, number, in_place):
    page = at_step(number)
    draft = page.get_latest_revision_as_object()
    draft.title = "Disisipkan"
    draft.save_revision(user=page.latest_revision.user, overwrite_revision=page.latest_revision if in_place else None)
    for role in STEPS[number:]:
        verbs.act(as_(role), page)
    assert not verbs.fresh(page).live


@pytest.mark.parametrize("name", ["approve", "reject", "unfit"])
def test_h16_a_tab_that_outlived_its_workflow_is_answered_in_words(as_, published, name):
    before = state_of(published)
    stale = TaskState.objects.filter(workflow_state__object_id=str(published.pk)).last()
    assert verbs.act_in_editor(as_("webmaster"), published, name, {"comment": "Terlambat."}).status_code < 500
    assert verbs.act(as_("webmaster"), published, name, "Terlambat.", task_state=stale).status_code < 500
    response = verbs.decide(as_("webmaster"), published, name, "Terlambat.", task_state=stale)
    assert "sudah diselesaikan" in response.content.decode()
    assert state_of(published) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_copying_or_reverting_publishes_nothing(as_, published, who):
    public = set(StandardPage.objects.live().values_list("pk", "live_revision"))
    verbs.edit(as_("petugas"), published, title="Konsep kedua")
    for extra in ({"publish_copies": "on"}, {"alias": "on"}):
        data = {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": published.get_parent().pk, **extra}
        as_(who).post(reverse("wagtailadmin_pages:copy", args=[published.pk]), data)
    first = published.revisions.order_by("created_at").first()
    verbs.edit(as_(who), published, revision=first.pk, **{"action-publish": "action-publish"})
    assert set(StandardPage.objects.live().values_list("pk", "live_revision")) == public


def test_nobody_acts_twice_through_two_hats(as_, people, at_step):
    """Tim IT, who passed the text on, is Plh. Pejabat on the day of the filter."""
    page = at_step(2)
    today = timezone.localdate()
    appoint(people["timit"], "pejabat", "plh", today, today)
    before = state_of(page)
    for act in ("approve", "reject", "unfit"):
        verbs.act(as_("timit"), page, act, "Alasan.")
        verbs.decide(as_("timit"), page, act, "Alasan.")
    assert state_of(page) == before


@pytest.mark.parametrize(("first", "last", "may"), [(-3, -1, False), (0, 0, True), (1, 3, False)])
def test_an_acting_official_filters_in_his_days_and_on_record(as_, people, submitted, first, last, may):
    people["plh"] = make_official("plh", "kasub")
    today = timezone.localdate()
    appoint(people["plh"], "pejabat", "plh", today + timedelta(days=first), today + timedelta(days=last))
    before = state_of(submitted)
    verbs.decide(as_("plh"), submitted)
    assert (state_of(submitted) != before) == may
    if may:
        row = StepRecord.objects.about(submitted).get(order=4)
        assert (row.actor, row.office, row.decree) == (people["plh"], "Plh. Pejabat", "800/1/2026")


@pytest.mark.parametrize("number", range(4))
def test_an_act_whose_record_cannot_be_written_does_not_happen(as_, at_step, monkeypatch, number):
    from portal.sop import recording

    def broken(*args, **kwargs):
        raise OSError("disk full")

    page = at_step(number)
    before = state_of(page)
    monkeypatch.setattr(recording, "_close", broken)
    client = as_(STEPS[number])
    client.raise_request_exception = False
    verbs.decide(client, page)
    assert state_of(page) == before

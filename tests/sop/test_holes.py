"""The holes of stock moderation (H1 to H17, docs/rules.md), tried by HTTP; what counts is the state afterwards."""

import json

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowState

from home.models import HomePage
from news.models import NewsPage
from portal.core.refusal import Refusal
from portal.sop.models import StepRecord
from tests import verbs
from tests.sop.conftest import APPROVERS

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *APPROVERS,
    "pelaksana",
    "pelaksana2",
    "petugas",
    "timit",
    "webmaster",
    "pejabat",
    "ppid",
    "outsider",
    "superuser",
)


def bulk(client, action, page, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}&next=/admin/"
    return client.post(url, data)


def state_of(page):
    """Everything that must not change when an act is refused."""
    page = Page.objects.filter(pk=page.pk).first()
    if page is None:
        return None
    states = TaskState.objects.filter(workflow_state__object_id=str(page.pk)).order_by("pk")
    return (
        page.live,
        page.latest_revision_id,
        page.live_revision_id,
        list(states.values_list("pk", "status", "finished_by", "comment")),
        list(StepRecord.objects.about(page).order_by("pk").values_list("pk", "outcome", "actor")),
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_h1_publish_in_the_editor_publishes_nothing(as_, draft, who):
    verbs.edit(as_(who), draft, **{"action-publish": "action-publish"})
    assert not verbs.fresh(draft).live


@pytest.mark.parametrize("who", EVERYBODY)
def test_h1_publish_in_the_editor_during_review_changes_nothing(as_, submitted, who):
    before = state_of(submitted)
    verbs.edit(as_(who), submitted, **{"action-publish": "action-publish", "title": "Diam-diam"})
    assert state_of(submitted) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_h2_bulk_publish_publishes_nothing(as_, submitted, who):
    before = state_of(submitted)
    bulk(as_(who), "publish", submitted)
    bulk(as_(who), "publish", submitted.get_parent(), include_descendants="on")
    assert state_of(submitted) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_h3_create_and_publish_in_one_go_publishes_nothing(as_, news_index, who):
    page = verbs.write_news(as_(who), news_index, **{"action-publish": "action-publish"})
    assert page is None or not page.live


@pytest.mark.parametrize("who", EVERYBODY)
def test_h3_nothing_can_be_made_directly_under_the_root(as_, who):
    root = Page.get_first_root_node()
    for model in (HomePage, NewsPage):
        before = model.objects.count()
        url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, root.pk])
        as_(who).post(url, {**verbs.news_form(), "action-publish": "action-publish"})
        assert model.objects.count() == before


def test_h4_an_author_does_not_judge_his_own_text(as_, people, news_index):
    people["pelaksana"].groups.add(Group.objects.get(position__code="kasub"))
    page = verbs.write_news(as_("pelaksana"), news_index)
    verbs.submit(as_("pelaksana"), page)
    before = state_of(page)
    for attempt in (verbs.act, verbs.act_in_editor, verbs.decide):
        attempt(as_("pelaksana"), page)
        assert state_of(page) == before


def test_h4_the_submitter_does_not_judge_what_somebody_else_wrote(as_, people, draft):
    people["pelaksana2"].groups.add(Group.objects.get(position__code="kasub"))
    verbs.submit(as_("pelaksana2"), draft)
    verbs.edit(as_("pelaksana"), draft)
    before = state_of(draft)
    for attempt in (verbs.act, verbs.act_in_editor, verbs.decide):
        attempt(as_("pelaksana2"), draft)
        assert state_of(draft) == before


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("waiting_for", APPROVERS)
def test_h5_nobody_edits_during_review_and_editing_carries_no_approval(as_, waiting_at, who, waiting_for):
    page = waiting_at(waiting_for)
    before = state_of(page)
    verbs.edit(as_(who), page, title="Diubah")
    verbs.act_in_editor(as_(who), page, "approve", title="Diubah")
    assert state_of(page) == before


@pytest.mark.parametrize("way", [verbs.act, verbs.decide])
@pytest.mark.parametrize("comment", ["", "   ", "\n\t"])
def test_h6_a_return_without_a_reason_changes_nothing(as_, submitted, way, comment):
    before = state_of(submitted)
    way(as_("kasub"), submitted, "reject", comment)
    assert state_of(submitted) == before


@pytest.mark.parametrize(
    "extra",
    [
        "{}",
        '{"comment": ""}',
        '{"foo": 1}',
        "[]",
        "null",
        "tidak-json",
        '{"update": false}',
        '{"comment": ["x"]}',
    ],
)
@pytest.mark.parametrize("name", ["reject", "approve", "unfit", "terbang", ""])
def test_h6_raw_extra_data_is_not_trusted(as_, submitted, extra, name):
    before = state_of(submitted)
    response = verbs.edit(
        as_("kasub"),
        submitted,
        **{
            "action-workflow-action": "1",
            "workflow-action-name": name,
            "workflow-action-extra-data": extra,
        },
    )
    assert response.status_code < 500
    assert state_of(submitted) == before


def test_h6_a_missing_action_name_is_no_error(as_, submitted):
    before = state_of(submitted)
    response = verbs.edit(as_("kasub"), submitted, **{"action-workflow-action": "1"})
    assert response.status_code < 500
    assert state_of(submitted) == before


def test_h7_the_rule_is_judged_on_the_text_of_the_task_not_of_the_address(as_, people, news_index, submitted):
    # The Kabag may act on a second text; he uses its address with the first text's task state.
    other = verbs.write_news(as_("pelaksana"), news_index, "Berita kedua")
    verbs.submit(as_("pelaksana"), other)
    verbs.act(as_("kasub"), other)
    before = state_of(submitted)
    verbs.act(as_("kabag"), other, task_state=verbs.current_task_state(submitted))
    assert state_of(submitted) == before


def test_h7_an_author_cannot_borrow_the_address_of_anothers_text(as_, people, news_index):
    people["pelaksana"].groups.add(Group.objects.get(position__code="kasub"))
    own = verbs.write_news(as_("pelaksana"), news_index, "Milik sendiri")
    verbs.submit(as_("pelaksana"), own)
    other = verbs.write_news(as_("pelaksana2"), news_index, "Milik orang lain")
    verbs.submit(as_("pelaksana2"), other)
    before = state_of(own), state_of(other)
    verbs.act(as_("pelaksana"), other, task_state=verbs.current_task_state(own))
    assert (state_of(own), state_of(other)) == before


def test_h8_a_stale_tab_approves_nothing_twice(as_, people, submitted):
    stale = verbs.current_task_state(submitted)
    verbs.act(as_("kasub"), submitted, comment="Pertama.")
    before = state_of(submitted)
    another = people["pelaksana2"]
    another.groups.set([Group.objects.get(position__code="kasub")])
    for who in ("kasub", "pelaksana2"):
        for name in ("approve", "reject"):
            verbs.act(as_(who), submitted, name, "Kedua.", task_state=stale)
            verbs.decide(as_(who), submitted, name, "Kedua.", task_state=stale)
    assert state_of(submitted) == before


@pytest.mark.parametrize("task_role", APPROVERS)
def test_h9_disabling_a_task_publishes_nothing_and_is_refused(as_, waiting_at, task_role):
    page = waiting_at(task_role)
    before = state_of(page)
    task = verbs.current_task_state(page).task
    as_("superuser").post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
    assert Task.objects.get(pk=task.pk).active
    assert state_of(page) == before


def test_h9_a_task_switched_off_in_the_database_still_publishes_nothing(as_, waiting_at):
    page = waiting_at("kadivmin")
    Task.objects.filter(sop_step__position__code="kadis").update(active=False)
    before = state_of(page)
    verbs.act(as_("kadivmin"), page)
    assert state_of(page) == before
    assert not verbs.fresh(page).live


def test_h9_disabling_the_workflow_is_refused(as_, submitted):
    before = state_of(submitted)
    workflow = submitted.get_workflow()
    as_("superuser").post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))
    assert Workflow.objects.get(pk=workflow.pk).active
    assert state_of(submitted) == before


def test_h9_a_workflow_cut_short_by_a_superuser_publishes_nothing(as_, submitted):
    others = submitted.get_workflow().workflow_tasks.exclude(task__sop_step__position__code="kasub")
    with pytest.raises(Refusal), transaction.atomic():
        others.delete()
    others._raw_delete(others.db)  # as if by SQL: no signal, no guard
    before = state_of(submitted)
    verbs.act(as_("kasub"), submitted)
    assert state_of(submitted) == before
    assert not verbs.fresh(submitted).live


def test_h9_a_workflow_made_by_hand_publishes_nothing(as_, people, draft):
    from wagtail.models import GroupApprovalTask, WorkflowPage, WorkflowTask

    task = GroupApprovalTask.objects.create(name="Jalan pintas")
    group = Group.objects.create(name="Jalan pintas")
    task.groups.add(group)
    people["superuser"].groups.add(group)
    workflow = Workflow.objects.create(name="Jalan pintas")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page_id=draft.pk)

    verbs.submit(as_("pelaksana"), draft)
    assert verbs.current_task_state(draft).task_id == task.pk
    verbs.act(as_("superuser"), draft)
    assert not verbs.fresh(draft).live


def test_h9_the_flow_of_another_tree_publishes_nothing_here(as_, people, draft):
    """A superuser binds the news tree to flow B: its chain is not the one that the SOP orders for news."""
    from portal.sop.models import Flow

    informasi = Flow.objects.current().get(code="B")
    draft.get_parent().workflowpage.delete()
    verbs.submit(as_("pelaksana"), draft)
    assert verbs.current_task_state(draft).workflow_state.workflow == informasi.workflow
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        verbs.act(as_(role), draft)
    assert not verbs.fresh(draft).live


def test_h10_a_task_row_cannot_be_deleted(submitted):
    from django.db.models import ProtectedError

    task = verbs.current_task_state(submitted).task
    before = state_of(submitted)
    with pytest.raises(ProtectedError):
        task.specific.delete()
    with pytest.raises(ProtectedError):
        Task.objects.filter(pk=task.pk).delete()
    assert state_of(submitted) == before


def test_h11_a_roles_group_cannot_be_deleted(as_, submitted):
    group = Group.objects.get(position__code="kasub")
    before = state_of(submitted)
    response = as_("superuser").post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    assert response.status_code < 500
    assert Group.objects.filter(pk=group.pk).exists()
    assert state_of(submitted) == before
    verbs.act(as_("kasub"), submitted)
    assert verbs.waits_for(submitted) == "kabag"


@pytest.mark.parametrize("who", EVERYBODY)
def test_h12_nobody_deletes_a_text_in_review(as_, submitted, who):
    before = state_of(submitted)
    as_(who).post(reverse("wagtailadmin_pages:delete", args=[submitted.pk]))
    bulk(as_(who), "delete", submitted)
    bulk(as_(who), "delete", submitted.get_parent())
    assert state_of(submitted) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_h12_nobody_deletes_what_is_public(as_, published, who):
    as_(who).post(reverse("wagtailadmin_pages:delete", args=[published.pk]))
    bulk(as_(who), "delete", published)
    assert verbs.fresh(published).live


def test_h12_a_writer_may_delete_his_own_unsubmitted_draft_and_that_is_on_record(as_, draft):
    as_("pelaksana").post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not NewsPage.objects.filter(pk=draft.pk).exists()
    assert StepRecord.objects.filter(object_id=str(draft.pk)).get().outcome == "deleted"


def test_h13_the_register_survives_the_purge_of_revisions(as_, published, django_db_blocker):
    from django.core.management import call_command

    before = list(StepRecord.objects.about(published).order_by("pk").values())
    verbs.edit(as_("pelaksana"), published, title="Konsep baru")
    before_ids = [row["id"] for row in before]
    call_command("purge_revisions", verbosity=0)
    assert list(StepRecord.objects.filter(pk__in=before_ids).order_by("pk").values()) == before


def test_h14_what_is_published_is_the_revision_that_was_judged(as_, waiting_at, people):
    page = waiting_at("kadis")
    draft = page.get_latest_revision_as_object()
    draft.title = "Disisipkan setelah penilaian"
    draft.save_revision(user=people["pelaksana"])
    verbs.act(as_("kadis"), page)
    assert not verbs.fresh(page).live


def test_h14_a_revision_rewritten_in_place_is_another_text(as_, waiting_at, people):
    """Autosave overwrites a revision and keeps its number."""
    page = waiting_at("kadis")
    draft = page.get_latest_revision_as_object()
    draft.title = "Ditimpa setelah penilaian"
    draft.save_revision(user=people["pelaksana"], overwrite_revision=page.latest_revision)
    assert verbs.fresh(page).latest_revision_id == page.latest_revision_id
    verbs.act(as_("kadis"), page)
    assert not verbs.fresh(page).live


@pytest.mark.parametrize("waiting_for", APPROVERS)
@pytest.mark.parametrize("name", ["approve", "reject"])
def test_h15_a_superuser_moves_nothing(as_, waiting_at, waiting_for, name):
    page = waiting_at(waiting_for)
    before = state_of(page)
    for attempt in (verbs.act, verbs.decide):
        attempt(as_("superuser"), page, name, "Saya superuser.")
    verbs.act_in_editor(as_("superuser"), page, name, {"comment": "Saya superuser."})
    assert state_of(page) == before


@pytest.mark.parametrize("name", ["approve", "reject"])
def test_h16_a_tab_that_outlived_its_workflow_is_answered_in_words(as_, published, name):
    before = state_of(published)
    response = verbs.act_in_editor(as_("kadis"), published, name, {"comment": "Terlambat."})
    assert response.status_code < 500
    stale = TaskState.objects.filter(workflow_state__object_id=str(published.pk)).last()
    response = verbs.act(as_("kadis"), published, name, "Terlambat.", task_state=stale)
    assert response.status_code < 500
    response = verbs.decide(as_("kadis"), published, name, "Terlambat.", task_state=stale)
    assert "sudah diselesaikan" in response.content.decode()
    assert state_of(published) == before


def test_h17_a_step_that_begins_removes_nobodys_lock(as_, people, draft):
    from django.utils import timezone

    Page.objects.filter(pk=draft.pk).update(locked=True, locked_by=people["pelaksana"], locked_at=timezone.now())
    verbs.submit(as_("pelaksana"), draft)
    assert verbs.waits_for(draft) == "kasub"
    assert verbs.fresh(draft).locked_by == people["pelaksana"]


# --- the ways of rule 3 that have no number of their own ------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_copying_publishes_nothing(as_, published, who):
    parent = published.get_parent()
    for extra in ({"publish_copies": "on"}, {"alias": "on"}):
        as_(who).post(
            reverse("wagtailadmin_pages:copy", args=[published.pk]),
            {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": parent.pk, **extra},
        )
    assert list(NewsPage.objects.live().values_list("pk", flat=True)) == [published.pk]


@pytest.mark.parametrize("who", EVERYBODY)
def test_moving_changes_nothing_public_and_leads_out_of_no_flow(as_, people, home, published, draft, who):
    from home.models import StandardPage

    section = home.add_child(instance=StandardPage(title="Bagian", slug="bagian", lead="x", live=True))
    for page in (published, draft):
        before = verbs.fresh(page).url_path
        as_(who).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk]))
        as_(who).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]))
        bulk(as_(who), "move", page, chooser=section.pk)
        assert verbs.fresh(page).url_path == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_scheduling_publishes_nothing(as_, draft, who):
    from django.core.management import call_command

    verbs.edit(as_(who), draft, go_live_at="2020-01-01 00:00", expire_at="", **{"action-publish": "action-publish"})
    call_command("publish_scheduled", verbosity=0)
    page = verbs.fresh(draft)
    assert not page.live
    assert page.go_live_at is None


@pytest.mark.parametrize("who", EVERYBODY)
def test_stock_unpublish_takes_nothing_down(as_, published, who):
    as_(who).post(reverse("wagtailadmin_pages:unpublish", args=[published.pk]))
    bulk(as_(who), "unpublish", published)
    assert verbs.fresh(published).live


@pytest.mark.parametrize("address", ["/api/v2/pages/", "/api/v3/", "/api/", "/django-admin/", "/django-admin/login/"])
def test_there_is_no_write_api_and_no_second_admin(as_, address):
    for method in ("get", "post"):
        assert getattr(as_("superuser"), method)(address).status_code == 404


@pytest.mark.parametrize("who", EVERYBODY)
def test_reverting_to_an_old_revision_publishes_nothing(as_, draft, who):
    verbs.edit(as_("pelaksana"), draft, title="Versi kedua")
    first = draft.revisions.order_by("created_at").first()
    as_(who).post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        {**verbs.form_of(draft), "revision": first.pk, "action-publish": "action-publish"},
    )
    assert not verbs.fresh(draft).live


def test_the_editor_refuses_with_a_message_in_indonesian(as_, submitted):
    response = verbs.act(as_("kasub"), submitted)
    stale = TaskState.objects.filter(workflow_state__object_id=str(submitted.pk)).first()
    response = verbs.decide(as_("kasub"), submitted, "reject", "Terlambat", task_state=stale)
    assert "Langkah ini sudah diselesaikan oleh Contoh kasub" in response.content.decode()
    assert json.dumps(WorkflowState.objects.get().status) == '"in_progress"'

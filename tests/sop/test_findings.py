"""Ways round the SOP that people found by trying: each is closed here."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page, WorkflowTask

from news.models import NewsPage
from portal.core.models import AgencyImage
from portal.sop.models import StepRecord
from tests import verbs
from tests.core.files import picture as picture_file
from tests.sop.test_holes import bulk, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(people):
    return AgencyImage.objects.create(
        title="Posyandu",
        description="Kader menimbang bayi",
        file=ContentFile(picture_file(), name="posyandu.jpg"),
        uploaded_by_user=people["pelaksana"],
    )


@pytest.fixture
def illustrated(as_, news_index, picture):
    page = verbs.write_news(as_("pelaksana"), news_index, picture=picture.pk)
    verbs.submit(as_("pelaksana"), page, picture=picture.pk)
    return page


def change_picture(client, picture):
    client.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        {"title": "Iklan", "description": "Iklan", "credit": "", "tags": "", "collection": picture.collection_id},
    )


def image_state(picture):
    return AgencyImage.objects.filter(pk=picture.pk).values_list("title", "description", "file").first()


@pytest.mark.parametrize("who", ["pelaksana", "superuser"])
def test_a_picture_under_judgement_is_neither_changed_nor_deleted(as_, illustrated, picture, who):
    before = image_state(picture)
    change_picture(as_(who), picture)
    as_(who).post(reverse("wagtailimages:delete", args=[picture.pk]))
    assert image_state(picture) == before


@pytest.mark.parametrize("who", ["pelaksana", "superuser"])
def test_a_picture_of_a_public_page_is_neither_changed_nor_deleted(as_, illustrated, picture, who):
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        verbs.act(as_(role), illustrated)
    assert verbs.fresh(illustrated).live
    before = image_state(picture)
    change_picture(as_(who), picture)
    as_(who).post(reverse("wagtailimages:delete", args=[picture.pk]))
    assert image_state(picture) == before


def test_a_picture_that_a_correction_brings_is_held_during_its_review(as_, published, picture):
    verbs.submit(as_("pelaksana"), published, picture=picture.pk)
    before = image_state(picture)
    change_picture(as_("pelaksana"), picture)
    assert image_state(picture) == before


def test_a_picture_of_a_mere_draft_may_be_changed(as_, news_index, picture):
    verbs.write_news(as_("pelaksana"), news_index, picture=picture.pk)
    change_picture(as_("pelaksana"), picture)
    assert image_state(picture)[0] == "Iklan"


@pytest.mark.parametrize("who", ["kasub", "superuser"])
@pytest.mark.parametrize("action", ["action-cancel-workflow", "action-restart-workflow"])
def test_only_its_writer_withdraws_a_text(as_, submitted, who, action):
    before = state_of(submitted)
    verbs.edit(as_(who), submitted, **{action: "1"})
    assert state_of(submitted) == before


def test_a_page_that_was_taken_down_does_not_come_back_on_old_approvals(as_, published):
    verbs.submit(as_("pelaksana"), published, lead="Ralat.")
    for role in ("kasub", "kabag", "kadivmin"):
        verbs.act(as_(role), published)
    stale = verbs.current_task_state(published)
    as_("kadis").post(reverse("sop_take_down", args=[published.pk]), {"comment": "Data salah."})
    verbs.act(as_("kadis"), published, task_state=stale)
    verbs.decide(as_("kadis"), published, task_state=stale)
    assert not verbs.fresh(published).live
    row = StepRecord.objects.about(published).filter(role="kadis", outcome="withdrawn").get()
    assert "Data salah." in row.comment


def test_the_petugas_does_not_delete_the_drafts_of_the_news(as_, draft):
    as_("petugas").post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    bulk(as_("petugas"), "delete", draft)
    assert NewsPage.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("who", ["pelaksana", "superuser"])
def test_what_was_public_is_not_deleted(as_, published, who):
    as_("kadis").post(reverse("sop_take_down", args=[published.pk]), {"comment": "Data salah."})
    as_(who).post(reverse("wagtailadmin_pages:delete", args=[published.pk]))
    bulk(as_(who), "delete", published)
    assert NewsPage.objects.filter(pk=published.pk).exists()


def test_a_deletion_is_on_record_with_its_actor(as_, people, draft):
    as_("pelaksana").post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    row = StepRecord.objects.get(object_id=str(draft.pk))
    assert (row.outcome, row.actor, row.office) == ("deleted", people["pelaksana"], "Pelaksana")


def test_the_order_of_the_steps_cannot_be_changed(as_, submitted):
    workflow = submitted.get_workflow()
    rows = list(WorkflowTask.objects.filter(workflow=workflow).order_by("sort_order"))
    data = {
        "name": workflow.name,
        "active": "on",
        "workflow_tasks-TOTAL_FORMS": len(rows),
        "workflow_tasks-INITIAL_FORMS": len(rows),
        "workflow_tasks-MIN_NUM_FORMS": 0,
        "workflow_tasks-MAX_NUM_FORMS": 1000,
        "pages-TOTAL_FORMS": 0,
        "pages-INITIAL_FORMS": 0,
        "pages-MIN_NUM_FORMS": 0,
        "pages-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data |= {
            f"workflow_tasks-{number}-id": row.pk,
            f"workflow_tasks-{number}-task": row.task_id,
            f"workflow_tasks-{number}-ORDER": len(rows) - number,
        }
    as_("superuser").post(reverse("wagtailadmin_workflows:edit", args=[workflow.pk]), data)
    now = list(WorkflowTask.objects.filter(workflow=workflow).order_by("sort_order"))
    assert [row.task_id for row in now] == [row.task_id for row in rows]


def test_an_order_changed_by_sql_publishes_nothing(as_, submitted):
    tasks = WorkflowTask.objects.filter(workflow=submitted.get_workflow())
    last = {"kasub": 9, "kabag": 8, "kadivmin": 7, "kadis": 6}
    for row in tasks:
        tasks.filter(pk=row.pk).update(sort_order=last[row.task.sop_step.position.code])
    for role in ("kasub", "kadis", "kadivmin", "kabag", "kasub"):
        verbs.act(as_(role), submitted)
    assert not verbs.fresh(submitted).live


def test_a_changed_name_does_not_hide_who_acted(as_, people, submitted):
    people["kasub"].first_name, people["kasub"].last_name = "Contoh", "kadis"
    people["kasub"].save()
    verbs.act(as_("kasub"), submitted)
    assert StepRecord.objects.about(submitted).get(role="kasub").actor_username == "kasub"


def test_a_correction_of_a_public_page_has_its_drafting_row(as_, people, published):
    verbs.edit(as_("pelaksana"), published, lead="Ralat.")
    verbs.submit(as_("pelaksana"), published, lead="Ralat.")
    drafts = StepRecord.objects.about(published).filter(order=5).order_by("pk")
    assert [(row.outcome, row.actor) for row in drafts] == [("submitted", people["pelaksana"])] * 2


def test_a_publication_names_the_office(published):
    assert StepRecord.objects.about(published).get(outcome="published").office == "Kadis"


def test_the_writer_reads_why_his_text_is_unfit(as_, home):
    page = verbs.write_standard_page(as_("petugas"), home)
    verbs.submit(as_("petugas"), page)
    for role in ("timit", "webmaster"):
        verbs.act(as_(role), page)
    verbs.act(as_("pejabat"), page, "unfit", "Memuat data pribadi.")
    html = as_("petugas").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Dinyatakan tidak layak tayang oleh Contoh pejabat (Pejabat): Memuat data pribadi." in html
    desk = strip_tags(as_("petugas").get(reverse("sop_desk")).content.decode())
    assert "Dinyatakan tidak layak tayang oleh Pejabat: Memuat data pribadi." in desk


@pytest.mark.parametrize("who", ["pejabat", "kadis", "superuser"])
def test_the_pages_on_which_the_site_hangs_are_not_taken_down(as_, home, news_index, who):
    for page in (home, news_index, Page.get_first_root_node()):
        response = as_(who).post(reverse("sop_take_down", args=[page.pk]), {"comment": "Coba."})
        assert response.status_code < 500
    assert all(Page.objects.get(pk=page.pk).live for page in (home, news_index))


def test_the_explorer_of_the_root_answers(as_):
    assert as_("superuser").get(reverse("wagtailadmin_explore_root")).status_code == 200


@pytest.mark.parametrize("query", ['"', 'a"b', "'", "*", "NEAR(", "title:x", "\x00", "a " * 600])
def test_no_search_in_the_admin_fails_on_what_is_typed(as_, draft, query):
    for name in ("wagtailadmin_pages:search", "wagtailimages:index", "wagtaildocs:index"):
        assert as_("pelaksana").get(reverse(name), {"q": query}).status_code < 500
    explorer = reverse("wagtailadmin_explore", args=[draft.get_parent().pk])
    assert as_("pelaksana").get(explorer, {"q": query}).status_code < 500


@pytest.mark.parametrize("changes", [{"title": "Rusak\x08"}, {"lead": "Rus\x0bak"}, {"slug": "rss"}])
def test_no_story_breaks_the_feed(as_, client, news_index, changes):
    page = verbs.write_news(as_("pelaksana"), news_index, **{"action-submit": "1", **changes})
    assert page is None or verbs.waits_for(page) == ""
    assert client.get("/berita/rss/")["Content-Type"].startswith("application/rss+xml")


def test_originals_are_not_given_out_by_way_of_the_picture_sizes(client, picture):
    name = picture.file.name
    for address in (f"/media/{name}", f"/media/images/../{name}", f"/media/images/..%2F{name}"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"body-count": "abc"},
        {"body-count": "9999"},
        {"body-0-type": "terbang"},
        {"body-0-order": "x"},
        {"body-0-value": "{bukan"},
        {"body-0-value": "[]"},
        {"body-0-value": "5"},
        {"picture": "abc"},
        {"overwrite_revision_id": "abc"},
        {"gallery_items-TOTAL_FORMS": "abc"},
        {"date": "9999-99-99"},
    ],
)
def test_a_tampered_form_is_no_error_of_the_server_and_changes_nothing(as_, draft, changes):
    before = state_of(draft)
    response = verbs.edit(as_("pelaksana"), draft, **changes)
    assert response.status_code < 500
    if response.status_code == 400:
        assert state_of(draft) == before


@pytest.mark.parametrize("address", ["/admin/bulk/wagtailcore/page/publish/?id=abc", "/admin/pages/{pk}/copy/"])
def test_a_tampered_address_is_no_error_of_the_server(as_, draft, address):
    response = as_("pelaksana").post(address.format(pk=draft.pk), {})
    assert response.status_code < 500


def test_an_empty_form_is_no_error_of_the_server(as_, draft):
    before = state_of(draft)
    response = as_("pelaksana").post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), {})
    assert response.status_code < 500
    assert state_of(draft) == before

"""A Petugas keeps to his own unit: each way to a page of another unit is tried, and what counts is the state."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from portal.officials.models import Official, Unit
from portal.sop.models import StepRecord
from portal.sop.policy import SopPagePolicy
from ppid.information.models import InformationPage
from tests import verbs
from tests.conftest import make_official
from tests.sop.test_holes import bulk, state_of

pytestmark = pytest.mark.django_db

# What stands in no other text on the screens below.
TITLE = "Rincian belanja modal"


@pytest.fixture
def theirs(as_, people, other_unit, unit, periodic):
    """A draft of the other unit, with two versions."""
    page = verbs.write_information(as_("petugas2"), periodic, TITLE, unit=other_unit.pk)
    verbs.edit(as_("petugas2"), page, summary="Versi kedua.")
    return verbs.fresh(page)


def screens_about(page) -> dict[str, str]:
    """Every screen of the admin about one page, by its name."""
    first, last = page.revisions.order_by("created_at").values_list("pk", flat=True)[:2]
    about = {
        name: reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        for name in (
            "edit",
            "history",
            "history_results",
            "workflow_history",
            "view_draft",
            "preview_on_edit",
            "copy",
            "move",
            "delete",
            "usage",
            "unpublish",
        )
    }
    return about | {
        "revision": reverse("wagtailadmin_pages:revisions_view", args=[page.pk, first]),
        "revert": reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first]),
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first, last]),
        "compare_names": reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"]),
    }  # fmt: skip


def lists_with(page) -> dict[str, str]:
    """Every list, search, report and chooser of the admin in which the page would stand."""
    index = page.get_parent().pk
    explore = reverse("wagtailadmin_explore", args=[index])
    return {
        "explorer": explore,
        "explorer_results": reverse("wagtailadmin_explore_results", args=[index]),
        "explorer_search": f"{explore}?q=belanja",
        "explorer_search_all": f"{explore}?q=belanja&search_all=1",
        "explorer_filtered": f"{explore}?has_child_pages=false",
        "search": reverse("wagtailadmin_pages:search") + "?q=belanja",
        "search_results": reverse("wagtailadmin_pages:search_results") + "?q=belanja",
        "chooser": reverse("wagtailadmin_choose_page_child", args=[index]),
        "chooser_search": reverse("wagtailadmin_choose_page_search") + "?q=belanja",
        "explorer_menu": f"/admin/api/main/pages/?child_of={index}&for_explorer=1",
        "admin_api": f"/admin/api/main/pages/?child_of={index}",
        "admin_api_page": f"/admin/api/main/pages/{page.pk}/",
        "site_history": reverse("wagtailadmin_reports:site_history"),
        "site_history_export": reverse("wagtailadmin_reports:site_history") + "?export=csv",
        "workflow": reverse("wagtailadmin_reports:workflow"),
        "workflow_export": reverse("wagtailadmin_reports:workflow") + "?export=csv",
        "workflow_tasks": reverse("wagtailadmin_reports:workflow_tasks"),
        "page_types": reverse("wagtailadmin_reports:page_types_usage"),
        "type_use": reverse("wagtailadmin_pages:type_use", args=["information", "informationpage"]),
        "bulk_delete": reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}",
        "bulk_move": reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={page.pk}",
        "bulk_all": reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id=all&childOf={index}",
        "dashboard": reverse("wagtailadmin_home"),
        "desk": reverse("sop_desk"),
    }


def shown(client, url) -> str:
    response = client.get(url)
    assert response.status_code < 500
    return (response.getvalue() if response.streaming else response.content).decode()


def showing(client, urls: dict[str, str], words: str) -> set[str]:
    """The names of those screens on which the words stand."""
    return {name for name, url in urls.items() if words in shown(client, url)}


# --- seeing ------------------------------------------------------------------------------------------------------


def test_no_screen_about_a_page_of_another_unit_opens(as_, theirs):
    assert showing(as_("petugas"), screens_about(theirs), TITLE) == set()


def test_the_same_screens_open_for_its_own_unit(as_, theirs):
    closed = {"unpublish", "workflow_history", "history_results", "preview_on_edit"}
    assert set(screens_about(theirs)) - showing(as_("petugas2"), screens_about(theirs), TITLE) <= closed


def test_no_list_search_report_or_chooser_names_a_page_of_another_unit(as_, theirs):
    verbs.submit(as_("petugas2"), theirs)
    assert verbs.waits_for(theirs) == "timit"
    assert showing(as_("petugas"), lists_with(theirs), TITLE) == set()


def test_its_own_unit_finds_it_everywhere(as_, theirs):
    verbs.submit(as_("petugas2"), theirs)
    assert showing(as_("petugas2"), lists_with(theirs), TITLE) == set(lists_with(theirs))


@pytest.mark.parametrize("who", ["ppid", "superuser"])
def test_the_ppid_and_the_superuser_see_the_pages_of_every_unit(as_, theirs, draft, who):
    index = reverse("wagtailadmin_explore", args=[theirs.get_parent().pk])
    html = shown(as_(who), index)
    assert TITLE in html
    assert draft.title in html


@pytest.mark.parametrize("also", ["ppid", "pejabat", "kadis"])
def test_a_petugas_with_another_office_works_for_every_unit(as_, people, theirs, also):
    people["petugas"].groups.add(make_official("lain", also).groups.get())
    assert TITLE in shown(as_("petugas"), reverse("wagtailadmin_explore", args=[theirs.get_parent().pk]))


def test_what_no_unit_holds_is_open_to_every_petugas(as_, people, unit, other_unit, periodic):
    page = verbs.write_information(as_("petugas"), periodic, TITLE)
    assert page.unit is None
    make_official("tanpa-unit", "petugas")
    for who in ("petugas", "petugas2"):
        assert TITLE in shown(as_(who), reverse("wagtailadmin_explore", args=[periodic.pk]))
        assert TITLE in shown(as_(who), reverse("wagtailadmin_pages:edit", args=[page.pk]))


def test_a_petugas_without_unit_sees_what_no_unit_holds_and_nothing_else(as_, people, theirs, draft, periodic):
    people["petugas3"] = make_official("petugas3", "petugas")
    free = verbs.write_information(as_("petugas3"), periodic, "Informasi tanpa unit")
    html = shown(as_("petugas3"), reverse("wagtailadmin_explore", args=[periodic.pk]))
    assert free.title in html
    assert TITLE not in html
    assert draft.title not in html


def test_a_public_page_is_open_to_citizens_and_shut_to_the_editors_of_other_units(as_, theirs, through_flow_b):
    page = through_flow_b(theirs, who="petugas2")
    assert TITLE not in shown(as_("petugas"), reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    before = state_of(page)
    verbs.edit(as_("petugas"), page, title="Diambil alih")
    assert state_of(page) == before


# --- acting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "act",
    [
        {},
        {"action-submit": "1"},
        {"action-publish": "action-publish"},
        {"action-cancel-workflow": "1"},
        {"action-restart-workflow": "1"},
    ],
)
@pytest.mark.parametrize("in_review", [False, True])
def test_the_editor_changes_nothing_of_another_unit(as_, unit, theirs, act, in_review):
    if in_review:
        verbs.submit(as_("petugas2"), theirs)
    before = state_of(theirs), theirs.revisions.count()
    verbs.edit(as_("petugas"), theirs, title="Diambil alih", unit=unit.pk, **act)
    assert (state_of(theirs), theirs.revisions.count()) == before


def test_a_returned_page_of_another_unit_is_not_taken_up_by_somebody_else(as_, theirs):
    verbs.submit(as_("petugas2"), theirs)
    verbs.act(as_("timit"), theirs, "reject", "Lengkapi.")
    before = state_of(theirs)
    verbs.submit(as_("petugas"), theirs)
    assert state_of(theirs) == before
    verbs.submit(as_("petugas2"), theirs)
    assert verbs.waits_for(theirs) == "timit"


def test_an_old_version_does_not_give_a_page_back(as_, unit, other_unit, draft):
    """Tim IT gave the page to the unit that really holds it; the first unit's versions are still there."""
    verbs.submit(as_("petugas"), draft)
    verbs.edit(as_("timit"), draft, unit=other_unit.pk)
    verbs.act(as_("timit"), draft, "reject", "Milik Bagian Keuangan.")
    assert verbs.fresh(draft).unit == other_unit
    old = draft.revisions.order_by("created_at").first()
    before = state_of(draft)
    url = reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, old.pk])
    as_("petugas").post(url, verbs.information_form(draft.title, unit=unit.pk))
    verbs.edit(as_("petugas"), draft, unit=unit.pk, revision=old.pk)
    assert state_of(draft) == before
    assert verbs.fresh(draft).unit == other_unit


def test_it_is_neither_copied_moved_nor_deleted_singly_or_in_bulk(as_, theirs, anytime):
    before = state_of(theirs), theirs.url_path
    client = as_("petugas")
    client.post(reverse("wagtailadmin_pages:delete", args=[theirs.pk]))
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[theirs.pk, anytime.pk]))
    client.post(
        reverse("wagtailadmin_pages:copy", args=[theirs.pk]),
        {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": theirs.get_parent().pk},
    )
    bulk(client, "delete", theirs)
    bulk(client, "move", theirs, chooser=anytime.pk)
    assert (state_of(theirs), verbs.fresh(theirs).url_path) == before
    assert InformationPage.objects.count() == 1


def test_the_other_roles_of_the_flow_act_for_every_unit(as_, theirs, draft, through_flow_b):
    assert through_flow_b(draft).live
    assert through_flow_b(theirs, who="petugas2").live


def test_a_superuser_sees_all_and_moves_nothing(as_, theirs):
    verbs.submit(as_("petugas2"), theirs)
    before = state_of(theirs)
    verbs.act(as_("superuser"), theirs)
    verbs.decide(as_("superuser"), theirs)
    assert state_of(theirs) == before


def test_the_register_of_the_office_keeps_every_unit(as_, theirs):
    """The quality book is of the whole office: every role of the SOP reads it (docs/rules.md, rule 7)."""
    assert StepRecord.objects.about(theirs).exists()
    assert TITLE in shown(as_("petugas2"), reverse("buku_kendali:index"))


# --- whose page it is ----------------------------------------------------------------------------------------------


def test_a_new_page_is_preset_to_the_writers_unit(as_, unit, other_unit, periodic):
    url = reverse("wagtailadmin_pages:add", args=["information", "informationpage", periodic.pk])
    field = as_("petugas").get(url).context["form"]["unit"]
    assert field.value() == unit.pk
    assert [choice for choice, _ in field.field.choices if choice] == [unit.pk]


def test_a_draft_that_belongs_to_no_unit_is_preset_too(as_, unit, other_unit, draft):
    InformationPage.objects.filter(pk=draft.pk).update(unit=None)
    draft.refresh_from_db()
    draft.save_revision(clean=False)
    for who, whose in (("petugas", unit), ("petugas2", other_unit)):
        page = as_(who).get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
        assert page.context["form"]["unit"].value() == whose.pk


def test_a_petugas_compiles_for_no_other_unit(as_, unit, other_unit, periodic):
    assert verbs.write_information(as_("petugas"), periodic, unit=other_unit.pk) is None


def test_a_petugas_gives_his_page_to_no_other_unit(as_, unit, other_unit, draft):
    before = state_of(draft)
    for act in ({}, {"action-submit": "1"}):
        verbs.edit(as_("petugas"), draft, unit=other_unit.pk, **act)
        assert (state_of(draft), verbs.fresh(draft).unit) == (before, unit)


def test_a_petugas_without_unit_is_told_so_when_he_submits(as_, people, periodic):
    page = verbs.write_information(as_("petugas"), periodic)
    response = verbs.submit(as_("petugas"), page)
    assert "Anda belum tercatat pada unit mana pun" in str(response.context["form"].errors["unit"])
    assert verbs.waits_for(page) == ""


def test_a_page_of_no_unit_is_taken_up_by_a_unit(as_, unit, other_unit, periodic):
    page = verbs.write_information(as_("petugas"), periodic)
    verbs.edit(as_("petugas"), page, unit=unit.pk)
    assert verbs.fresh(page).unit == unit
    before = state_of(page)
    verbs.edit(as_("petugas2"), page, unit=other_unit.pk)
    assert state_of(page) == before


def test_a_correction_that_gives_the_page_away_counts_when_it_is_public(
    as_, unit, other_unit, published, through_flow_b
):
    verbs.submit(as_("petugas"), published)
    verbs.edit(as_("timit"), published, unit=other_unit.pk)
    assert verbs.fresh(published).unit == unit
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        verbs.act(as_(role), published)
    page = verbs.fresh(published)
    assert page.unit == other_unit
    before = state_of(page)
    verbs.edit(as_("petugas"), page, unit=unit.pk)
    assert state_of(page) == before
    verbs.edit(as_("petugas2"), page)
    assert state_of(page) != before


# --- the list of units ----------------------------------------------------------------------------------------------


def test_a_unit_is_written_in_the_admin_and_given_to_an_official(as_, people):
    as_("superuser").post(reverse("units:add"), {"name": "Bagian Contoh", "code": "contoh"})
    unit = Unit.objects.get()
    official = Official.objects.create(name="Contoh", user=people["petugas"])
    data = {"name": "Contoh", "user": people["petugas"].pk, "employee_number": "", "rank": "", "unit": unit.pk}
    as_("superuser").post(reverse("officials:edit", args=[official.pk]), data)
    official.refresh_from_db()
    assert official.unit == unit
    assert "Bagian Contoh" in shown(as_("superuser"), reverse("officials:index"))


@pytest.mark.parametrize("who", ["petugas", "ppid", "pejabat", "kadis", "outsider"])
def test_nobody_else_manages_units(as_, unit, who):
    as_(who).post(reverse("units:add"), {"name": "Bagian Contoh", "code": "contoh"})
    as_(who).post(reverse("units:edit", args=[unit.pk]), {"name": "Bagian Contoh", "code": "contoh"})
    as_(who).post(reverse("units:delete", args=[unit.pk]))
    assert list(Unit.objects.values_list("name", flat=True)) == ["Bagian Program"]


def test_a_unit_with_officials_or_information_is_not_deleted(as_, unit, other_unit, draft):
    for kept in (unit, other_unit):
        as_("superuser").post(reverse("units:delete", args=[kept.pk]))
        assert Unit.objects.filter(pk=kept.pk).exists()
    for official in Official.objects.all():
        official.unit = None
        official.save()
    as_("superuser").post(reverse("units:delete", args=[other_unit.pk]))
    response = as_("superuser").post(reverse("units:delete", args=[unit.pk]), follow=True)
    assert list(Unit.objects.all()) == [unit]
    assert "1 informasi publik" in response.content.decode()


def test_a_draft_that_names_a_unit_which_is_gone_can_still_be_opened(as_, unit, other_unit, published):
    verbs.edit(as_("superuser"), published, unit=other_unit.pk)
    Official.objects.filter(unit=other_unit).delete()
    other_unit.delete()
    draft = verbs.fresh(published).get_latest_revision_as_object()
    assert draft.unit is None
    assert as_("petugas").get(reverse("wagtailadmin_pages:edit", args=[published.pk])).status_code == 200


# --- what it costs ---------------------------------------------------------------------------------------------------


def queries_of(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("screen", ["explorer", "search", "desk"])
def test_lists_take_the_same_queries_for_2_and_for_30_pages(as_, unit, other_unit, periodic, screen):
    def add(number):
        who, own = (("petugas", unit), ("petugas2", other_unit))[number % 2]
        verbs.write_information(as_(who), periodic, f"Belanja {number}", unit=own.pk)

    for number in range(4):
        add(number)
    url = lists_with(InformationPage.objects.first())[screen]
    few = queries_of(as_("petugas"), url)
    for number in range(4, 34):
        add(number)
    assert queries_of(as_("petugas"), url) == few


def test_a_policy_that_gives_no_answer_shows_nothing():
    from portal.core.policy import PagePolicy

    assert not PagePolicy().visible(None, Page.objects.all()).exists()
    assert WorkflowState.objects.count() == 0
    assert issubclass(SopPagePolicy, PagePolicy)

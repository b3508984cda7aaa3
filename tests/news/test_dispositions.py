"""Dispositions: SOP steps 1 to 4, from the Kadis's sheet to the Pelaksana's draft."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Disposition, NewsPage
from portal.officials.models import Official
from portal.sop.models import StepRecord
from tests import verbs
from tests.news.sheets import INSTRUCTION, open_sheet, pass_on, sheet_form, state_of, waiting_state, waits_for
from tests.sop.test_holes import EVERYBODY

pytestmark = pytest.mark.django_db


def test_a_sheet_goes_down_three_levels_and_opens_a_draft_for_the_named_writer(as_, people, sheet):
    for role in ("kadivmin", "kabag"):
        assert waits_for(sheet) == role
        pass_on(as_(role), sheet, comment=f"Arahan {role}")
    assert waits_for(sheet) == "kasub"
    assert not NewsPage.objects.exists()
    pass_on(as_("kasub"), sheet, comment="Koordinasi dengan puskesmas.", writer=people["pelaksana2"].pk)

    page = NewsPage.objects.get()
    assert (page.title, page.owner, page.live) == ("Pekan imunisasi", people["pelaksana2"], False)
    assert page.disposition == sheet
    assert waits_for(sheet) == ""


def test_the_register_tells_both_halves_as_one_story(as_, people, at_kasub):
    pass_on(as_("kasub"), at_kasub, writer=people["pelaksana"].pk)
    page = NewsPage.objects.get()
    verbs.submit(as_("pelaksana"), page)
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        verbs.act(as_(role), page)
    assert verbs.fresh(page).live
    orders = StepRecord.objects.story_of(at_kasub).exclude(order=None).order_by("started_at", "pk")
    assert [row.order for row in orders] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert list(orders) == list(StepRecord.objects.story_of(page).exclude(order=None).order_by("started_at", "pk"))


def test_every_levels_entry_stands_on_the_sheet(as_, people, at_kasub):
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    pass_on(as_("kasub"), at_kasub, comment="Segera.", due=due, writer=people["pelaksana"].pk)
    levels = at_kasub.levels
    assert [level.role for level in levels] == ["kadis", "kadivmin", "kabag", "kasub"]
    assert levels[0].details["instructions"] == [INSTRUCTION]
    assert (levels[-1].comment, levels[-1].details["due"]) == ("Segera.", due)
    assert levels[0].standard == "30 menit"
    assert all(level.due_at for level in levels)


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "kadis"])
def test_only_the_kadis_opens_a_sheet(as_, who):
    assert open_sheet(as_(who)) is None
    add = reverse("wagtailsnippets_news_disposition:add")
    as_(who).post(add, {**sheet_form(), "action-publish": "1"})
    as_(who).post(add, {**sheet_form(), "action-submit": "1"})
    assert not Disposition.objects.exists()


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("level", ["kadivmin", "kabag", "kasub"])
def test_only_the_level_whose_turn_it_is_passes_the_sheet_on(as_, people, sheet, who, level):
    for before in ("kadivmin", "kabag", "kasub")[: ("kadivmin", "kabag", "kasub").index(level)]:
        pass_on(as_(before), sheet)
    before = state_of(sheet)
    pass_on(as_(who), sheet, writer=people["pelaksana"].pk)
    assert (state_of(sheet) != before) == (who == level)


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_edits_publishes_or_deletes_a_sheet_on_its_way(as_, sheet, who):
    before = state_of(sheet)
    edit = reverse("wagtailsnippets_news_disposition:edit", args=[sheet.pk])
    for extra in ({}, {"action-publish": "1"}, {"action-workflow-action": "1", "workflow-action-name": "approve"}):
        as_(who).post(edit, {**sheet_form(subject="Diubah"), **extra})
    as_(who).post(reverse("news_repair_disposition", args=[sheet.pk]), sheet_form(subject="Diubah"))
    as_(who).post(reverse("wagtailsnippets_news_disposition:delete", args=[sheet.pk]))
    bulk = reverse("wagtail_bulk_action", args=["news", "disposition", "delete"])
    as_(who).post(f"{bulk}?id={sheet.pk}&next=/admin/")
    assert state_of(sheet) == before


@pytest.mark.parametrize("data", [{"instructions": []}, {"due": "2020-01-01"}, {"instructions": ["Karangan"]}])
def test_a_level_that_says_nothing_or_nonsense_passes_nothing_on(as_, sheet, data):
    before = state_of(sheet)
    response = pass_on(as_("kadivmin"), sheet, **data)
    assert response.status_code < 500
    assert state_of(sheet) == before


@pytest.mark.parametrize("writer", ["", "0", "kasub"])
def test_the_last_level_names_a_pelaksana_and_nobody_else(as_, people, at_kasub, writer):
    before = state_of(at_kasub)
    pass_on(as_("kasub"), at_kasub, writer=people["kasub"].pk if writer == "kasub" else writer)
    assert state_of(at_kasub) == before


def test_a_returned_sheet_goes_to_its_opener_and_down_again_from_the_first_level(as_, people, at_kasub):
    pass_on(as_("kasub"), at_kasub, "reject", comment="Surat belum dilampirkan.")
    assert waits_for(at_kasub) == ""
    assert StepRecord.objects.about(at_kasub).open().get().role == "kadis"

    as_("kadis").post(reverse("news_repair_disposition", args=[at_kasub.pk]), sheet_form(subject="Pekan imunisasi II"))
    for role in ("kadivmin", "kabag"):
        assert waits_for(at_kasub) == role
        pass_on(as_(role), at_kasub)
    pass_on(as_("kasub"), at_kasub, writer=people["pelaksana"].pk)
    assert NewsPage.objects.get().title == "Pekan imunisasi II"
    assert [level.role for level in at_kasub.levels] == ["kadis", "kadivmin", "kabag", "kasub"]


def test_a_stale_tab_passes_nothing_on_twice(as_, sheet):
    stale = waiting_state(sheet)
    pass_on(as_("kadivmin"), sheet, comment="Pertama.")
    before = state_of(sheet)
    response = pass_on(as_("kadivmin"), sheet, comment="Kedua.", task_state=stale)
    assert "sudah diselesaikan oleh" in response.content.decode()
    assert state_of(sheet) == before


def test_the_opener_does_not_pass_his_own_sheet_on_as_acting_kadivmin(as_, people, sheet):
    from tests.sop.test_rules import appoint

    today = timezone.localdate()
    appoint(people["kadis"], "kadivmin", "plh", today, today)
    before = state_of(sheet)
    pass_on(as_("kadis"), sheet)
    assert state_of(sheet) == before


def test_the_sheet_prints_with_every_levels_entry(as_, people, at_kasub):
    pass_on(as_("kasub"), at_kasub, comment="#strong[tebal] $x$ *bintang*", writer=people["pelaksana"].pk)
    response = as_("kabag").get(at_kasub.paper_url)
    assert response.content.startswith(b"%PDF")
    assert len(response.content) > 5000
    assert as_("outsider").get(at_kasub.paper_url).status_code in (302, 403)


def test_the_signature_is_frozen_as_it_was(as_, people, sheet):
    official = Official.objects.create(
        user=people["kadivmin"], name="dr. Contoh, M.Kes", rank="Pembina (IV/a)", employee_number="197001011995031001"
    )
    pass_on(as_("kadivmin"), sheet)
    official.rank = "Pembina Tingkat I (IV/b)"
    official.save()
    assert list(sheet.levels[1].signature_lines) == [
        "Kadivmin,",
        "dr. Contoh, M.Kes",
        "Pembina (IV/a)",
        "NIP. 197001011995031001",
    ]


def test_the_writer_sees_the_sheet_in_the_editor(as_, people, at_kasub):
    pass_on(as_("kasub"), at_kasub, comment="Koordinasi dengan puskesmas.", writer=people["pelaksana"].pk)
    page = NewsPage.objects.get()
    html = as_("pelaksana").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert at_kasub.paper_url in html
    assert "Koordinasi dengan puskesmas." in html


def test_deleting_a_users_account_leaves_the_sheet_complete(as_, people, at_kasub):
    people["kadivmin"].delete()
    assert [level.actor_name for level in at_kasub.levels][1] == "Contoh kadivmin"

"""What the demonstration loads, and that it loads once."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, WorkflowState

from home.demo import pictures
from home.demo.stories import CORRECTED, DRAFT, LIVE, RETURNED, TAKEN_DOWN, WAITING
from home.demo.texts import STORIES
from home.models import HomePage, SopPage, StandardPage
from news.models import Disposition, NewsIndexPage, NewsPage
from portal.core.models import AgencyDocument, AgencyImage
from portal.sop.models import StepRecord
from ppid.information.models import (
    AlertIndexPage,
    CataloguePage,
    ExemptListPage,
    InformationIndexPage,
    InformationPage,
    PpidPage,
    SectionPage,
)
from ppid.requests.models import Objection

from ..news.test_dispositions import waits_for as waits_for_sheet
from ..verbs import waits_for

Outcome = StepRecord.Outcome


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """A fresh portal with the demonstration, loaded once for this module and rolled back after it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("PORTAL_DEMO_PASSWORD", "rahasia-contoh")
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db, monkeypatch) -> HomePage:
    monkeypatch.setenv("PORTAL_DEMO_PASSWORD", "rahasia-contoh")
    return HomePage.objects.get()


def story(slug: str) -> NewsPage:
    return NewsPage.objects.get(slug=slug)


def test_the_stories_stand_in_every_state_of_moderation(demo):
    assert set(NewsPage.objects.live().values_list("slug", flat=True)) == {*LIVE, CORRECTED}

    assert waits_for(story(DRAFT)) == ""
    assert not WorkflowState.objects.for_instance(story(DRAFT)).exists()
    assert [waits_for(story(slug)) for slug in WAITING] == ["kasub", "kabag", "kadivmin", "kadis"]
    assert story(RETURNED).current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert not story(TAKEN_DOWN).live
    assert waits_for(story(CORRECTED)) == "kabag"
    assert "Ralat" not in story(CORRECTED).lead
    assert len(STORIES) == NewsPage.objects.filter(disposition=None).count() == 12


def test_one_sheet_is_on_its_way_and_one_has_become_a_draft(demo):
    waiting, finished = Disposition.objects.order_by("pk")
    assert waits_for_sheet(waiting) == "kabag"
    assert waits_for_sheet(finished) == ""
    assert finished.pages.get().owner.username == "pelaksana"


def test_what_is_live_went_through_every_step_and_stands_in_the_register(demo):
    for slug in LIVE:
        approvals = StepRecord.objects.about(story(slug)).filter(outcome=Outcome.APPROVED)
        assert list(approvals.order_by("order").values_list("order", "role", "actor_name")) == [
            (6, "kasub", "Contoh Kasub"),
            (7, "kabag", "Contoh Kabag"),
            (8, "kadivmin", "Contoh Kadivmin"),
            (9, "kadis", "Contoh Kadis"),
        ]


def test_a_return_and_a_taking_down_have_their_reasons_on_record(demo):
    returned = StepRecord.objects.about(story(RETURNED)).get(outcome=Outcome.RETURNED)
    taken_down = StepRecord.objects.about(story(TAKEN_DOWN)).get(outcome=Outcome.TAKEN_DOWN)

    assert returned.comment.startswith("Contoh alasan")
    assert taken_down.comment.startswith("Contoh alasan")


def test_everything_that_is_public_says_that_it_is_an_example(client, demo):
    # The SOP's page shows what is installed: nothing of it is invented.
    stating_nothing_invented = (
        NewsIndexPage, PpidPage, SectionPage, InformationIndexPage, AlertIndexPage, CataloguePage, ExemptListPage,
        SopPage,
    )  # fmt: skip
    for page in Page.objects.descendant_of(demo).live().not_type(stating_nothing_invented):
        assert "Ini halaman contoh" in client.get(page.url).content.decode(), page.title
    assert all(title.startswith("Contoh: ") for title in NewsPage.objects.values_list("title", flat=True))
    assert "Instansi Contoh" in client.get("/").content.decode()


def test_every_story_has_a_picture_of_its_own_with_alternative_text_and_source(demo):
    images = [page.picture for page in NewsPage.objects.filter(disposition=None)]

    assert len({image.pk for image in images}) == len(STORIES)
    assert all(image.description and image.credit == "Gambar contoh buatan program" for image in images)
    assert {(image.width, image.height) for image in images} == {(1200, 800)}


def test_the_pictures_of_live_stories_can_be_seen_at_once(client, demo):
    assert client.get("/berita/").content.decode().count("<img") == len(LIVE) + 1


def test_the_sop_page_shows_every_step_and_invents_no_time(client, demo):
    text = client.get(SopPage.objects.get().url).content.decode()

    # Flows A and B, and the consequence test of PP 61/2010: a head and a row for each step.
    assert text.count("<tr>") == 3 + 9 + 7 + 3
    assert "belum ditetapkan" in text
    assert "30 menit" in text


def test_the_home_page_leads_to_services_and_newest_news(client, demo):
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 12

    text = client.get("/").content.decode()

    assert 'href="/layanan/"' in text
    assert text.count('class="card"') == 5


# --- public information ---------------------------------------------------------------------------------------


def information(slug: str) -> InformationPage:
    return InformationPage.objects.get(slug=slug)


def test_information_stands_in_every_state_that_a_visitor_of_the_admin_looks_for(demo):
    live = InformationPage.objects.live()
    assert set(live.values_list("legal_item", flat=True)) == {"B05", "B07", "B17", "A04"}
    assert sorted(live.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert waits_for(information("contoh-survei-kepuasan")) == "pejabat"
    draft = information("contoh-agenda-pimpinan")
    assert (draft.live, waits_for(draft), draft.owner.username) == (False, "", "petugas")
    assert StepRecord.objects.open().about(draft).get().role == "petugas"


def test_live_information_went_through_flow_b(demo):
    done = StepRecord.objects.about(information("contoh-laporan-kinerja")).exclude(outcome=Outcome.PUBLISHED)
    assert list(done.order_by("pk").values_list("order", "role", "outcome")) == [
        (1, "petugas", Outcome.SUBMITTED),
        (2, "timit", Outcome.PASSED_ON),
        (3, "webmaster", Outcome.PASSED_ON),
        (4, "pejabat", Outcome.APPROVED),
        (5, "webmaster", Outcome.APPROVED),
    ]


def test_every_file_of_the_demonstration_is_marked_and_hides_nothing(demo):
    documents = AgencyDocument.objects.all()

    assert {document.file_extension for document in documents} == {"pdf", "xlsx", "csv"}
    for document in documents:
        assert document.title.startswith("Contoh: ")
        assert not document.blocking_findings
        assert len(document.sha256) == 64
        if document.file_extension == "csv":
            with document.open_file() as file:
                assert all(row.rstrip().endswith("contoh") for row in file.read().decode().splitlines()[1:])


def test_renewed_information_keeps_its_older_file(client, demo):
    page = client.get(information("contoh-cakupan-imunisasi").url).content.decode()

    assert "Versi lama (1)" in page
    assert page.count("contoh-cakupan-imunisasi.csv") >= 2


def test_one_text_of_the_ppid_is_public_and_the_others_wait(client, demo):
    page = StandardPage.objects.get(legal_item="S14")

    assert page.owner.username == "petugas"
    assert "Cara meminta informasi" in client.get("/ppid/").content.decode()
    assert StandardPage.objects.exclude(legal_item="").live().get() == page


def test_loading_twice_changes_nothing(demo):
    def counts() -> list[int]:
        return [model.objects.count() for model in (Page, AgencyImage, AgencyDocument, StepRecord, get_user_model())]

    before = counts()
    call_command("load_demo", verbosity=0)

    assert counts() == before


def test_the_work_of_removed_users_stays(demo):
    call_command("remove_demo_users", verbosity=0)

    assert NewsPage.objects.filter(disposition=None).count() == len(STORIES)
    assert StepRecord.objects.filter(actor_name="Contoh Kadis").exists()


def test_a_picture_is_the_same_for_the_same_seed_and_another_for_another():
    assert pictures.draw(1, "clinic") == pictures.draw(1, "clinic")
    assert pictures.draw(1, "clinic") != pictures.draw(2, "clinic")


def test_every_story_asks_for_a_motif_that_can_be_drawn():
    assert {story.motif for story in STORIES.values()} <= pictures.MOTIFS.keys()


def test_one_objection_waits_one_was_decided_and_one_met_silence(demo):
    waiting, decided, silent = Objection.objects.order_by("-received_on", "pk")
    assert (waiting.state, waiting.lapsed_on) == ("received", None)
    assert decided.state == "notified" and decided.order and decided.order_due_on
    assert (silent.request, silent.state) == (None, "received") and silent.lapsed_on


def test_the_watch_finds_nothing_on_a_clean_site(demo):
    """Exits with an error where it finds anything."""
    told = io.StringIO()
    call_command("periksa_judol", "--di-dalam", stdout=told)

    assert int(told.getvalue().split()[0]) > 30

"""``seed_ppid``: the whole tree on an empty site, as drafts that say nothing and trouble nobody."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from home.models import StandardPage
from portal.sop import desk, reminders
from portal.sop.models import Notice, StepRecord
from portal.sop.quality.periods import Period
from portal.sop.quality.reading import quality_report
from ppid.information import items
from ppid.information.models import InformationIndexPage, InformationPage, PpidPage, SectionPage
from tests import verbs

ADDRESSES = (
    "/ppid/",
    "/ppid/informasi-berkala/",
    "/ppid/informasi-serta-merta/",
    "/ppid/informasi-setiap-saat/",
    "/ppid/daftar-informasi-publik/",
    "/ppid/informasi-dikecualikan/",
)
LAW = items.regulation()


def seed() -> str:
    out = io.StringIO()
    call_command("seed_ppid", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def sown(django_db_setup, django_db_blocker):
    """An empty site after ``seed_ppid``, made once for this module and rolled back after it; what was said of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        untouched = StepRecord.objects.count(), Notice.objects.count(), PpidPage.objects.count()
        assert untouched == (0, 0, 0)
        yield seed()
        transaction.set_rollback(True)


@pytest.fixture
def site(sown, db) -> str:
    return sown


def tree() -> list[tuple]:
    """Every page with what a second run might touch."""
    return list(
        Page.objects.order_by("path").values_list(
            "pk", "path", "title", "slug", "live", "owner", "latest_revision", "latest_revision_created_at", "numchild"
        )
    )


def seeded(code: str) -> Page:
    model = StandardPage if code.startswith("S") else InformationPage
    return model.objects.get(legal_item=code)


# --- the whole tree -------------------------------------------------------------------------------------------


def test_an_empty_site_gets_the_whole_tree(site):
    found = set(InformationPage.objects.values_list("legal_item", flat=True))
    assert found == {item.code for item in LAW.items}
    assert set(StandardPage.objects.values_list("legal_item", flat=True)) == {page.code for page in LAW.pages}
    assert list(SectionPage.objects.order_by("path").values_list("slug", flat=True)) == [
        section.slug for section in LAW.sections
    ]


def test_every_draft_stands_where_the_law_puts_it(site):
    for item in LAW.items:
        page = seeded(item.code)
        parent = page.get_parent().specific
        assert (page.title, page.category) == (item.title, item.category)
        assert (parent.category, parent.legal_item) == (item.category, item.part_of)
    assert seeded("B07").url_path == "/home/ppid/informasi-berkala/dokumen-anggaran/"
    assert seeded("P05").url_path == "/home/ppid/informasi-berkala/dokumen-pengadaan/lembar-data-kualifikasi/"
    assert seeded("S06").url_path == "/home/ppid/standar-layanan/maklumat/"


def test_the_fixed_addresses_answer(client, site):
    assert {address: client.get(address).status_code for address in ADDRESSES} == dict.fromkeys(ADDRESSES, 200)


def test_what_says_something_about_the_agency_is_an_empty_draft_with_guidance(client, site):
    for page in (*InformationPage.objects.all(), *StandardPage.objects.all()):
        assert not page.live
        assert page.first_published_at is None
        assert (page.latest_revision is not None, page.owner, page.latest_revision.user) == (True, None, None)
        assert not page.body
        assert page.guidance
        assert client.get(page.url).status_code == 404
    assert not InformationPage.objects.exclude(summary="").exists()
    assert not StandardPage.objects.exclude(lead="").exists()


def test_guidance_is_shown_to_the_editor_and_never_to_citizens(client, as_, site):
    page = seeded("S06")
    told = "sistem, mekanisme, dan prosedur"

    editor = as_("petugas").get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert told in editor
    assert "tidak pernah tampil bagi publik" in editor

    verbs.submit(as_("petugas"), page)
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        verbs.act(as_(role), page)
    assert verbs.fresh(page).live
    assert told not in client.get(page.url).content.decode()


def test_an_empty_draft_cannot_be_submitted(as_, site):
    page = seeded("S06")

    verbs.submit(as_("petugas"), page, **{"body-count": "0"})

    assert verbs.waits_for(page) == ""
    assert not verbs.fresh(page).live


def test_the_ppid_finds_the_tree_in_the_explorer(as_, site):
    assert "Informasi berkala" in as_("ppid").get(f"/admin/pages/{PpidPage.objects.get().pk}/").content.decode()


# --- again ----------------------------------------------------------------------------------------------------


def test_a_second_run_changes_no_row(site):
    before, revisions = tree(), Revision.objects.count()

    again = seed()

    assert (tree(), Revision.objects.count()) == (before, revisions)
    assert "85 naskah dibuat" in site
    assert "lengkap" in again


def test_a_page_that_was_renamed_edited_moved_or_published_is_not_made_again(as_, site):
    renamed, moved, published, item = seeded("S01"), seeded("S05"), seeded("S06"), seeded("B07")
    verbs.edit(as_("petugas"), renamed, title="Siapa kami", slug="siapa-kami")
    moved.move(SectionPage.objects.get(slug="laporan"), pos="last-child")
    verbs.submit(as_("petugas"), published, title="Janji layanan", slug="janji-layanan")
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        verbs.act(as_(role), published)
    assert verbs.fresh(published).slug == "janji-layanan"
    anytime = InformationIndexPage.objects.get(slug="informasi-setiap-saat")
    InformationPage.objects.filter(pk=item.pk).update(title="Anggaran")
    seeded("B07").move(anytime, pos="last-child")
    before = tree()

    seed()

    assert tree() == before


def test_a_run_adds_only_what_is_missing(site):
    seeded("B05").delete()
    SectionPage.objects.get(slug="laporan").delete()
    before = set(tree())

    assert "1 halaman dan 3 naskah dibuat" in seed()

    made = {row[2] for row in set(tree()) - before if row[0] not in {old[0] for old in before}}
    assert made == {
        "Ringkasan kinerja",
        "Laporan layanan informasi",
        "Laporan layanan informasi publik",
        "Statistik layanan informasi",
    }


def test_a_section_that_was_renamed_keeps_its_pages(site):
    SectionPage.objects.filter(slug="tentang").update(slug="tentang-kami")

    assert "lengkap" in seed()


def test_a_fixed_page_that_was_renamed_is_not_made_again(site):
    PpidPage.objects.update(slug="informasi-publik", title="Informasi publik")
    InformationIndexPage.objects.filter(slug="informasi-berkala").update(slug="berkala")

    assert "lengkap" in seed()


def test_a_list_that_the_ppid_added_gets_nothing(site):
    ppid = PpidPage.objects.get()
    ppid.add_child(instance=InformationIndexPage(title="Arsip berkala", category="periodic"))

    assert "lengkap" in seed()


def test_an_address_that_another_page_has_stops_the_run_with_a_message_and_nothing_is_made(site):
    seeded("B05").delete()
    SectionPage.objects.get(slug="laporan").delete()
    PpidPage.objects.get().add_child(instance=StandardPage(title="Laporan", slug="laporan", live=False))
    before = tree()

    with pytest.raises(CommandError, match="laporan"):
        seed()

    assert tree() == before


# --- nobody is troubled (SOP register, desk, mail) ----------------------------------------------------------------


def test_drafts_that_nobody_took_up_stand_on_no_desk_and_in_no_register(people, site):
    now = timezone.now()

    assert not StepRecord.objects.exists()
    assert not Notice.objects.exists()
    assert mail.outbox == []
    for person in people.values():
        bench = desk.desk_of(person, now)
        assert (bench.waiting, bench.drafts, bench.elsewhere) == ([], [], [])


def test_no_reminder_and_no_line_in_the_quality_book_comes_of_them(people, site):
    today = timezone.localdate()
    these_weeks = Period("", "Tiga minggu", today - dt.timedelta(days=1), today + dt.timedelta(days=21))
    with time_machine.travel(timezone.now() + dt.timedelta(days=21)):
        assert reminders.remind(timezone.now()).written == 0
        report = quality_report(these_weeks, timezone.now())
    assert report.items == []


def test_a_draft_lies_with_whoever_takes_it_up(as_, people, site):
    page = seeded("S01")

    verbs.edit(as_("petugas"), page)

    assert verbs.fresh(page).owner == people["petugas"]
    assert StepRecord.objects.open().about(page).get().role == "petugas"
    bench = desk.desk_of(people["petugas"], timezone.now())
    assert [row.matter.title for row in bench.drafts] == ["Profil PPID"]
    verbs.edit(as_("superuser"), page)
    assert verbs.fresh(page).owner == people["petugas"]

    verbs.submit(as_("petugas"), page)
    assert verbs.waits_for(page) == "timit"
    first = StepRecord.objects.about(page).order_by("pk").first()
    assert (first.outcome, first.actor) == ("submitted", people["petugas"])


def test_reading_a_draft_is_not_taking_it_up_and_who_does_not_write_cannot(as_, people, site):
    page = seeded("S01")

    for person in people:
        as_(person).get(f"/admin/pages/{page.pk}/edit/")
    for person in set(people) - {"petugas", "superuser"}:
        verbs.edit(as_(person), page, lead="Susupan")

    assert verbs.fresh(page).owner is None
    assert verbs.fresh(page).latest_revision.user is None
    assert not StepRecord.objects.about(page).exists()


def test_nobody_publishes_a_draft_past_the_flow(as_, people, site):
    page = seeded("S01")

    for person in people:
        verbs.edit(as_(person), page, **{"action-publish": "action-publish"})

    assert not verbs.fresh(page).live
    assert verbs.fresh(page).first_published_at is None


def test_a_draft_that_nobody_took_up_can_be_deleted(as_, site):
    page = seeded("S04")

    as_("petugas").post(f"/admin/pages/{page.pk}/delete/")

    assert not StandardPage.objects.filter(pk=page.pk).exists()
    assert not StepRecord.objects.about(page).exists()

"""Files of a public page stay listed: a newer one stands beside them, and the older is marked as replaced."""

import datetime as dt

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model

from portal.core.models import AgencyDocument
from tests import verbs
from tests.core import files
from tests.sop.test_holes import state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(add_document):
    return add_document("Laporan 2025")


@pytest.fixture
def new(add_document):
    return add_document("Laporan 2026")


@pytest.fixture
def page(draft, old, through_flow_b):
    """A public page with one file."""
    return through_flow_b(draft, **verbs.information_form(draft.title, [{"document": old.pk}], unit=draft.unit_id))


def save(client, page, rows, kept=1, **changes):
    """Save the editor's form with these document rows, the first ``kept`` of which stood there before."""
    return verbs.edit(client, page, **verbs.information_form(page.title, rows, kept, unit=page.unit_id, **changes))


def listed(page) -> list[tuple[str, bool]]:
    """Title of each file in the newest version, and whether it is marked as replaced."""
    version = verbs.fresh(page).get_latest_revision_as_object()
    return [(str(row), row.replaced_on is not None) for row in version.documents.all()]


def row_of(page, **changes) -> dict:
    return {**verbs.rows_of(page)[0], **changes}


def found(client, words: str) -> set[str]:
    """The documents that the search offers."""
    return {entry.title for entry in client.get("/cari/", {"q": words, "jenis": "dokumen"}).context["results"]}


# --- in the editor -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["petugas", "superuser"])
@pytest.mark.parametrize("act", [{}, {"action-submit": "1"}])
def test_a_public_file_is_not_dropped_from_a_draft(as_, page, old, new, who, act):
    gone = row_of(page)
    for rows, kept, changes in (
        ([], 0, {}),
        ([gone], 1, {"documents-0-DELETE": "on"}),
        ([{"document": new.pk}], 0, {}),
        ([{**gone, "document": new.pk}], 1, {}),
        ([{**gone, "document": new.pk}, {"document": new.pk}], 1, {}),
    ):
        before = state_of(page)
        response = save(as_(who), page, rows, kept, **changes, **act)
        assert state_of(page) == before
        if rows:
            assert "Dokumen “Laporan 2025” hilang" in str(response.context["form"].non_field_errors())
    assert listed(page) == [("Laporan 2025", False)]


@pytest.mark.parametrize("who", ["timit", "webmaster"])
def test_nor_by_those_who_edit_on_the_way(as_, page, new, who):
    verbs.submit(as_("petugas"), page)
    if who == "webmaster":
        verbs.act(as_("timit"), page)
    before = state_of(page)
    save(as_(who), page, [row_of(page, document=new.pk)])
    verbs.act_in_editor(as_(who), page, **verbs.information_form(page.title, unit=page.unit_id))
    assert state_of(page) == before


def test_a_newer_file_stands_beside_it_and_the_older_is_read_on(as_, client, page, old, new, through_flow_b):
    replaced = row_of(page, replaced_on=dt.date(2026, 11, 20))
    save(as_("petugas"), page, [replaced, {"document": new.pk}])
    assert listed(page) == [("Laporan 2025", True), ("Laporan 2026", False)]
    assert client.get(new.url).status_code == 404

    page = through_flow_b(verbs.fresh(page))
    assert {row.document: row.replaced_on for row in page.documents.all()} == {old: dt.date(2026, 11, 20), new: None}
    html = client.get(page.url).content.decode()
    for document in (old, new):
        assert document.url in html
        assert client.get(document.url).status_code == 200


def test_the_search_offers_the_newer_file_and_the_older_no_more(
    as_, client, page, new, through_flow_b, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        verbs.fresh(page).save()
    assert found(client, "laporan") == {"Laporan 2025"}

    save(as_("petugas"), page, [row_of(page, replaced_on=dt.date(2026, 11, 20)), {"document": new.pk}])
    with django_capture_on_commit_callbacks(execute=True):
        through_flow_b(verbs.fresh(page))

    assert found(client, "laporan") == {"Laporan 2026"}


def test_title_year_and_language_of_a_row_may_be_corrected(as_, page):
    save(as_("petugas"), page, [row_of(page, title="Laporan tahunan", year="2025", language="en")])
    row = verbs.fresh(page).get_latest_revision_as_object().documents.get()
    assert (row.title, row.year, row.language) == ("Laporan tahunan", 2025, "en")


def test_an_old_version_without_the_file_does_not_bring_the_page_back_to_it(as_, page, old):
    first = page.revisions.order_by("created_at").first()
    assert not first.as_object().documents.all()
    before = state_of(page)
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    for act in ({}, {"action-submit": "1"}):
        as_("petugas").post(url, {**verbs.information_form(page.title, unit=page.unit_id), **act})
        assert state_of(page) == before


def test_what_no_citizen_has_read_may_be_dropped(as_, draft, old, new):
    save(as_("petugas"), draft, [{"document": old.pk}], 0)
    save(as_("petugas"), draft, [{"document": new.pk}], 0, **{"documents-0-id": ""})
    save(as_("petugas"), verbs.fresh(draft), [], 0)
    draft = verbs.fresh(draft)
    rows = verbs.rows_of(draft)
    save(as_("petugas"), draft, rows, len(rows), **{f"documents-{n}-DELETE": "on" for n in range(len(rows))})
    assert listed(draft) == []


def test_a_file_that_must_not_be_read_goes_with_a_taking_down(as_, client, page, old):
    as_("pejabat").post(reverse("sop_take_down", args=[page.pk]), {"comment": "Memuat data pribadi."})
    page = verbs.fresh(page)
    assert not page.live
    assert client.get(old.url).status_code == 404
    save(as_("petugas"), page, [row_of(page)], **{"documents-0-DELETE": "on"})
    assert listed(page) == []


def test_files_keep_the_order_of_the_editor(as_, draft, old, new):
    rows = [{"document": old.pk, "ORDER": 2}, {"document": new.pk, "ORDER": 1}]
    save(as_("petugas"), draft, rows, 0)
    assert listed(draft) == [("Laporan 2026", False), ("Laporan 2025", False)]


# --- in the library ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["petugas", "timit", "webmaster", "superuser"])
def test_the_file_of_a_public_page_is_neither_deleted_nor_changed_in_the_library(as_, client, page, old, who):
    as_(who).post(reverse("wagtaildocs:delete", args=[old.pk]))
    as_(who).post(reverse("wagtail_bulk_action", args=["core", "agencydocument", "delete"]) + f"?id={old.pk}")
    as_(who).post(
        reverse("wagtaildocs:edit", args=[old.pk]),
        {"title": old.title, "collection": old.collection_id, "file": files.upload(files.office(), "lain.docx")},
    )
    stored = AgencyDocument.objects.get(pk=old.pk)
    assert stored.file.name == old.file.name
    assert client.get(old.url).status_code == 200
    assert [str(row) for row in verbs.fresh(page).documents.all()] == ["Laporan 2025"]


def test_an_older_file_of_a_public_page_is_kept_as_well(as_, client, page, old, new, through_flow_b):
    save(as_("petugas"), page, [row_of(page, replaced_on="2026-11-20"), {"document": new.pk}])
    page = through_flow_b(verbs.fresh(page))
    assert len(page.documents.all()) == 2
    before = state_of(page)
    save(as_("petugas"), page, [row for row in verbs.rows_of(page) if row["document"] == new.pk])
    as_("superuser").post(reverse("wagtaildocs:delete", args=[old.pk]))
    assert state_of(page) == before
    assert client.get(old.url).status_code == 200


def test_a_draft_whose_file_is_gone_can_still_be_opened_and_submitted(as_, page, new):
    save(as_("petugas"), page, [row_of(page), {"document": new.pk}])
    assert len(listed(page)) == 2
    get_document_model().objects.get(pk=new.pk).delete()
    assert listed(page) == [("Laporan 2025", False)]
    assert as_("petugas").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    verbs.submit(as_("petugas"), verbs.fresh(page))
    assert verbs.waits_for(page) == "timit"


def test_a_file_that_no_page_shows_makes_way_for_a_new_one(as_, new, django_capture_on_commit_callbacks):
    before = new.file.name
    changed = {"title": new.title, "collection": new.collection_id, "file": files.upload(files.pdf(), "baru.pdf")}
    with django_capture_on_commit_callbacks(execute=True):
        as_("superuser").post(reverse("wagtaildocs:edit", args=[new.pk]), changed)
    stored = AgencyDocument.objects.get(pk=new.pk)
    assert stored.filename == "baru.pdf"
    assert stored.file.storage.exists(stored.file.name)
    assert not stored.file.storage.exists(before)

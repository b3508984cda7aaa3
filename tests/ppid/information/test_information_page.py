"""An information page as its editors meet it: what it asks for, what it refuses, and its way to the public."""

import datetime as dt

import pytest
from django.urls import reverse

from ppid.information.models import AlertIndexPage, Category, InformationPage
from tests import verbs
from tests.language import visible, words

from .conftest import FLOW_B

pytestmark = pytest.mark.django_db

COLUMNS = ("summary", "unit", "responsible", "made_on", "made_at", "formats", "retention")
EMPTY = {name: [] if name == "formats" else "" for name in COLUMNS}


def errors_of(response) -> dict:
    return response.context["form"].errors


def editor(client, page) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


# --- the seven columns -----------------------------------------------------------------------------------------


def test_a_draft_may_be_saved_with_every_column_empty(as_, unit, periodic):
    page = verbs.write_information(as_("petugas"), periodic, **EMPTY)
    assert page is not None
    assert [getattr(page, name) for name in COLUMNS] == ["", None, "", None, "", "", ""]


def test_it_is_submitted_with_every_column_filled(as_, draft):
    response = verbs.submit(as_("petugas"), draft, **EMPTY)
    assert set(errors_of(response)) == set(COLUMNS)
    assert all("wajib diisi" in str(messages) for messages in errors_of(response).values())
    assert verbs.waits_for(draft) == ""
    assert verbs.fresh(draft).get_latest_revision_as_object().summary == "Ringkasan informasi contoh."


@pytest.mark.parametrize("column", COLUMNS)
def test_each_column_is_asked_for_by_name(as_, draft, column):
    response = verbs.submit(as_("petugas"), draft, **{column: EMPTY[column]})
    assert set(errors_of(response)) == {column}
    assert verbs.waits_for(draft) == ""


@pytest.mark.parametrize("column", COLUMNS)
def test_nobody_on_the_way_passes_on_a_text_whose_column_he_emptied(as_, draft, column):
    verbs.submit(as_("petugas"), draft)
    verbs.edit(as_("timit"), draft, **{column: EMPTY[column]})
    for way in (verbs.act, verbs.decide, verbs.act_in_editor):
        changes = {column: EMPTY[column]} if way is verbs.act_in_editor else {}
        response = way(as_("timit"), draft, **changes)
        assert response.status_code < 500
        assert verbs.waits_for(draft) == "timit"
    verbs.edit(as_("timit"), draft)
    verbs.act(as_("timit"), draft)
    assert verbs.waits_for(draft) == "webmaster"


def test_formats_are_ticked_and_kept_as_codes_in_one_order(as_, draft):
    verbs.edit(as_("petugas"), draft, formats=["cetak", "pdf"])
    assert verbs.fresh(draft).formats == "pdf cetak"
    html = editor(as_("petugas"), draft)
    assert 'value="cetak"' in html
    assert html.count("checked") >= 2


@pytest.mark.parametrize("formats", [["exe"], ["pdf", "pdf'--"], ["pdf cetak"]])
def test_a_format_that_nobody_offered_is_refused(as_, draft, formats):
    response = verbs.submit(as_("petugas"), draft, formats=formats)
    assert set(errors_of(response)) == {"formats"}


# --- its place in the tree -----------------------------------------------------------------------------------


def test_the_category_is_that_of_its_index_and_cannot_be_chosen(as_, unit, periodic, anytime):
    for index, category in ((periodic, Category.PERIODIC), (anytime, Category.ANYTIME)):
        page = verbs.write_information(as_("petugas"), index, unit=unit.pk, category=Category.IMMEDIATE)
        assert page.category == category
    verbs.edit(as_("petugas"), page, category=Category.PERIODIC)
    assert verbs.fresh(page).category == Category.ANYTIME


def test_under_the_alerts_it_is_immediate(as_, unit, alerts):
    assert isinstance(alerts, AlertIndexPage)
    assert verbs.write_information(as_("petugas"), alerts, unit=unit.pk).category == Category.IMMEDIATE


def test_a_page_that_is_moved_takes_the_kind_of_its_new_place(as_, draft, anytime):
    as_("petugas").post(reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, anytime.pk]))
    page = verbs.fresh(draft)
    assert page.get_parent().pk == anytime.pk
    assert page.category == page.get_latest_revision_as_object().category == Category.ANYTIME


def test_the_legal_item_is_chosen_among_those_of_its_kind(as_, draft):
    verbs.edit(as_("petugas"), draft, legal_item="B07")
    assert verbs.fresh(draft).legal_item == "B07"
    for wrong in ("A08", "B99", "' OR 1"):
        response = verbs.edit(as_("petugas"), draft, legal_item=wrong)
        assert set(errors_of(response)) == {"legal_item"}
    assert verbs.fresh(draft).legal_item == "B07"


def test_the_editor_sees_the_guidance_of_the_law_and_citizens_never_do(as_, client, draft, through_flow_b):
    guidance = "Cantumkan sumber anggaran."
    assert "Petunjuk ini tidak pernah tampil" not in editor(as_("petugas"), draft)
    InformationPage.objects.filter(pk=draft.pk).update(guidance=guidance)
    verbs.edit(as_("petugas"), draft, guidance="Diubah peramban.")
    assert guidance in editor(as_("petugas"), draft)
    page = through_flow_b(draft)
    assert page.guidance == guidance
    assert guidance not in client.get(page.url).content.decode()


# --- impossible input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"made_on": "2026-02-30"}, "made_on"),
        ({"made_on": "kemarin"}, "made_on"),
        ({"made_on": "9999-12-31"}, "made_on"),
        ({"period_start": "2026-07-01", "period_end": "2026-06-30"}, "period_end"),
        ({"period_start": "2026-13-01"}, "period_start"),
        ({"summary": "x" * 1001}, "summary"),
        ({"retention": "x" * 256}, "retention"),
        ({"unit": "999999"}, "unit"),
        ({"unit": "abc"}, "unit"),
        ({"made_at": "Sama\x00rinda"}, "made_at"),
    ],
)
@pytest.mark.parametrize("act", [{}, {"action-submit": "1"}])
def test_what_cannot_be_is_refused_beside_its_field(as_, draft, wrong, field, act):
    before = draft.latest_revision_id
    response = verbs.edit(as_("petugas"), draft, **wrong, **act)
    assert set(errors_of(response)) == {field}
    assert verbs.fresh(draft).latest_revision_id == before


def test_a_period_of_one_day_is_a_period(as_, draft):
    verbs.edit(as_("petugas"), draft, period_start="2026-06-30", period_end="2026-06-30")
    assert verbs.fresh(draft).period_end == dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": "26"},
        {"year": "32768"},
        {"year": "dua ribu"},
        {"language": "xx"},
        {"replaced_on": "2999-01-01"},
        {"document": ""},
        {"document": "999999"},
    ],
)
def test_an_impossible_document_row_is_refused(as_, draft, add_document, wrong):
    row = {"document": add_document().pk, **wrong}
    response = verbs.edit(as_("petugas"), draft, **verbs.information_form(draft.title, [row]))
    assert response.status_code == 200
    assert not verbs.fresh(draft).get_latest_revision_as_object().documents.all()


@pytest.mark.parametrize(
    "tampered",
    [
        {"documents-TOTAL_FORMS": "x"},
        {"documents-TOTAL_FORMS": "1"},
        {"documents-INITIAL_FORMS": "5"},
        {"documents-TOTAL_FORMS": "1", "documents-INITIAL_FORMS": "1", "documents-0-id": "999999"},
        {"documents-TOTAL_FORMS": "1", "documents-0-document": "abc"},
    ],
)
def test_a_tampered_form_is_no_error(as_, draft, tampered):
    assert verbs.edit(as_("petugas"), draft, **tampered).status_code < 500


# --- flow B ----------------------------------------------------------------------------------------------------


def test_with_a_pdf_it_goes_through_flow_b_and_only_then_can_citizens_read_it(
    as_, client, unit, periodic, add_document
):
    pdf = add_document("Anggaran")
    rows = [{"document": pdf.pk, "title": "Dokumen anggaran", "year": "2026"}]
    page = verbs.write_information(as_("petugas"), periodic, unit=unit.pk, documents=rows, legal_item="B07")
    verbs.submit(as_("petugas"), page)
    for role in FLOW_B:
        assert verbs.waits_for(page) == role
        assert client.get(page.url).status_code == 404
        assert client.get(pdf.url).status_code == 404
        if role == "webmaster" and not page.responsible.startswith("Bidang"):
            verbs.edit(as_(role), page, responsible="Bidang Perencanaan")
            page = verbs.fresh(page)
            assert page.responsible == "Bidang Perencanaan"
        verbs.act(as_(role), page)

    page = verbs.fresh(page)
    assert page.live
    assert client.get(page.url).status_code == 200
    assert client.get(pdf.url).status_code == 200
    assert (page.number, page.unit, page.responsible) == (1, unit, "Bidang Perencanaan")
    assert (page.made_on, page.made_at, page.formats, page.retention) == (
        dt.date(2026, 1, 5),
        "Samarinda",
        "pdf",
        "5 tahun",
    )
    document = page.documents.get()
    assert (document.year, document.language, document.format) == (2026, "id", "PDF")
    assert document.checksum == pdf.sha256 != ""


@pytest.mark.parametrize("who", ["petugas", "timit", "webmaster", "pejabat", "ppid", "superuser", "outsider"])
def test_nobody_publishes_it_beside_the_flow(as_, draft, who):
    verbs.edit(as_(who), draft, **{"action-publish": "action-publish"})
    assert not verbs.fresh(draft).live


def test_what_is_still_right_is_confirmed_by_publishing_it_anew(published, through_flow_b):
    again = through_flow_b(published)
    assert again.last_published_at > published.last_published_at
    assert again.number == published.number


# --- the screens --------------------------------------------------------------------------------------------------


def test_no_screen_of_public_information_shows_an_english_word(as_, unit, draft, add_document, through_flow_b):
    row = {"document": add_document().pk, "year": "2026"}
    page = through_flow_b(draft, **verbs.information_form(draft.title, [row], unit=unit.pk))
    add = reverse("wagtailadmin_pages:add", args=["information", "informationpage", page.get_parent().pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    wrong = verbs.information_form(page.title, period_start="2026-07-01", period_end="2026-06-30", made_on="2999-01-01")
    client = as_("petugas")
    answers = [
        *(client.get(url) for url in (add, edit, "/admin/reports/pemutakhiran/", "/admin/meja/")),
        *(client.post(edit, {**form, "action-submit": "1"}) for form in (wrong, {**wrong, **EMPTY})),
        *(as_("superuser").get(reverse(name)) for name in ("units:index", "units:add", "officials:add")),
    ]
    for answer in answers:
        assert answer.status_code == 200
        for text in visible.texts(answer.content.decode(), answer["Content-Type"]):
            assert not words.english_in(text), text

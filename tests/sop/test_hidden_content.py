"""No document with hidden content goes out, whichever way a page takes."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import StandardPage
from portal.core.models import AgencyDocument
from portal.officials.models import Official, Unit
from portal.sop.models import StepRecord
from ppid.information.models import AlertIndexPage, AlertPage, InformationIndexPage
from ppid.information.structure import ensure_structure
from tests import verbs
from tests.core.hidden_files import CLEAN, HIDING
from tests.ppid.information.alert_pages import editor_form

from .conftest import APPROVERS

BAD = HIDING["hidden sheet"]
FOUND = [{"code": "hidden-sheet", "text": "Lembar “Gaji” disembunyikan."}]


def add(content: bytes, extension: str, title: str = "Rekap") -> AgencyDocument:
    return AgencyDocument.objects.create(title=title, file=ContentFile(content, name=f"berkas.{extension}"))


@pytest.fixture
def periodic(home) -> InformationIndexPage:
    ensure_structure(home)
    return InformationIndexPage.objects.get(slug="informasi-berkala")


@pytest.fixture
def unit(people) -> Unit:
    """The unit whose pages the Petugas writes."""
    unit = Unit.objects.create(code="program", name="Bagian Program")
    Official.objects.create(name="Contoh Petugas", user=people["petugas"], unit=unit)
    return unit


@pytest.fixture
def bad(db) -> AgencyDocument:
    return add(BAD.content, BAD.extension)


@pytest.fixture
def good(db) -> AgencyDocument:
    return add(CLEAN["PDF"][1], "pdf")


def linked(document: AgencyDocument) -> dict:
    """The body of a page whose running text links to the document."""
    text = f'<p>Unduh <a linktype="document" id="{document.pk}">berkas</a>.</p>'
    return nested_form_data({"body": streamfield([("paragraph", rich_text(text))])})


def listed(document: AgencyDocument) -> dict:
    """The body of a page with a list of documents."""
    item = {"deleted": "", "order": "0", "id": "", "value": str(document.pk)}
    block = {"title": "", "documents": {"count": "1", "0": item}}
    return nested_form_data({"body": streamfield([("documents", block)])})


def attached(document: AgencyDocument) -> dict:
    """A story with the document as an attachment."""
    return nested_form_data({"attachments": inline_formset([{"document": str(document.pk), "title": ""}])})


def with_document(unit: Unit, document: AgencyDocument) -> dict:
    """The form of an information page with the document."""
    return verbs.information_form(documents=[{"document": document.pk}], unit=unit.pk)


def told(answer, client) -> str:
    """What the person reads after the refusal."""
    page = client.get(answer.url)
    return " ".join(str(message) for message in page.context["messages"])


def traces() -> tuple:
    """Everything that an act on a page would write."""
    return (
        StepRecord.objects.count(),
        TaskState.objects.count(),
        list(WorkflowState.objects.values_list("pk", "status", "current_task_state")),
        PageLogEntry.objects.count(),
    )


# --- Submission -----------------------------------------------------------------------------------------


# The library's own tests find every file of the corpus; here one of each kind goes the whole way.
OF_EACH_KIND = {hiding.code: hiding for hiding in reversed(HIDING.values())}


@pytest.mark.parametrize("hiding", OF_EACH_KIND.values(), ids=OF_EACH_KIND)
def test_each_kind_of_hidden_content_stops_the_submission_and_the_corrected_file_goes_on(as_, news_index, hiding):
    draft = verbs.write_news(as_("pelaksana"), news_index)
    document = add(hiding.content, hiding.extension)
    before = traces()

    answer = verbs.submit(as_("pelaksana"), draft, **linked(document))

    said = told(answer, as_("pelaksana"))
    assert "Rekap" in said
    assert hiding.says in said
    assert verbs.waits_for(draft) == ""
    assert traces() == before

    corrected = correct(as_("superuser"), document, hiding)
    verbs.submit(as_("pelaksana"), draft, **linked(corrected))
    assert verbs.waits_for(draft) == "kasub"


def correct(client, document: AgencyDocument, hiding) -> AgencyDocument:
    """A new document: cleaned by the portal where it can, else as the office program saves it after the correction."""
    if hiding.goes:
        client.post(reverse("wagtaildocs_clean", args=[document.pk]))
        return AgencyDocument.objects.latest("pk")
    return add(
        next(content for extension, content in CLEAN.values() if extension == hiding.extension), hiding.extension
    )


@pytest.mark.parametrize("use", [linked, listed, attached], ids=lambda use: use.__name__)
def test_wherever_a_page_uses_it(as_, news_index, bad, good, use):
    draft = verbs.write_news(as_("pelaksana"), news_index)

    verbs.submit(as_("pelaksana"), draft, **use(bad))
    assert verbs.waits_for(draft) == ""

    verbs.submit(as_("pelaksana"), draft, **use(good))
    assert verbs.waits_for(draft) == "kasub"


def test_a_document_of_an_information_page_stops_it_too(as_, periodic, unit, bad, good):
    draft = verbs.write_information(as_("petugas"), periodic, unit=unit.pk)

    verbs.submit(as_("petugas"), draft, **with_document(unit, bad))
    assert verbs.waits_for(draft) == ""

    verbs.submit(as_("petugas"), draft, **with_document(unit, good))
    assert verbs.waits_for(draft) == "timit"


def test_a_page_that_is_written_and_submitted_at_once_is_stopped(as_, news_index, bad):
    before = traces()

    assert verbs.write_news(as_("pelaksana"), news_index, **linked(bad), **{"action-submit": "1"}) is None
    assert traces() == before


def test_a_draft_may_be_saved_with_it(as_, news_index, bad):
    draft = verbs.write_news(as_("pelaksana"), news_index)

    verbs.edit(as_("pelaksana"), draft, **linked(bad))

    assert str(bad.pk) in str(verbs.fresh(draft).get_latest_revision().content["body"])


def test_every_document_is_named(as_, news_index, bad):
    draft = verbs.write_news(as_("pelaksana"), news_index)
    other = add(HIDING["sticky note"].content, "pdf", "Lampiran dua")

    answer = verbs.submit(as_("pelaksana"), draft, **linked(bad), **attached(other))

    said = told(answer, as_("pelaksana"))
    assert "“Rekap”: Lembar “Gaji” disembunyikan." in said
    assert "“Lampiran dua”: Halaman 1 memuat komentar" in said


def test_what_stops_nothing_is_not_in_the_way(as_, news_index, good):
    AgencyDocument.objects.update(findings=[{"code": "names", "text": "Keterangan berkas menyebut X."}])
    draft = verbs.write_news(as_("pelaksana"), news_index)

    verbs.submit(as_("pelaksana"), draft, **linked(good))

    assert verbs.waits_for(draft) == "kasub"


def test_a_document_that_was_never_inspected_is_inspected_now(as_, news_index, bad):
    AgencyDocument.objects.update(sha256="", findings=[])
    draft = verbs.write_news(as_("pelaksana"), news_index)

    verbs.submit(as_("pelaksana"), draft, **linked(bad))

    assert verbs.waits_for(draft) == ""


# --- Every later way: the document was found bad in between ------------------------------------------------


@pytest.fixture
def submitted_with(as_, news_index, good):
    """A story that waits for the Kasub and uses a document."""
    draft = verbs.write_news(as_("pelaksana"), news_index)
    verbs.submit(as_("pelaksana"), draft, **linked(good))
    assert verbs.waits_for(draft) == "kasub"
    return draft


def bring_to(as_, page, role: str) -> None:
    for before in APPROVERS[: APPROVERS.index(role)]:
        verbs.act(as_(before), page)
    assert verbs.waits_for(page) == role


@pytest.mark.parametrize("role", APPROVERS)
@pytest.mark.parametrize("way", [verbs.act, verbs.act_in_editor, verbs.decide], ids=lambda way: way.__name__)
def test_no_step_lets_it_on(as_, submitted_with, role, way):
    bring_to(as_, submitted_with, role)
    AgencyDocument.objects.update(findings=FOUND)
    before = traces()

    way(as_(role), submitted_with)

    assert verbs.waits_for(submitted_with) == role
    assert not verbs.fresh(submitted_with).live
    assert traces() == before


def test_the_official_reads_why(as_, submitted_with):
    AgencyDocument.objects.update(findings=FOUND)

    answer = verbs.decide(as_("kasub"), submitted_with)

    assert "Dokumen “Rekap”: Lembar “Gaji” disembunyikan." in answer.content.decode()


def test_it_is_returned_and_goes_on_with_another_document(as_, submitted_with, good):
    AgencyDocument.objects.update(findings=FOUND)
    verbs.act(as_("kasub"), submitted_with, "reject", "Bersihkan dokumennya.")
    assert verbs.waits_for(submitted_with) == ""

    verbs.submit(as_("pelaksana"), submitted_with, **linked(good))
    assert verbs.waits_for(submitted_with) == ""

    other = add(CLEAN["workbook"][1], "xlsx")
    verbs.submit(as_("pelaksana"), submitted_with, **linked(other))
    assert verbs.waits_for(submitted_with) == "kasub"


@pytest.mark.parametrize("steps", range(4))
def test_no_step_of_flow_b_lets_it_on(as_, periodic, unit, good, steps):
    flow = ("timit", "webmaster", "pejabat", "webmaster")
    draft = verbs.write_information(as_("petugas"), periodic, unit=unit.pk)
    verbs.submit(as_("petugas"), draft, **with_document(unit, good))
    for role in flow[:steps]:
        verbs.act(as_(role), draft)
    AgencyDocument.objects.update(findings=FOUND)
    before = traces()

    verbs.act(as_(flow[steps]), draft)

    assert verbs.waits_for(draft) == flow[steps]
    assert not verbs.fresh(draft).live
    assert traces() == before


def test_who_edits_on_the_way_adds_no_bad_document(as_, periodic, unit, bad):
    draft = verbs.write_information(as_("petugas"), periodic, unit=unit.pk)
    verbs.submit(as_("petugas"), draft, unit=unit.pk)
    verbs.edit(as_("timit"), draft, **with_document(unit, bad))

    verbs.act(as_("timit"), draft)

    assert verbs.waits_for(draft) == "timit"


# --- Publishing directly (docs/rules.md, rule 8) ----------------------------------------------------------


@pytest.fixture
def alert(periodic, people) -> AlertPage:
    page = AlertPage(title="Peringatan", slug="peringatan", live=False, owner=people["ppid"])
    AlertIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=people["ppid"], clean=False)
    return page


def publish_directly(client, page, **changes):
    data = editor_form(page.title, page.slug) | changes | {"action-publish": "action-publish"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_an_alert_with_it_is_not_published_directly(as_, alert, bad, good):
    before = traces()

    answer = publish_directly(as_("ppid"), alert, **listed(bad))

    assert "Lembar “Gaji” disembunyikan." in told(answer, as_("ppid"))
    assert not verbs.fresh(alert).live
    assert traces() == before

    publish_directly(as_("ppid"), alert, **listed(good))
    assert verbs.fresh(alert).live
    assert verbs.waits_for(alert) == "timit"


def test_a_live_alert_keeps_its_text_where_an_update_brings_it(as_, alert, bad):
    publish_directly(as_("ppid"), alert)
    before = traces()

    publish_directly(as_("ppid"), alert, hazard="Bahaya baru.", **listed(bad))

    assert verbs.fresh(alert).live
    assert verbs.fresh(alert).hazard != "Bahaya baru."
    assert traces() == before


def test_no_program_publishes_it_either(home, bad):
    from portal.sop.hidden_content import HiddenContent

    page = home.add_child(instance=StandardPage(title="Layanan", slug="layanan", live=False))
    page.body = [("documents", {"title": "", "documents": [bad]})]

    with pytest.raises(HiddenContent, match="Gaji"):
        page.save_revision().publish()

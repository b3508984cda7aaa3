"""Which documents are let in, and who may read them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from openpyxl import Workbook

from home.models import StandardPage
from news.models import NewsAttachment, NewsPage
from portal.core.models import AgencyDocument

from . import files
from .files import upload
from .test_pictures import root

GOOD = {
    "pdf": (files.pdf(), "a.pdf"),
    "docx": (files.office(), "a.docx"),
    "xlsx": (files.office("xl/workbook.xml"), "a.XLSX"),
    "pptx": (files.office("ppt/presentation.xml"), "a.pptx"),
    "odt": (files.open_document(), "a.odt"),
    "ods": (files.open_document("application/vnd.oasis.opendocument.spreadsheet"), "a.ods"),
    "csv": ("nama;jumlah\nBMI – indeks;12\n".encode(), "a.csv"),
    "csv of a spreadsheet program": (b"\xef\xbb\xbfBM,1\n", "a.csv"),
}
HOSTILE = {
    "a page called pdf": (b"<html><script>alert(1)</script></html>", "a.pdf"),
    "a page before a pdf": (b"<html>" + files.pdf(), "a.pdf"),
    "pdf that is a zip as well": (files.pdf() + files.office(), "a.pdf"),
    "a page called csv": (b" <html><script>alert(1)</script></html>", "a.csv"),
    "bytes called csv": (b"a,b\n\x00\xff\xfe", "a.csv"),
    "sheet called docx": (files.office("xl/workbook.xml"), "a.docx"),
    "text called sheet": (files.open_document(), "a.ods"),
    "zip called docx": (files.open_document("application/zip"), "a.docx"),
    "docx with macros": (files.office(**{"word/vbaProject.bin": b"x"}), "a.docx"),
    "half a docx": (files.office()[:60], "a.docx"),
    "pdf called docx": (files.pdf(), "a.docx"),
    "docx called pdf": (files.office(), "a.pdf"),
    "a page": (b"<html></html>", "a.html"),
    "svg": (b"<svg/>", "a.svg"),
    "program": (b"MZ\x90\x00", "a.exe"),
    "no extension": (files.pdf(), "laporan"),
    "empty": (b"", "a.pdf"),
}


@pytest.mark.parametrize(("content", "name"), GOOD.values(), ids=GOOD)
def test_a_document_that_is_what_its_name_says_is_stored(db, content, name):
    document = AgencyDocument.objects.create(title="x", file=ContentFile(content, name=name))

    with document.file.storage.open(document.file.name) as file:
        assert file.read() == content


@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_a_document_that_is_not_what_its_name_says_is_refused_in_code(db, content, name):
    with pytest.raises(ValidationError):
        AgencyDocument.objects.create(title="x", file=ContentFile(content, name=name))
    assert not AgencyDocument.objects.exists()


@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_the_single_upload_says_what_is_wrong_with_a_document(editor, content, name):
    answer = editor.post(
        "/admin/documents/add/", {"title": "Laporan", "file": upload(content, name), "collection": root().pk}
    )

    assert set(answer.context["form"].errors) == {"file"}
    assert not AgencyDocument.objects.exists()


@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_the_multiple_upload_says_what_is_wrong_with_a_document(editor, content, name):
    answer = editor.post(
        "/admin/documents/multiple/add/",
        {"title": "Laporan", "files[]": upload(content, name), "collection": root().pk},
    ).json()

    assert answer["success"] is False
    assert answer["error_message"]
    assert not AgencyDocument.objects.exists()


def test_a_document_over_the_limit_is_refused(db, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100

    with pytest.raises(ValidationError, match="terlalu besar"):
        AgencyDocument.objects.create(title="x", file=ContentFile(files.pdf() + b" " * 200, name="a.pdf"))


def test_a_document_keeps_its_name_in_a_folder_that_nobody_can_guess(db):
    one, two = (
        AgencyDocument.objects.create(title="x", file=ContentFile(files.pdf(), name="../../Laporan 2026.pdf"))
        for _ in range(2)
    )

    assert one.filename == two.filename == "Laporan_2026.pdf"
    folders = {document.file.name.split("/")[1] for document in (one, two)}
    assert len(folders) == 2
    assert all(len(folder) >= 20 for folder in folders)


# --- Who may read -------------------------------------------------------------------------------


def body_with(document: AgencyDocument) -> list:
    return [("documents", {"title": "", "documents": [document]})]


def add_page(home, **fields) -> StandardPage:
    return home.add_child(instance=StandardPage(title="Layanan", slug="layanan", **fields))


def test_a_document_that_no_page_uses_is_not_there_for_the_public(client, document):
    assert client.get(document.url).status_code == 404


def test_a_document_of_a_draft_is_not_there_for_the_public(client, home, document):
    add_page(home, live=False, body=body_with(document))

    assert client.get(document.url).status_code == 404


def test_a_document_of_the_draft_of_a_live_page_is_not_there_for_the_public(client, home, document):
    page = add_page(home, body=[])
    page.body = body_with(document)
    page.save_revision()

    assert client.get(document.url).status_code == 404


def test_a_document_can_be_read_as_soon_as_its_page_is_published_whatever_the_queue_does(
    client, home, document, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    page = add_page(home, live=False, body=body_with(document))
    page.save_revision().publish()

    answer = client.get(document.url)

    assert b"".join(answer.streaming_content) == files.pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"


def test_a_link_in_running_text_makes_a_document_public_too(client, home, document):
    text = f'<p>Unduh <a linktype="document" id="{document.pk}">laporan</a>.</p>'
    add_page(home, live=False, body=[("paragraph", text)]).save_revision().publish()

    assert client.get(document.url).status_code == 200


def test_an_attachment_of_a_live_story_is_public_and_one_that_was_removed_is_not(client, news_index, document):
    story = news_index.add_child(instance=NewsPage(title="B", slug="b", lead="x", live=False))
    story.attachments = [NewsAttachment(document=document)]
    story.save_revision().publish()
    assert client.get(document.url).status_code == 200

    story = NewsPage.objects.get(pk=story.pk)
    story.attachments = []
    story.save_revision().publish()
    assert client.get(document.url).status_code == 404


def test_a_document_is_gone_with_its_page(client, home, document):
    page = add_page(home, live=False, body=body_with(document))
    page.save_revision().publish()
    StandardPage.objects.get(pk=page.pk).unpublish()

    assert client.get(document.url).status_code == 404


def test_a_document_that_draft_and_live_page_share_stays_public_while_a_draft_drops_it(client, home, document):
    page = add_page(home, live=False, body=body_with(document))
    page.save_revision().publish()
    page = StandardPage.objects.get(pk=page.pk)
    page.body = []
    page.save_revision()

    assert client.get(document.url).status_code == 200


def test_who_works_here_may_read_an_unpublished_document_and_no_cache_keeps_it(editor, document):
    answer = editor.get(document.url)

    assert answer.content == files.pdf()
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'attachment; filename="laporan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_somebody_signed_in_without_the_admin_may_not_read_it(db, django_user_model, document):
    client = Client()
    client.force_login(django_user_model.objects.create_user("warga", "", "rahasia-sekali"))

    assert client.get(document.url).status_code == 404


def test_the_hash_of_an_unpublished_document_tells_nothing(client, document):
    document._set_file_hash()
    document.save()

    assert client.get(document.url, headers={"if-none-match": f'"{document.file_hash}"'}).status_code == 404


def test_originals_and_documents_are_never_plain_files(client, document, image):
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert client.get(f"/media/{image.file.name}").status_code == 404


def test_anything_but_a_pdf_is_saved_rather_than_shown(client, home):
    document = AgencyDocument.objects.create(title="x", file=ContentFile(b"a,b\n", name="data.csv"))
    add_page(home, live=False, body=body_with(document)).save_revision().publish()

    assert client.get(document.url)["Content-Disposition"].startswith("attachment")


def test_a_workbook_of_a_real_program_is_let_in(db):
    output = BytesIO()
    Workbook().save(output)

    document = AgencyDocument.objects.create(title="x", file=ContentFile(output.getvalue(), name="a.xlsx"))

    assert AgencyDocument.objects.get().file_extension == document.file_extension == "xlsx"

"""Documents are found by what they say, while a public page carries them, and whatever they are made of."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import typst
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.models import Collection, Page

from portal.core.hidden import reading, sandbox
from portal.core.hidden.findings import Refused
from portal.core.models import AgencyDocument
from ppid.information.models import InformationDocument, InformationPage
from search import documents
from search.models import DocumentText, Entry
from tests.core import files
from tests.core.hidden_files import CLEAN, HIDING, excel, word
from tests.ppid.information.catalogue_pages import add_file
from tests.ppid.information.catalogue_pages import make_page as make_information

pytestmark = pytest.mark.django_db


def xlsx_of(text: str) -> bytes:
    return excel.xlsx(lambda book: book.active.append([text, 12]))


def pdf_of(text: str) -> bytes:
    return typst.compile(f'#set document(title: "Berkas")\n{text}'.encode())


FILES = {
    "pdf": pdf_of,
    "docx": lambda text: word.docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"),
    "xlsx": xlsx_of,
    "csv": lambda text: f"Nama;Isi\n1;{text}\n".encode(),
}


def make_document(content: bytes, name: str, title: str = "Berkas") -> AgencyDocument:
    return AgencyDocument.objects.create(title=title, file=ContentFile(content, name=name))


@pytest.fixture
def carry(make_page, django_capture_on_commit_callbacks):
    """``carry(document)`` is a live page with it, after the background has done its work."""

    def made(document: AgencyDocument, title: str = "Halaman pembawa", live: bool = True) -> Page:
        with django_capture_on_commit_callbacks(execute=True):
            page = make_page(title, live=live)
            page.body = [("documents", {"title": "", "documents": [document]})]
            page.save()
        return page

    return made


@pytest.mark.parametrize("extension", FILES)
def test_a_document_is_found_by_its_text(carry, search, extension):
    document = make_document(FILES[extension]("Rekapitulasi kanari"), f"berkas.{extension}", "Lampiran satu")
    page = carry(document)

    html = search("kanari").content.decode()

    assert f'<a href="{document.url}">Lampiran satu</a>' in html
    assert "Rekapitulasi <mark>kanari</mark>" in html
    assert extension.upper() in html
    assert f'Termuat di halaman <a href="{page.url}">Halaman pembawa</a>' in html


def test_documents_are_a_kind_of_their_own(carry, titles):
    carry(make_document(pdf_of("Rekapitulasi kanari"), "berkas.pdf", "Lampiran satu"))

    assert titles("rekapitulasi") == ["Lampiran satu"]
    assert titles("rekapitulasi", jenis="dokumen") == ["Lampiran satu"]
    assert titles("rekapitulasi", jenis="berita") == []


def test_a_document_that_no_live_page_carries_is_not_found(carry, titles, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        lonely = make_document(b"Isi,kanari\n", "sendiri.csv", "Kanari sendiri")
    carry(make_document(b"Isi,kanari\n", "draf.csv", "Kanari draf"), "Draf", live=False)
    call_command("rebuild_search", stdout=io.StringIO())
    documents.read([lonely.pk])

    assert titles("kanari") == []


def test_a_document_goes_with_its_page_and_stays_with_another(carry, titles, django_capture_on_commit_callbacks):
    document = make_document(b"Isi,kanari\n", "berkas.csv", "Lampiran")
    first, second = carry(document, "Satu"), carry(document, "Dua")
    assert titles("kanari") == ["Lampiran"]

    with django_capture_on_commit_callbacks(execute=True):
        first.unpublish()
    assert titles("kanari") == ["Lampiran"]
    assert Entry.objects.get(document=document).page_id == second.pk

    second.unpublish()
    assert titles("kanari") == []


def test_a_document_of_a_closed_collection_is_not_found(carry, titles, django_capture_on_commit_callbacks):
    closed = Collection.get_first_root_node().add_child(name="Tertutup")
    document = make_document(b"Isi,kanari\n", "berkas.csv", "Lampiran")
    carry(document)
    assert titles("kanari") == ["Lampiran"]

    AgencyDocument.objects.filter(pk=document.pk).update(collection=closed)
    closed.view_restrictions.create(restriction_type="login")
    assert titles("kanari") == []

    documents.read([document.pk])
    assert not Entry.objects.filter(document=document).exists()


def test_a_document_is_deleted_from_the_search_too(carry, titles):
    document = make_document(b"Isi,kanari\n", "berkas.csv", "Lampiran")
    carry(document).unpublish()
    assert DocumentText.objects.exists()

    document.delete()

    assert titles("kanari") == []
    assert not DocumentText.objects.exists()


def test_a_file_is_opened_once(carry, monkeypatch):
    document = make_document(b"Isi,kanari\n", "berkas.csv", "Lampiran")
    carry(document)

    monkeypatch.setattr(sandbox, "read_text", lambda *asked: pytest.fail("opened again"))
    documents.read([document.pk])

    assert Entry.objects.get(document=document).text == "Isi kanari" or "kanari" in DocumentText.objects.get().text


def test_a_file_that_could_not_be_opened_is_opened_again(carry, titles, monkeypatch):
    document = make_document(b"Isi,kanari\n", "berkas.csv", "Lampiran")
    with monkeypatch.context() as broken:
        broken.setattr(AgencyDocument, "open_file", lambda self: (_ for _ in ()).throw(OSError("disk")))
        carry(document)
        assert titles("lampiran") == ["Lampiran"]
    assert titles("kanari") == []

    call_command("rebuild_search", stdout=io.StringIO())
    assert titles("kanari") == ["Lampiran"]


def test_a_document_of_an_information_page_has_its_unit_and_day(periodic, titles, django_capture_on_commit_callbacks):
    document = make_document(b"Isi,kanari\n", "berkas.csv", "Lampiran")
    page = make_information(periodic, 1)
    with django_capture_on_commit_callbacks(execute=True):
        page.body = [("documents", {"title": "", "documents": [document]})]
        page.save()

    entry = Entry.objects.get(document=document)
    assert (entry.unit_id, entry.day) == (page.unit_id, page.made_on)
    assert titles("kanari", unit=page.unit_id) == ["Lampiran"]


def test_a_file_that_a_newer_one_replaced_is_not_offered(periodic, titles, django_capture_on_commit_callbacks):
    page, other = make_information(periodic, 1), make_information(periodic, 2)
    with django_capture_on_commit_callbacks(execute=True):
        old = add_file(page, "Lampiran lama").document
        add_file(page, "Lampiran baru")
        page.save()
    assert sorted(titles("lampiran")) == ["Lampiran baru", "Lampiran lama"]

    with django_capture_on_commit_callbacks(execute=True):
        page.documents.filter(document=old).update(replaced_on=dt.date(2026, 11, 20))
        InformationPage.objects.get(pk=page.pk).save()
    assert titles("lampiran") == ["Lampiran baru"]

    with django_capture_on_commit_callbacks(execute=True):
        InformationDocument.objects.create(page=other, document=old)
        other.save()
    assert sorted(titles("lampiran")) == ["Lampiran baru", "Lampiran lama"]
    assert Entry.objects.get(document=old).page_id == other.pk


def test_a_page_of_the_document_s_own_name_is_not_named_twice(carry, search):
    document = make_document(b"Isi,kanari\n", "berkas.csv", "Lampiran")
    carry(document, "Lampiran")

    html = search("kanari").content.decode()

    assert "Termuat di halaman" not in html
    assert "Buka halamannya" in html


# --- files of strangers -------------------------------------------------------------------------------------


def test_what_a_document_hides_is_not_read_aloud(carry, titles, search):
    hiding = HIDING["insertion"]
    document = make_document(hiding.content, "berkas.docx", "Lampiran")
    assert document.blocking_findings
    carry(document)

    assert titles("lampiran") == ["Lampiran"]
    assert DocumentText.objects.filter(text__gt="").count() == 0


@pytest.mark.parametrize(("extension", "content"), CLEAN.values(), ids=CLEAN)
def test_every_clean_file_can_be_read(extension, content):
    assert isinstance(reading.text_of(content, extension), str)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\0" * 1000, files.png_that_claims(9, 9)])
@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "odt"])
def test_what_is_no_document_has_no_text(content, extension):
    try:
        assert sandbox.read_text(ContentFile(content), extension) == ""
    except Refused as reason:
        assert str(reason)


def test_a_bomb_costs_what_it_may_and_brings_down_nothing(carry, titles, monkeypatch):
    document = make_document(b"Isi,biasa\n", "berkas.csv", "Lampiran kanari")

    def explodes(*asked):
        raise Refused("terlalu besar")

    monkeypatch.setattr(sandbox, "read_text", explodes)
    carry(document)

    assert titles("kanari") == ["Lampiran kanari"]
    assert DocumentText.objects.get().text == ""


def test_a_long_text_is_read_to_its_bound():
    content = "\n".join(["kata " * 100] * 1000).encode()

    assert len(reading.text_of(content, "csv")) == reading.MOST_LETTERS


def test_a_kind_without_text_is_empty():
    assert reading.text_of(files.picture(), "png") == ""

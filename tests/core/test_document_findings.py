"""The library says what a document hides, keeps it with the document, and makes a clean copy."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, GroupCollectionPermission

from portal.core.hidden import sandbox
from portal.core.models import AgencyDocument

from . import files
from .files import upload
from .hidden_files import HIDING, NAMING, archive_of, parts_of, pdf, word
from .test_pictures import root

PLAIN = files.office("xl/workbook.xml")
SHEET = HIDING["hidden sheet"].content
BROKEN = {**parts_of(HIDING["annotation"].content), "meta.xml": "<x"}
COMMENT = HIDING["comment in a text"].content


def add(content: bytes = SHEET, name: str = "rekap.xlsx", **fields) -> AgencyDocument:
    return AgencyDocument.objects.create(title="Rekap", file=ContentFile(content, name=name), **fields)


def stored_files(settings) -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def bomb() -> bytes:
    content = bytearray(word.docx())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 0x7FFFFFFF)
    return bytes(content)


# --- What is kept -------------------------------------------------------------------------------------


def test_a_document_made_by_code_is_inspected(db):
    document = AgencyDocument.objects.get(pk=add().pk)

    assert document.sha256 == hashlib.sha256(SHEET).hexdigest()
    assert document.findings == [{"code": "hidden-sheet", "text": "Lembar “Gaji” disembunyikan."}]


def test_a_file_put_into_a_document_is_inspected(db):
    document = add(PLAIN)
    assert document.findings == []

    document.file.save("baru.xlsx", ContentFile(SHEET))

    document.refresh_from_db()
    assert document.sha256 == hashlib.sha256(SHEET).hexdigest()
    assert [row["code"] for row in document.findings] == ["hidden-sheet"]


def test_a_file_put_into_a_document_is_what_its_name_says(db):
    document = add()

    with pytest.raises(ValidationError):
        document.file.save("x.exe", ContentFile(b"MZ"))


def test_a_corrected_file_takes_the_findings_away(editor, db):
    document = add()

    editor.post(
        f"/admin/documents/edit/{document.pk}/",
        {"title": "Rekap", "file": upload(PLAIN, "rekap.xlsx"), "collection": root().pk},
    )

    document.refresh_from_db()
    assert document.findings == []
    assert document.sha256 == hashlib.sha256(PLAIN).hexdigest()


def test_a_changed_title_asks_for_no_new_inspection(db, monkeypatch):
    document = AgencyDocument.objects.get(pk=add().pk)
    monkeypatch.setattr(sandbox, "inspect", None)

    document.title = "Lain"
    document.save()

    assert AgencyDocument.objects.get().blocking_findings


def test_a_document_is_inspected_once_for_form_and_model(editor, monkeypatch):
    asked = []
    inspect = sandbox.inspect
    monkeypatch.setattr(sandbox, "inspect", lambda *args: asked.append(args) or inspect(*args))

    editor.post("/admin/documents/add/", {"title": "R", "file": upload(SHEET, "r.xlsx"), "collection": root().pk})

    assert AgencyDocument.objects.count() == len(asked) == 1


def test_a_document_of_former_times_is_inspected_when_it_is_asked_for(db):
    document = add()
    AgencyDocument.objects.update(sha256="", findings=[])
    document.refresh_from_db()

    document.inspect_if_missing()

    document.refresh_from_db()
    assert document.sha256 == hashlib.sha256(SHEET).hexdigest()
    assert document.blocking_findings


def test_a_document_without_its_file_cannot_be_inspected(db):
    document = add()
    AgencyDocument.objects.update(sha256="", findings=[])
    document.file.storage.delete(document.file.name)
    document = AgencyDocument.objects.get()

    document.inspect_if_missing()

    assert [finding.code for finding in document.blocking_findings] == ["uninspected"]
    assert AgencyDocument.objects.get().sha256 == ""


# --- What is not let in ---------------------------------------------------------------------------------


REFUSED = {
    "bomb": (bomb(), "a.docx", "mengembang"),
    "locked by Office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", "kata sandi"),
    "not what it says": (files.pdf(), "a.docx", "bukan DOCX"),
    "too large": (b"%PDF-1.7" + b" " * 300_000, "a.pdf", "terlalu besar"),
}


@pytest.fixture
def small_limit(settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 200_000


@pytest.mark.parametrize(("content", "name", "says"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("way", ["add", "multiple", "chooser"])
def test_a_refused_file_leaves_a_message_and_nothing_else(editor, settings, small_limit, content, name, says, way):
    before = stored_files(settings)
    given = upload(content, name)

    if way == "add":
        answer = editor.post("/admin/documents/add/", {"title": "x", "file": given, "collection": root().pk})
    elif way == "multiple":
        answer = editor.post(
            "/admin/documents/multiple/add/", {"title": "x", "files[]": given, "collection": root().pk}
        )
    else:
        answer = choose(editor, given)

    assert says in answer.content.decode("unicode_escape" if way != "add" else "utf-8")
    assert not AgencyDocument.objects.exists()
    assert stored_files(settings) == before


# --- What is told ---------------------------------------------------------------------------------------


def choose(client: Client, given, title: str = "x"):
    """Upload in the window in which a page's editor chooses a document."""
    prefix = "document-chooser-upload"
    return client.post(
        "/admin/documents/chooser/create/",
        {f"{prefix}-title": title, f"{prefix}-file": given, f"{prefix}-collection": root().pk},
    )


def test_the_upload_tells_what_it_found(editor):
    answer = editor.post(
        "/admin/documents/add/",
        {"title": "Rekap", "file": upload(SHEET, "r.xlsx"), "collection": root().pk},
        follow=True,
    )

    said = " ".join(str(message) for message in answer.context["messages"])
    assert "Lembar “Gaji” disembunyikan." in said
    assert f"/admin/documents/edit/{AgencyDocument.objects.get().pk}/" in said


def test_a_clean_upload_tells_nothing(editor):
    given = upload(files.pdf(), "r.pdf")
    answer = editor.post(
        "/admin/documents/add/", {"title": "Rekap", "file": given, "collection": root().pk}, follow=True
    )

    assert "tidak tampil" not in " ".join(str(message) for message in answer.context["messages"])


def test_the_multiple_upload_tells_what_it_found(editor):
    answer = editor.post(
        "/admin/documents/multiple/add/",
        {"title": "Rekap", "files[]": upload(SHEET, "r.xlsx"), "collection": root().pk},
    ).json()

    assert answer["success"] is True
    assert "Lembar “Gaji” disembunyikan." in answer["form"]


def test_the_choosing_window_tells_it_at_the_name(editor):
    answer = json.loads(choose(editor, upload(SHEET, "r.xlsx"), "Rekap").content)

    assert answer["result"]["title"] == "Rekap (memuat isi tersembunyi)"


def test_the_page_of_a_document_reports_each_finding_with_what_to_do(editor):
    document = add()
    document.findings = [*document.findings, {"code": "names", "text": "Keterangan berkas menyebut <b>X</b>."}]
    document.save()

    page = editor.get(f"/admin/documents/edit/{document.pk}/").content.decode()

    assert "Lembar “Gaji” disembunyikan." in page
    assert "pilih Tampilkan" in page
    assert "&lt;b&gt;X&lt;/b&gt;" in page
    assert "tidak menghalangi penayangan" in page


def test_the_page_of_a_document_without_findings_says_nothing_of_them(editor):
    page = editor.get(f"/admin/documents/edit/{add(files.pdf(), 'a.pdf').pk}/").content.decode()

    assert "Hasil pemeriksaan" not in page
    assert "Bersihkan" not in page


def test_the_list_shows_the_state_and_asks_no_query_more_for_it(editor, django_assert_num_queries):
    add()
    # The first view of a process reads what is cached afterwards.
    editor.get("/admin/documents/")
    with CaptureQueriesContext(connection) as of_one:
        editor.get("/admin/documents/")
    add(files.pdf(), "a.pdf")
    add(NAMING["PDF"][1], "b.pdf")
    AgencyDocument.objects.filter(pk=add(files.pdf(), "c.pdf").pk).update(sha256="")

    with django_assert_num_queries(len(of_one)):
        page = editor.get("/admin/documents/").content.decode()

    for state in ("Memuat isi tersembunyi", "Ada catatan", "Tidak ada temuan", "Belum diperiksa"):
        assert page.count(state) == 1
    assert "Memuat isi tersembunyi" in editor.get("/admin/documents/results/").content.decode()


# --- The clean copy -------------------------------------------------------------------------------------


def clean(client: Client, document: AgencyDocument):
    return client.post(f"/admin/documents/{document.pk}/bersihkan/", follow=True)


def copy_of(document: AgencyDocument) -> AgencyDocument | None:
    return AgencyDocument.objects.exclude(pk=document.pk).first()


def test_the_clean_copy_is_a_new_document_and_the_old_one_stays(editor):
    document = add(COMMENT, "naskah.docx")
    document.tags.add("contoh")

    clean(editor, document)

    cleaned = copy_of(document)
    assert (cleaned.title, cleaned.findings, cleaned.filename) == ("Rekap", [], "naskah.docx")
    assert cleaned.collection == document.collection
    assert cleaned.uploaded_by_user.username == "penyunting"
    assert list(cleaned.tags.names()) == ["contoh"]
    assert cleaned.sha256 == hashlib.sha256(cleaned.file.read()).hexdigest()
    assert cleaned.file_size == cleaned.file.size
    document.refresh_from_db()
    assert document.file.read() == COMMENT
    assert document.blocking_findings


def test_what_the_clean_copy_still_hides_is_told(editor):
    def both(made):
        pdf._script(made)
        pdf._xfa(made)

    document = add(pdf.pdf(both), "formulir.pdf")

    answer = clean(editor, document)

    assert [row["code"] for row in copy_of(document).findings] == ["xfa"]
    assert "XFA" in " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (pdf.pdf(lambda made: (pdf.signed(made), pdf._script(made))), "a.pdf", "tanda tangan"),
        (b"a;=1+1\n", "a.csv", "CSV"),
        (archive_of(BROKEN), "a.odt", "tidak dapat dibersihkan"),
        (SHEET, "a.xlsx", "Tidak ada temuan"),
    ],
)
def test_what_cannot_be_cleaned_is_told_and_makes_nothing(editor, content, name, says):
    document = add(content, name)

    answer = clean(editor, document)

    assert says in " ".join(str(message) for message in answer.context["messages"])
    assert copy_of(document) is None


def test_the_copy_is_made_by_posting_only(editor):
    document = add(COMMENT, "naskah.docx")

    assert editor.get(f"/admin/documents/{document.pk}/bersihkan/").status_code == 405
    assert editor.post("/admin/documents/999999/bersihkan/").status_code == 404
    assert copy_of(document) is None


def library_user(django_user_model, name: str, *codes: str):
    """Somebody with admin access and these permissions on the library."""
    from django.contrib.auth.models import Group

    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for code in codes:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(codename=code, content_type__app_label="wagtaildocs"),
        )
    user = django_user_model.objects.create_user(name)
    user.groups.add(group)
    return user


@pytest.mark.parametrize(
    ("codes", "own", "may"),
    [
        (("add_document", "change_document"), False, True),
        (("add_document",), True, True),
        (("add_document",), False, False),
        (("change_document",), False, False),
        (("choose_document",), False, False),
        ((), False, False),
    ],
)
def test_who_may_change_a_document_and_add_one_may_clean_it(db, django_user_model, codes, own, may):
    user = library_user(django_user_model, "orang", *codes)
    document = add(COMMENT, "naskah.docx", uploaded_by_user=user if own else None)
    client = Client()
    client.force_login(user)

    clean(client, document)

    assert (copy_of(document) is not None) is may


def test_a_stranger_cleans_nothing(client, db):
    document = add(COMMENT, "naskah.docx")

    clean(client, document)

    assert copy_of(document) is None


# --- The process that opens strangers' files ----------------------------------------------------------------


def test_an_inspection_that_takes_too_long_is_ended_and_is_a_finding(db, monkeypatch):
    monkeypatch.setattr(sandbox, "_LONGEST", 0.001)

    document = add()

    assert [finding.code for finding in document.blocking_findings] == ["uninspected"]
    assert document.sha256 == hashlib.sha256(SHEET).hexdigest()


def test_an_inspection_that_fails_is_a_finding(db, monkeypatch):
    monkeypatch.setattr(sandbox.sys, "executable", "/bin/false")

    assert [finding.code for finding in add().blocking_findings] == ["uninspected"]


def test_an_inspection_knows_nothing_of_the_portals_secrets(db, monkeypatch):
    started = {}
    popen = sandbox.subprocess.Popen

    def spy(*args, **kwargs):
        started.update(kwargs)
        return popen(*args, **kwargs)

    monkeypatch.setattr(sandbox.subprocess, "Popen", spy)
    monkeypatch.setenv("SECRET_KEY", "rahasia")

    add()

    assert "SECRET_KEY" not in started["env"]

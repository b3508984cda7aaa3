"""Disk full, mail dead, database away, no paper: the citizen is told, nothing is half-stored, nothing typed is lost."""

from __future__ import annotations

import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
import typst
from django.core import mail as outgoing
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from portal.core import outbox
from portal.core.models import Counter, PrivateFile
from ppid.requests import mail, numbering, registration
from ppid.requests.asking import drafts
from ppid.requests.models import HistoryRow, InformationRequest, Letter, RequestMail
from ppid.requests.tracking import sessions
from tests.core import files
from tests.core.test_vault import full

from ..tracking.visits import follow
from .citizen import ANSWERS, SENT, START, Citizen, address, read, stamp_of

pytestmark = pytest.mark.django_db

FAILED = "Layanan sedang terganggu"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
needs_a_server = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has no server whose connection could break"
)


@pytest.fixture
def root(settings, tmp_path) -> Path:
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    return tmp_path / "private"


@pytest.fixture
def citizen(db) -> Citizen:
    return Citizen(Client(raise_request_exception=False))


def away(*args, **kwargs):
    raise OperationalError("the server closed the connection unexpectedly")


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("KTP saya.jpg", files.picture(), "image/jpeg")


def again(citizen: Citizen, page) -> object:
    """Press the button of the page that told of the outage: what stands in its hidden fields goes once more."""
    fields = [(name, unescape(value)) for name, value in HIDDEN.findall(page.content.decode())]
    assert fields, "the page offers nothing to send again"
    return citizen.client.post(page.request["PATH_INFO"], dict(fields))


def nothing_is_registered() -> bool:
    kept = (InformationRequest, HistoryRow, RequestMail)
    taken = Counter.objects.filter(series=numbering.REQUEST, last__gt=0)
    return not any(model.objects.exists() for model in kept) and not taken.exists()


# --- the database ------------------------------------------------------------------------------------------------

POINTS = {
    "when the number is taken": (numbering, "take"),
    "when the words are indexed": (registration, "_index"),
    "when the history is written": (registration, "append"),
    "when the mail is written": (mail, "tell_applicant"),
    "when the draft is emptied": (drafts.Draft, "forget_all_but_the_code"),
}


@pytest.mark.parametrize(("owner", "name"), POINTS.values(), ids=POINTS)
def test_a_database_that_breaks_off_while_it_is_sent_leaves_nothing_and_it_can_be_sent_again(
    citizen, monkeypatch, owner, name
):
    citizen.come_to("periksa")
    with monkeypatch.context() as broken:
        broken.setattr(owner, name, away)
        page = citizen.answer("periksa")
    assert page.status_code == 503 and FAILED in read(page) and page["Retry-After"]
    assert nothing_is_registered()
    assert "Laporan kinerja" in read(citizen.get("periksa"))

    assert again(citizen, page)["Location"] == SENT
    request = InformationRequest.objects.get()
    assert request.sequence == 1 and request.number in read(citizen.client.get(SENT))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_commit_that_fails_leaves_nothing(monkeypatch):
    citizen = Citizen(Client(raise_request_exception=False))
    citizen.come_to("periksa")
    stamp = stamp_of(citizen.get("periksa"))
    with monkeypatch.context() as broken:
        broken.setattr(connection, "_commit", away)
        page = citizen.client.post(address("periksa"), {"dibuka": stamp, "pernyataan": "on"})
    assert page.status_code == 503 and nothing_is_registered()
    assert again(citizen, page)["Location"] == SENT
    assert InformationRequest.objects.get().sequence == 1


@needs_a_server
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_server_that_ends_the_connection_leaves_nothing(monkeypatch):
    citizen = Citizen(Client(raise_request_exception=False))
    citizen.come_to("periksa")
    real = registration.append

    def ended(*args, **kwargs):
        real(*args, **kwargs)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as broken:
        broken.setattr(registration, "append", ended)
        page = citizen.answer("periksa")
    assert page.status_code == 503 and FAILED in read(page)
    connection.close()  # as after each visit
    assert nothing_is_registered()
    assert again(citizen, page)["Location"] == SENT
    assert InformationRequest.objects.get().sequence == 1


@pytest.mark.parametrize("slug", [slug for slug in ANSWERS if slug not in ("tersedia", "surat-kuasa", "periksa")])
def test_without_a_database_what_was_typed_stays_on_the_page(citizen, monkeypatch, slug):
    citizen.come_to(slug)
    stamp = stamp_of(citizen.get(slug))
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        page = citizen.client.post(address(slug), {"dibuka": stamp, **ANSWERS[slug]})
    assert page.status_code == 503 and "kirim sekali lagi" in read(page)
    assert again(citizen, page).status_code == 302
    kept = drafts.find(citizen.client.cookies[drafts.COOKIE].value, drafts.RequestDraft.objects.get().started_at)
    assert {name: kept.answers[slug][name] for name in ANSWERS[slug]} == ANSWERS[slug]


def test_what_was_typed_comes_back_as_text_and_may_be_sent_again_past_the_check_of_its_origin(db, monkeypatch):
    citizen = Citizen(Client(raise_request_exception=False, enforce_csrf_checks=True))
    citizen.begin()
    form = dict(HIDDEN.findall(read(citizen.get("informasi"))))
    hostile = '"><script>alert(1)</script>'
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        page = citizen.client.post(address("informasi"), {**form, "butir_1": hostile})
    assert page.status_code == 503 and hostile not in page.content.decode()
    assert again(citizen, page).status_code == 302
    assert drafts.RequestDraft.objects.count() == 1


@pytest.mark.parametrize("path", [START, "/permohonan/baru/", SENT, "/permohonan/lacak/"])
def test_without_a_database_a_page_that_is_only_read_says_so(citizen, monkeypatch, path):
    citizen.come_to("tujuan")
    citizen.client.cookies[sessions.COOKIE] = "x" * 43
    cache.clear()
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        page = citizen.client.get(path)
    assert page.status_code == 503 and FAILED in read(page) and "<form" not in read(page)


# --- the disk -----------------------------------------------------------------------------------------------------


def test_a_full_disk_keeps_no_file_and_the_page_what_was_typed(citizen, root, monkeypatch):
    citizen.come_to("identitas")
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        page = citizen.answer("identitas", {**ANSWERS["identitas"], "identitas": upload()})
    assert page.status_code == 503 and "Coba lagi nanti." in read(page)
    assert 'value="Contoh Pemohon"' in read(page)
    assert not PrivateFile.objects.exists() and list(root.iterdir()) == []
    assert citizen.get("kontak")["Location"] == address("identitas")

    citizen.answer("identitas", {**ANSWERS["identitas"], "identitas": upload()})
    citizen.send()
    assert InformationRequest.objects.get().files.count() == 1


def test_a_file_that_cannot_be_looked_into_now_is_told_as_an_outage(citizen, root, monkeypatch):
    citizen.come_to("identitas")
    with monkeypatch.context() as broken:
        broken.setattr(subprocess, "Popen", full)
        page = citizen.answer("identitas", {**ANSWERS["identitas"], "identitas": upload()})
    assert page.status_code == 503 and "Coba lagi nanti." in read(page)
    assert 'value="Contoh Pemohon"' in read(page) and not PrivateFile.objects.exists()


def test_files_that_do_not_come_back_with_the_page_are_spoken_of(citizen, root, monkeypatch):
    citizen.come_to("identitas")
    stamp = stamp_of(citizen.get("identitas"))
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        data = {"dibuka": stamp, **ANSWERS["identitas"], "identitas": upload()}
        page = citizen.client.post(address("identitas"), data)
    assert page.status_code == 503 and "pilih kembali berkasnya" in read(page)


# --- mail and queue -------------------------------------------------------------------------------------------------


def test_a_dead_mail_server_keeps_nobody_from_asking_and_the_mail_goes_later_once(
    citizen, settings, django_capture_on_commit_callbacks
):
    living, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.sop.mail_servers.DeadServer"
    with django_capture_on_commit_callbacks(execute=True):
        assert citizen.send()["Location"] == SENT
    assert InformationRequest.objects.get().number in read(citizen.client.get(SENT))
    assert RequestMail.objects.unsent().count() == 1 and outgoing.outbox == []

    settings.EMAIL_BACKEND = living
    assert [outbox.send_unsent().sent for _ in range(2)] == [1, 0]
    assert [message.to for message in outgoing.outbox] == [["pemohon@contoh.invalid"]]


def test_a_queue_that_cannot_be_written_to_keeps_nobody_from_asking(
    citizen, monkeypatch, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(type(outbox.send_mail), "enqueue", away)
        assert citizen.send()["Location"] == SENT
    assert InformationRequest.objects.get().number in read(citizen.client.get(SENT))
    assert [outbox.send_unsent().sent for _ in range(2)] == [1, 0]


# --- paper -----------------------------------------------------------------------------------------------------------


def no_paper(*args, **kwargs):
    raise typst.TypstError("no memory")


BREAKAGES = {"no paper": (typst, "compile", no_paper), "disk full": (Path, "rename", full)}


@pytest.mark.parametrize(("owner", "name", "breakage"), BREAKAGES.values(), ids=BREAKAGES)
def test_a_receipt_that_cannot_be_made_is_had_later(citizen, root, monkeypatch, owner, name, breakage):
    citizen.send()
    confirmation = read(citizen.client.get(SENT))
    code = re.search(r'class="code">([^<]+)<', confirmation)[1]
    assert "Tanda bukti juga dapat diunduh kapan saja di halaman pelacakan" in confirmation
    request = InformationRequest.objects.get()
    visitor = follow(request, code)
    with monkeypatch.context() as broken:
        broken.setattr(owner, name, breakage)
        page = citizen.client.post(f"{SENT}bukti.pdf")
        assert page.status_code == 503 and "Permohonan Anda tetap tercatat" in read(page)
        page = visitor.post("/permohonan/lacak/tanda-bukti/")
        assert page.status_code == 503 and "saat ini. Coba lagi nanti." in read(page)
    assert not Letter.objects.exists() and not PrivateFile.objects.exists()

    assert citizen.client.post(f"{SENT}bukti.pdf").content.startswith(b"%PDF")
    later = visitor.post("/permohonan/lacak/tanda-bukti/")
    assert later.content.startswith(b"%PDF") and Letter.objects.count() == 1

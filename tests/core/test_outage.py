"""An outage is told as one: 503, in words, without the database; a fault stays a fault."""

from __future__ import annotations

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from portal.core import outage
from ppid.requests.asking import drafts
from ppid.requests.tracking import sessions
from tests.core.test_vault import full


@pytest.mark.parametrize(
    ("problem", "passes"),
    [
        (OperationalError("the server closed the connection"), True),
        (InterfaceError("connection already closed"), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EROFS, "Read-only file system"), True),
        (FileNotFoundError(errno.ENOENT, "No such file"), False),
        (OSError("without a number"), False),
        (IntegrityError("twice"), False),
        (ValueError("x"), False),
        (None, False),
    ],
    ids=repr,
)
def test_what_passes_by_itself_is_known_from_what_is_a_fault(problem, passes):
    assert outage.passes(problem) is passes


@pytest.fixture
def browser(db) -> Client:
    return Client(raise_request_exception=False)


def away(*args, **kwargs):
    raise OperationalError("could not connect to server at db.internal as portal")


ADDRESSES = ["/", "/berita/", "/cari/?q=obat", "/permohonan/baru/", "/permohonan/lacak/status/", "/admin/meja/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_database_every_page_says_so_and_when_to_come_back(browser, home, monkeypatch, address):
    for cookie in (drafts.COOKIE, sessions.COOKIE, "sessionid"):
        browser.cookies[cookie] = "x" * 43
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        answer = browser.get(address)
    page = answer.content.decode()
    assert answer.status_code == 503 and "Layanan sedang terganggu" in page
    assert answer["Retry-After"] == "60" and "no-store" in answer["Cache-Control"]
    assert "<form" not in page and "db.internal" not in page


def test_a_fault_is_no_outage(browser, home, monkeypatch):
    def faulty(*args, **kwargs):
        raise FileNotFoundError(errno.ENOENT, "No such file")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", faulty)
        answer = browser.get("/")
    assert answer.status_code == 500 and "Terjadi gangguan" in answer.content.decode()


def test_a_full_disk_while_the_upload_comes_in_is_an_outage(browser, monkeypatch, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile.__init__", full)
    upload = SimpleUploadedFile("ktp.jpg", b"x" * 100, "image/jpeg")
    answer = browser.post("/permohonan/baru/identitas/", {"nama": "Contoh", "identitas": upload})
    assert answer.status_code == 503 and "Layanan sedang terganggu" in answer.content.decode()


def test_a_password_never_comes_back_with_the_page(browser, home, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        answer = browser.post("/admin/login/", {"username": "ppid", "password": "rahasia-sekali"})
    assert answer.status_code == 503 and "rahasia-sekali" not in answer.content.decode()

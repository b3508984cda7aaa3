"""What fails because of the machine leaves an officer's act undone, tells him so, and keeps what he typed."""

from __future__ import annotations

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse

from portal.core.models import PrivateFile
from ppid.requests import acts, registration
from ppid.requests.lifecycle import State
from ppid.requests.models import InformationRequest, Letter
from tests.core import files
from tests.core.test_vault import full

from .test_entry import ADDRESS, form

pytestmark = pytest.mark.django_db


def away(*args, **kwargs):
    raise OperationalError("the server closed the connection unexpectedly")


def no_paper(*args, **kwargs):
    raise typst.TypstError("no memory")


def test_an_entry_that_breaks_off_leaves_nothing_and_comes_back_with_the_page(as_, monkeypatch):
    browser = as_("petugas")
    browser.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(registration, "append", away)
        answer = browser.post(ADDRESS, form())
    page = answer.content.decode()
    assert answer.status_code == 503 and 'value="Contoh Pemohon"' in page and "Kirim sekali lagi" in page
    assert not InformationRequest.objects.exists()


def test_a_full_disk_registers_nothing_without_its_scan(as_, monkeypatch, settings, tmp_path):
    settings.PRIVATE_ROOT = str(tmp_path)
    scan = SimpleUploadedFile("ktp.jpg", files.picture(), "image/jpeg")
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        answer = as_("petugas").post(ADDRESS, form(identity=scan))
    assert answer.status_code == 503 and "Coba lagi nanti." in answer.content.decode()
    assert 'value="Contoh Pemohon"' in answer.content.decode()
    assert not InformationRequest.objects.exists() and not PrivateFile.objects.exists()


def test_an_act_whose_letter_cannot_be_printed_does_not_happen(as_, brought, monkeypatch):
    request = brought(State.RECEIVED)
    address = reverse("requests_act", args=[request.pk, "find-incomplete"])
    with monkeypatch.context() as broken:
        broken.setattr(typst, "compile", no_paper)
        answer = as_("ppid").post(address, {"version": request.version, "missing": "Salinan KTP"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "belum dapat dibuat saat ini" in page and "Salinan KTP" in page
    request.refresh_from_db()
    assert (request.state, request.version) == (State.RECEIVED, 0) and not Letter.objects.exists()


def test_an_act_that_breaks_off_comes_back_with_the_page(as_, brought, monkeypatch):
    request = brought(State.RECEIVED)
    browser = as_("ppid")
    browser.raise_request_exception = False
    address = reverse("requests_act", args=[request.pk, "find-incomplete"])
    with monkeypatch.context() as broken:
        broken.setattr(acts, "append", away)
        answer = browser.post(address, {"version": request.version, "missing": "Salinan KTP"})
    assert answer.status_code == 503 and 'name="missing" value="Salinan KTP"' in answer.content.decode()
    request.refresh_from_db()
    assert (request.state, request.version) == (State.RECEIVED, 0) and not Letter.objects.exists()


def test_a_receipt_at_the_counter_that_cannot_be_made_is_told_of(as_, at_the_desk, monkeypatch):
    request = at_the_desk()
    address = reverse("requests_receipt", args=[request.pk])
    with monkeypatch.context() as broken:
        broken.setattr(typst, "compile", no_paper)
        answer = as_("desk").post(address, follow=True)
    assert "belum dapat dibuat saat ini" in answer.content.decode() and not Letter.objects.exists()
    assert as_("desk").post(address).content.startswith(b"%PDF")

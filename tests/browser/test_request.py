"""A request from the citizen's phone to the written answer, without scripts, each in his own place."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from portal.officials.models import Official
from ppid.requests.asking import guard
from ppid.requests.lifecycle import State
from ppid.requests.models import InformationRequest
from tests.conftest import build_house, make_official
from tests.core import files
from tests.ppid.information import withholding
from tests.ppid.requests import cases

from .conftest import shoot

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PDF = {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}
PICTURE = {"name": "ktp.jpg", "mimeType": "image/jpeg", "buffer": files.picture()}


@pytest.fixture
def house(transactional_db, live_server, monkeypatch):
    """PPID, a unit's Petugas, the leader, and a classification decision by which a part may be withheld."""
    build_house()
    people = {role: make_official(role, role) for role in ("ppid", "petugas", "kadis")}
    unit = cases.a_unit()
    Official.objects.create(name="Contoh Petugas", user=people["petugas"], unit=unit)

    def as_(who: str) -> Client:
        client = Client()
        client.force_login(people[who])
        return client

    withholding.withheld(as_, unit=unit.pk)
    # A program types faster than a person.
    monkeypatch.setattr(guard, "STEP", timedelta())
    monkeypatch.setattr(guard, "FORM", timedelta())
    return live_server.url


def go_on(page: Page) -> None:
    page.locator("main form button[type=submit]", has_text="Lanjutkan").click()


def ask(page: Page) -> tuple[str, str]:
    """Fill in the citizen's form question by question; number and tracking code."""
    page.goto("/permohonan/")
    shoot(page, "ask-start-360")
    page.get_by_role("link", name="Mulai permohonan").click()
    page.fill("[name=butir_1]", "Laporan kinerja tahun 2025")
    page.get_by_role("button", name="Tambah butir").click()
    page.fill("[name=butir_2]", "Data kunjungan pasien per puskesmas tahun 2025")
    shoot(page, "ask-items-360")
    go_on(page)
    page.fill("[name=tujuan]", "Penelitian")
    go_on(page)
    page.check("[value=wni]")
    go_on(page)
    page.check("[value=sendiri]")
    go_on(page)
    page.fill("[name=nama]", "Contoh Pemohon")
    page.fill("[name=nomor]", cases.NIK)
    go_on(page)
    page.fill("[name=alamat]", "Jalan Contoh 1")
    page.fill("[name=surel]", "pemohon@contoh.invalid")
    go_on(page)
    page.check("[value=elektronik]")
    go_on(page)
    page.check("[value=portal]")
    go_on(page)
    page.check("[name=pernyataan]")
    shoot(page, "ask-check-360")
    page.get_by_role("button", name="Kirim permohonan").click()
    expect(page.get_by_role("heading", name="Permohonan Anda sudah kami terima")).to_be_visible()
    shoot(page, "ask-sent-360")
    return InformationRequest.objects.get().number, page.locator(".code").inner_text().strip()


def follow(page: Page, number: str, code: str) -> None:
    page.goto("/permohonan/lacak/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Lihat permohonan").click()
    expect(page.get_by_role("heading", name=f"Permohonan {number}")).to_be_visible()


def open_case(page: Page, number: str) -> None:
    page.goto("/admin/permohonan/?lingkup=semua")
    page.get_by_role("link", name=number, exact=True).click()


def press(page: Page, label: str) -> None:
    """A button or a link of the case page that bears this act's name."""
    page.locator("main").locator("a.button, button", has_text=re.compile(f"^{re.escape(label)}$")).first.click()


def send(page: Page) -> None:
    page.locator("main form button[type=submit]:visible").last.click()


def state() -> str:
    return InformationRequest.objects.get().state


def test_from_the_question_to_the_written_answer(browse):
    citizen = browse(width=360, scripts=False)
    ppid = browse("ppid", width=360, scripts=False)
    petugas = browse("petugas", width=360, scripts=False)
    number, code = ask(citizen)

    open_case(ppid, number)
    shoot(ppid, "request-case-360")
    press(ppid, "Nyatakan belum lengkap")
    ppid.fill("[name=missing]", "Salinan kartu identitas")
    send(ppid)
    assert state() == State.INCOMPLETE

    follow(citizen, number, code)
    shoot(citizen, "track-incomplete-360")
    citizen.get_by_role("link", name="Lengkapi permohonan").click()
    expect(citizen.locator("main")).to_contain_text("Salinan kartu identitas")
    citizen.set_input_files("[name=identity]", PICTURE)
    send(citizen)
    assert state() == State.RECEIVED

    open_case(ppid, number)
    press(ppid, "Nyatakan lengkap")
    assert state() == State.ACCEPTED
    press(ppid, "Disposisikan kepada unit")
    ppid.select_option("[name=unit]", label="Bidang P2P")
    send(ppid)
    assert state() == State.DISPOSED

    open_case(petugas, number)
    press(petugas, "Susun jawaban")
    first, second = petugas.locator("#butir-1"), petugas.locator("#butir-2")
    first.locator("[name$=outcome]").select_option("granted")
    first.locator("[name$=answer]").fill("Terlampir.")
    first.locator("summary").first.click()
    first.locator("[type=file]").set_input_files(PDF)
    second.locator("[name$=outcome]").select_option("partly")
    for summary in second.locator("summary").all()[:3]:
        summary.click()
    second.locator("[type=file]").set_input_files({**PDF, "name": "kunjungan.pdf"})
    second.locator("[name$=redacted]").fill("Nama pasien")
    second.locator("[name$=redaction_reason]").fill("Rahasia pribadi pasien")
    second.locator("[name$=decision]").select_option(index=1)
    petugas.get_by_role("button", name="Simpan jawaban").last.click()
    shoot(petugas, "request-answers-360")
    press(petugas, "Ajukan untuk ditandatangani")
    assert state() == State.DRAFTED

    open_case(ppid, number)
    press(ppid, "Tanda tangani jawaban")
    ppid.check("[name=files_were_read]")
    shoot(ppid, "request-sign-360")
    send(ppid)
    assert state() == State.SIGNED
    press(ppid, "Sampaikan pemberitahuan")
    send(ppid)
    assert state() == State.NOTIFIED

    follow(citizen, number, code)
    expect(citizen.locator("main")).to_contain_text("Dikabulkan sebagian")
    expect(citizen.locator("main")).to_contain_text("Nama pasien")
    shoot(citizen, "track-answered-360")
    for name in ("Pemberitahuan tertulis", "Keputusan penolakan", "kunjungan.pdf"):
        with citizen.expect_download() as download:
            citizen.get_by_role("button", name=name).first.click()
        assert download.value.path().read_bytes().startswith(b"%PDF")
    citizen.get_by_role("button", name="Saya sudah menerima informasinya").click()
    assert state() == State.DELIVERED

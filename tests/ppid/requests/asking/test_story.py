"""A citizen asks: from the start page to the number, as the form leads."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Site

from portal.core.models import AgencyIdentity, PrivateFileReading
from portal.core.sealing import open_sealed
from portal.workdays.models import CalendarDay, CalendarYear
from ppid.requests import secret
from ppid.requests.models import InformationRequest, RequestDraft

from ..cases import at
from .citizen import FORM, SENT, START, Citizen, address, read

pytestmark = pytest.mark.django_db


def the_request() -> InformationRequest:
    return InformationRequest.objects.get()


def test_question_follows_question_to_the_confirmation(citizen):
    citizen.begin()
    asked = []
    for _ in range(20):
        slug = citizen.client.get(FORM, follow=True).context.get("open")
        slug = slug.slug if slug else "informasi"
        asked.append(slug)
        response = citizen.answer(slug)
        if response["Location"] == SENT:
            break
    assert asked == [
        "informasi", "tujuan", "pemohon", "kuasa", "identitas", "kontak", "cara", "pengiriman", "periksa",
    ]  # fmt: skip
    page = read(citizen.client.get(SENT))
    assert the_request().number in page


def test_what_was_answered_is_what_is_registered(citizen):
    citizen.send()
    request = the_request()
    assert [item.text for item in request.items.all()] == [
        "Laporan kinerja tahun 2025",
        "Daftar pengadaan obat tahun 2025",
    ]
    assert open_sealed(request.identity_sealed) == "6472010101900001"
    said = {
        "channel": "web",
        "applicant_kind": "person",
        "applicant_name": "Contoh Pemohon",
        "is_foreign": False,
        "represented_name": "",
        "address": "Jalan Contoh 1\nKota Contoh",
        "phone": "0811 0000 0000",
        "email": "pemohon@contoh.invalid",
        "occupation": "",
        "purpose": "Penelitian",
        "access_mode": "copy",
        "copy_format": "softcopy",
        "delivery_method": "portal",
    }
    assert {name: getattr(request, name) for name in said} == said


def test_the_confirmation_tells_number_code_date_and_why():
    with time_machine.travel(at("2026-03-21"), tick=False):
        citizen = Citizen()
        citizen.send()
        request = the_request()
        response = citizen.client.get(SENT)
    page = read(response)
    assert "Dijawab paling lambat Rabu, 8 April 2026" in page
    sentences = response.context["deadline"].reckoned.explanation()
    assert len(sentences) > 5 and all(sentence in page for sentence in sentences)
    code = response.context["code"]
    assert f">{code}<" in page and secret.matches(code, request.secret_hash)
    assert f"{SENT}bukti.pdf" in page


def test_the_confirmation_stays_for_an_hour_in_the_same_browser_and_is_gone():
    with time_machine.travel(at("2026-03-21"), tick=False) as clock:
        citizen = Citizen()
        citizen.send()
        for _ in range(2):
            assert the_request().number in read(citizen.client.get(SENT))
        assert Citizen().client.get(SENT).status_code == 410
        clock.shift(timedelta(minutes=59))
        assert citizen.client.get(SENT).status_code == 200
        clock.shift(timedelta(minutes=2))
        gone = citizen.client.get(SENT)
    assert gone.status_code == 410
    assert the_request().number not in read(gone)


def test_after_sending_nothing_of_the_answers_is_left_in_the_draft(citizen):
    citizen.send()
    kept = open_sealed(RequestDraft.objects.get().answers_sealed)
    assert "Penelitian" not in kept and "6472" not in kept and "Contoh Pemohon" not in kept


def test_pressed_twice_it_is_one_request_and_shows_the_same_confirmation(citizen):
    citizen.come_to("periksa")
    page = citizen.get("periksa")
    data = {"dibuka": page.context["stamp"], "pernyataan": "on"}
    first, second = (citizen.client.post(address("periksa"), data) for _ in range(2))
    assert first["Location"] == second["Location"] == SENT
    assert InformationRequest.objects.count() == 1


def test_whoever_comes_back_to_a_question_after_sending_is_led_to_the_confirmation(citizen):
    citizen.send()
    assert citizen.get("kontak")["Location"] == SENT
    assert citizen.answer("kontak")["Location"] == SENT
    citizen.begin()
    assert citizen.get("periksa")["Location"] == address("informasi")
    assert citizen.client.get(SENT).status_code == 410


def test_the_receipt_is_given_while_the_confirmation_is_shown(citizen):
    assert citizen.client.post(f"{SENT}bukti.pdf").status_code == 410
    citizen.send()
    # Reading is on record, so no link leads to it.
    assert citizen.client.get(f"{SENT}bukti.pdf").status_code == 405 and not PrivateFileReading.objects.exists()
    response = citizen.client.post(f"{SENT}bukti.pdf")
    assert response.status_code == 200 and response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert citizen.client.post(f"{SENT}bukti.pdf").content == response.content


def test_the_start_page_tells_what_to_know_and_asks_nothing(client, home):
    page = read(client.get(START))
    for told in (
        "10 hari kerja",
        "7 hari kerja",
        "tidak dipungut biaya",
        "Warga negara Indonesia",
        "Jangan menulis data",
    ):
        assert told in page
    for link in (FORM, "/permohonan/lacak/", "/permohonan/tenggat/"):
        assert f'href="{link}"' in page
    assert "csrf" not in page and not client.cookies


def test_other_ways_are_those_that_the_agency_filled_in(client, home):
    assert "Cara lain" not in read(client.get(START))
    AgencyIdentity.objects.create(site=Site.objects.get(), name="Contoh", phone="0541 000000", opening_hours="Senin")
    page = read(client.get(START))
    assert "0541 000000" in page and "Senin" in page
    assert "Surel</dt>" not in page and "WhatsApp</dt>" not in page


def test_a_calendar_that_was_not_loaded_keeps_nobody_from_asking(citizen):
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()
    citizen.send()
    page = read(citizen.client.get(SENT))
    assert the_request().number in page and "Tanggalnya belum dapat dihitung" in page


def test_a_request_is_received_when_it_is_sent(citizen):
    citizen.come_to("periksa")
    before = timezone.now()
    citizen.answer("periksa")
    assert before <= the_request().received_at <= timezone.now()

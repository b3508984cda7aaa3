"""Robots: time, the trap and the limit. None of them refuses a person for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from wagtail.models import Site

from portal.core.models import AgencyIdentity, RobotCaught
from ppid.requests.asking import guard
from ppid.requests.models import InformationRequest, RequestDraft

from ..cases import at
from .citizen import ANSWERS, SENT, Citizen, address, read, stamp_of

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(at("2026-03-10"), tick=False) as travelling:
        yield travelling


def answer(citizen: Citizen, slug: str, stamp: str, **changes):
    return citizen.client.post(address(slug), {"dibuka": stamp, **ANSWERS[slug], **changes})


# --- time -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("patience")
def test_an_answer_faster_than_a_person_is_asked_again_with_everything_in_it(clock, home):
    citizen = Citizen()
    stamp = stamp_of(citizen.begin())
    again = answer(citizen, "informasi", stamp)
    page = read(again)
    assert again.status_code == 200 and "lebih cepat" in page and "<title>Galat: " in page
    assert "Laporan kinerja tahun 2025" in page and not RequestDraft.objects.exists()
    clock.shift(guard.STEP)
    assert answer(citizen, "informasi", stamp_of(again))["Location"] == address("tujuan")


@pytest.mark.usefixtures("patience")
def test_asked_again_the_time_counts_from_the_first_time(clock, home):
    citizen = Citizen()
    stamp = stamp_of(citizen.begin())
    clock.shift(guard.STEP - timedelta(milliseconds=10))
    again = answer(citizen, "informasi", stamp)
    assert "lebih cepat" in read(again)
    clock.shift(timedelta(milliseconds=10))
    assert answer(citizen, "informasi", stamp_of(again)).status_code == 302


@pytest.mark.usefixtures("patience")
def test_a_whole_form_faster_than_a_person_is_asked_again(clock, home):
    citizen = Citizen()
    stamp = stamp_of(citizen.begin())
    slug = "informasi"
    while slug != "periksa":
        clock.shift(guard.STEP)
        slug = answer(citizen, slug, stamp)["Location"].split("/")[-2]
        stamp = stamp_of(citizen.get(slug))
    clock.shift(guard.STEP)
    again = answer(citizen, "periksa", stamp)
    assert "lebih cepat" in read(again) and not InformationRequest.objects.exists()
    assert "checked" in read(again)
    clock.shift(guard.FORM)
    assert answer(citizen, "periksa", stamp_of(again))["Location"] == SENT


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("made_up", ["", "0", "1", "1773100800000", "1773100800000:abc", "\0", "x" * 5000])
def test_a_moment_that_is_made_up_is_no_moment(clock, home, made_up):
    citizen = Citizen()
    citizen.begin()
    clock.shift(60 * SECOND)
    again = answer(citizen, "informasi", made_up)
    assert again.status_code == 200 and "lebih cepat" in read(again)
    clock.shift(guard.STEP)
    assert answer(citizen, "informasi", stamp_of(again)).status_code == 302


@pytest.mark.usefixtures("patience")
def test_a_moment_belongs_to_its_question_and_its_browser(clock, home):
    mine, other = Citizen(), Citizen()
    for citizen in (mine, other):
        citizen.begin()
    strange = stamp_of(other.get("informasi"))
    clock.shift(60 * SECOND)
    assert "lebih cepat" in read(answer(mine, "informasi", strange))
    assert answer(other, "informasi", strange).status_code == 302
    assert "lebih cepat" in read(answer(other, "tujuan", strange))


@pytest.mark.usefixtures("patience")
def test_a_clock_that_is_put_back_keeps_nobody_out(clock, home):
    citizen = Citizen()
    stamp = stamp_of(citizen.begin())
    clock.shift(timedelta(hours=-1))
    again = answer(citizen, "informasi", stamp)
    clock.shift(guard.STEP)
    assert answer(citizen, "informasi", stamp_of(again)).status_code == 302


# --- the trap -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["informasi", "kontak", "periksa"])
def test_whoever_fills_in_what_nobody_sees_gets_a_page_like_success_and_leaves_nothing(citizen, slug):
    citizen.come_to(slug)
    before = list(RequestDraft.objects.values_list("answers_sealed", flat=True))
    with time_machine.travel(at("2026-03-10"), tick=False):
        for _ in range(2):
            response = citizen.client.post(address(slug), {**ANSWERS[slug], guard.TRAP: "http://slot.example"})
            assert response.status_code == 200 and "Terima kasih" in read(response)
    assert not InformationRequest.objects.exists()
    assert list(RequestDraft.objects.values_list("answers_sealed", flat=True)) == before
    assert [(caught.day, caught.count) for caught in RobotCaught.objects.all()] == [(at("2026-03-10").date(), 2)]


def test_a_person_who_fell_into_the_trap_finds_the_way_back(citizen):
    citizen.come_to("periksa")
    page = read(citizen.client.post(address("periksa"), {**ANSWERS["periksa"], guard.TRAP: "x"}))
    assert 'href="/permohonan/baru/"' in page
    assert citizen.answer("periksa")["Location"] == SENT


def test_nobody_sees_the_trap(citizen):
    citizen.begin()
    page = read(citizen.get("informasi"))
    assert (
        f'<div class="visually-hidden" aria-hidden="true"><label>Biarkan kolom ini kosong <input name="{guard.TRAP}"'
        in page
    )
    assert 'tabindex="-1" autocomplete="off"' in page


# --- the limit ------------------------------------------------------------------------------------------------


def test_the_sixth_request_of_an_hour_waits_and_others_do_not(home, clock):
    AgencyIdentity.objects.create(site=Site.objects.get(), name="Contoh", phone="0541 000000")
    for _ in range(guard.SENT_AN_HOUR):
        assert Citizen(REMOTE_ADDR="192.0.2.1").send()["Location"] == SENT
    sixth = Citizen(REMOTE_ADDR="192.0.2.1")
    clock.shift(timedelta(minutes=18))
    refused = sixth.send()
    assert refused.status_code == 429 and refused["Retry-After"] == str(42 * 60)
    page = read(refused)
    assert "0541 000000" in page and "Coba lagi 42 menit lagi" in page
    assert InformationRequest.objects.count() == guard.SENT_AN_HOUR
    assert Citizen(REMOTE_ADDR="192.0.2.2").send()["Location"] == SENT

    clock.shift(timedelta(minutes=42))
    assert sixth.answer("periksa")["Location"] == SENT
    assert InformationRequest.objects.count() == guard.SENT_AN_HOUR + 2


def test_what_was_sent_already_is_not_counted_again(home, clock):
    citizen = Citizen(REMOTE_ADDR="192.0.2.1")
    citizen.come_to("periksa")
    stamp = stamp_of(citizen.get("periksa"))
    for _ in range(20):
        assert answer(citizen, "periksa", stamp)["Location"] == SENT
    assert Citizen(REMOTE_ADDR="192.0.2.1").send()["Location"] == SENT


def test_whoever_begins_form_after_form_waits_too(home, clock):
    for _ in range(guard.STARTED_AN_HOUR):
        citizen = Citizen(REMOTE_ADDR="192.0.2.1")
        citizen.begin()
        assert citizen.answer("informasi").status_code == 302
    another = Citizen(REMOTE_ADDR="192.0.2.1")
    another.begin()
    refused = another.answer("informasi")
    assert refused.status_code == 429 and refused["Retry-After"] == "3600"
    assert RequestDraft.objects.count() == guard.STARTED_AN_HOUR
    assert citizen.answer("tujuan").status_code == 302


def test_nobody_gets_another_address_by_saying_so(home, clock):
    for number in range(guard.SENT_AN_HOUR):
        Citizen(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}").send()
    assert Citizen(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.77").send().status_code == 429


# --- whose form it is ----------------------------------------------------------------------------------------


def test_a_form_of_another_site_is_refused_and_ours_is_taken(home):
    citizen = Citizen(Client(enforce_csrf_checks=True))
    page = citizen.begin()
    assert answer(citizen, "informasi", stamp_of(page)).status_code == 403
    assert citizen.client.post("/permohonan/baru/hapus/").status_code == 403
    assert not RequestDraft.objects.exists()
    token = page.context["csrf_token"]
    taken = answer(citizen, "informasi", stamp_of(page), csrfmiddlewaretoken=str(token))
    assert taken["Location"] == address("tujuan")

"""Addresses of this site are asked as a stranger would; nothing of a third party is ever fetched."""

from __future__ import annotations

import io
import socket
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from wagtail.models import Page

from home.models import StandardPage
from ppid.monev import checking
from ppid.monev.models import Evidence, ItemAnswer
from tests.ppid.requests.cases import at

pytestmark = pytest.mark.django_db

State = Evidence.State


@pytest.fixture(autouse=True)
def nothing_leaves_the_machine(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("something was asked over the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def page(home, slug="profil", **fields) -> StandardPage:
    child = StandardPage(title=slug, slug=slug, **fields)
    return Page.objects.get(pk=home.pk).add_child(instance=child)


@pytest.mark.parametrize(
    "address", ["/", "/profil/", "/profil", "http://testserver/profil/", "/cari/?q=x", "/survei/#isi"]
)
def test_what_a_stranger_can_read_is_alive(home, address):
    page(home)
    assert checking.check(address).state == State.ALIVE


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("/tidak-ada/", "situs menjawab 404"),
        ("/konsep/", "situs menjawab 404"),
        ("/admin/", "bukan halaman umum"),
        ("/admin/reports/monev/", "bukan halaman umum"),
        ("/documents/1/x.pdf", "situs menjawab 404"),
    ],
)
def test_what_a_stranger_cannot_read_is_dead_and_says_why(home, address, detail):
    page(home, "konsep", live=False)
    found = checking.check(address)
    assert (found.state, found.detail) == (State.DEAD, detail)


def test_a_fault_of_ours_is_dead(home, monkeypatch):
    monkeypatch.setattr(StandardPage, "serve", lambda *args, **kwargs: 1 / 0)
    page(home)
    assert checking.check("/profil/").detail == "situs menjawab 500"


@pytest.mark.parametrize(
    "address",
    ["https://lain.invalid/", "https://testserver.lain.invalid/", "http://lain.invalid:80/x", "ftp://testserver/x"],
)
def test_a_third_party_is_never_asked(home, address):
    assert checking.check(address) == checking.Found(State.FOREIGN)


@pytest.mark.parametrize(
    ("target", "state", "detail"),
    [
        ("https://lain.invalid/a", State.FOREIGN, "mengalihkan ke lain.invalid"),
        ("/profil/", State.DEAD, "terlalu banyak pengalihan"),
        ("/admin/login/", State.DEAD, "bukan halaman umum"),
        ("/tidak-ada/", State.DEAD, "situs menjawab 404"),
        ("/", State.ALIVE, ""),
    ],
)
def test_a_redirect_is_followed_within_this_site_alone(home, monkeypatch, target, state, detail):
    from django.shortcuts import redirect

    monkeypatch.setattr(StandardPage, "serve", lambda *args, **kwargs: redirect(target))
    page(home)
    found = checking.check("/profil/")
    assert (found.state, found.detail) == (state, detail)


def test_the_day_is_that_of_the_newest_public_page_there_or_below(home):
    parent = page(home, last_published_at=datetime(2026, 1, 5, tzinfo=UTC))
    below = StandardPage(title="a", slug="a", last_published_at=datetime(2026, 2, 6, 20, tzinfo=UTC))
    parent.add_child(instance=below)
    draft = StandardPage(title="b", slug="b", live=False, last_published_at=datetime(2026, 3, 1, tzinfo=UTC))
    Page.objects.get(pk=parent.pk).add_child(instance=draft)
    assert checking.check("/profil/").updated_on.isoformat() == "2026-02-07"  # 04.00 WITA on the 7th
    assert checking.check("http://testserver/profil/a/?x=1").updated_on.isoformat() == "2026-02-07"
    assert checking.check("/survei/").updated_on is None


def test_the_daily_job_asks_every_address_anew(home):
    answer = ItemAnswer.objects.create(questionnaire="perki-1-2022", item="E1", answer="A")
    other = ItemAnswer.objects.create(questionnaire="lama", item="E1", answer="A")
    for address in ("/", "/profil/", "https://lain.invalid/"):
        Evidence.objects.create(answer=answer, address=address)
    Evidence.objects.create(answer=other, address="/")
    told = io.StringIO()
    with time_machine.travel(at("2026-03-10"), tick=False):
        call_command("check_monev", stdout=told)
    assert told.getvalue() == "Alamat bukti: 1 hidup, 1 mati, 1 tidak diperiksa otomatis.\n"
    states = dict(answer.evidence.values_list("address", "state"))
    assert states == {"/": "alive", "/profil/": "dead", "https://lain.invalid/": "foreign"}
    assert {evidence.checked_at for evidence in answer.evidence.all()} == {at("2026-03-10")}
    assert other.evidence.get().state == "unchecked"
    page(home)
    call_command("check_monev", stdout=told)
    assert answer.evidence.get(address="/profil/").state == "alive"


def test_without_any_evidence_the_job_says_so(home):
    told = io.StringIO()
    call_command("check_monev", stdout=told)
    assert told.getvalue() == "Alamat bukti: belum ada.\n"

"""A citizen objects on a phone: what was refused is opened and found in the DIP; and silence has its window."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.officials.models import Official
from ppid.information.models import InformationPage
from ppid.requests import jobs
from ppid.requests.asking import guard
from ppid.requests.lifecycle import State
from ppid.requests.models import Objection
from tests import verbs
from tests.conftest import build_house, make_official
from tests.ppid.requests import cases
from tests.ppid.requests.objections import cases as objections

from .conftest import shoot
from .test_tracking import assert_citizens_can_use, follow

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FLOW_B = ("timit", "webmaster", "pejabat", "webmaster")
TITLE = "Laporan kinerja tahun 2025"


@pytest.fixture(autouse=True)
def programs_are_quick(monkeypatch):
    monkeypatch.setattr(guard, "STEP", timedelta())
    monkeypatch.setattr(guard, "FORM", timedelta())


@pytest.fixture
def house(transactional_db, live_server):
    """The PPID tree, and everybody who answers, decides and publishes."""
    build_house()
    call_command("seed_ppid", stdout=io.StringIO())
    roles = ("ppid", "petugas", "atasan-ppid", "timit", "webmaster", "pejabat")
    live_server.people = {role: make_official(role, role) for role in roles}
    Official.objects.create(name="Contoh Petugas", user=live_server.people["petugas"], unit=cases.a_unit())
    return live_server.url


@pytest.fixture
def people(house, live_server):
    return live_server.people


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def object_to(citizen, request, *reasons: str) -> Objection:
    follow(citizen, request)
    citizen.click("a.button:has-text('Ajukan keberatan')")
    for reason in reasons:
        citizen.check(f"[name=alasan][value={reason}]")
    citizen.click("button:has-text('Lanjutkan')")
    citizen.fill("[name=kasus]", "Permohonan kami ditolak dua hari yang lalu.")
    citizen.click("button:has-text('Lanjutkan')")
    citizen.click("button:has-text('Lanjutkan')")  # what was asked stands there already
    citizen.check("[value=sendiri]")
    citizen.click("button:has-text('Lanjutkan')")
    citizen.check("[name=pernyataan]")
    citizen.click("button:has-text('Kirim keberatan')")
    citizen.wait_for_url(re.compile(r"/keberatan/\d+/(#.*)?$"))
    return Objection.objects.latest("pk")


def test_a_refusal_is_objected_to_opened_and_found_in_the_dip(browse, people):
    two_days_ago = timezone.now() - timedelta(days=2)
    request = cases.bring_to(cases.a_request(two_days_ago), State.NOTIFIED, people, two_days_ago)
    citizen = browse(width=360, scripts=False)
    citizen.goto("/keberatan/")
    objection = object_to(citizen, request, "a", "d")
    assert objection.number in citizen.inner_text("h1")
    assert "Atasan PPID menanggapi paling lambat" in citizen.inner_text("main")

    atasan, ppid = cases.person(people["atasan-ppid"]), cases.person(people["ppid"])
    due = timezone.localdate() + timedelta(days=14)
    decision = objections.accepting("ad", due, opens=True, title=TITLE)
    objections.do(objection, "decide", atasan, decision=decision)
    objections.do(objection, "notify", atasan)
    page = InformationPage.objects.get(pk=objection.page_id)
    verbs.submit(signed_in(people["petugas"]), page, summary="Kinerja dinas tahun 2025.")
    for role in FLOW_B:
        verbs.act(signed_in(people[role]), page)
    objections.do(objection, "fulfil", ppid, text="Informasinya kini diumumkan.")

    citizen.reload()
    assert "Keberatan diterima seluruhnya" in citizen.inner_text("main")
    shoot(citizen, "objection-fulfilled-360")
    citizen.click(f"a:has-text('{TITLE}')")
    assert TITLE in citizen.inner_text("h1")
    citizen.goto("/ppid/daftar-informasi-publik/")
    assert TITLE in citizen.inner_text("main")


def test_silence_shows_the_window_and_the_case_file_is_whole(browse, people):
    long_ago = timezone.now() - timedelta(days=75)
    request = cases.bring_to(cases.a_request(long_ago), State.NOTIFIED, people, long_ago)
    objection = objections.an_objection(request, "a", long_ago)
    jobs.review(timezone.now())
    citizen = browse(width=360, scripts=False)
    follow(citizen, request)
    citizen.click(f"a:has-text('Keberatan {objection.number}')")
    words = citizen.inner_text("main")
    assert "belum menanggapi sampai batas waktunya" in words
    assert "Sengketa dapat Anda ajukan paling lambat" in words
    shoot(citizen, "objection-silence-360")

    with citizen.expect_download() as download:
        citizen.click("button:has-text('Berkas perkara')")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        names = archive.namelist()
    kinds = ("daftar-isi", "tanda-bukti-penerimaan", "pemberitahuan-tertulis", "informasi-yang-diberikan")
    assert all(any(kind in name for name in names) for kind in (*kinds, "tanda-bukti-penerimaan-keberatan")), names


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_everybody_can_use_every_page(browse, people, width):
    request = cases.bring_to(cases.a_request(), State.NOTIFIED, people)
    decided = objections.an_objection(request, "ag")
    atasan = cases.person(people["atasan-ppid"])
    objections.do(decided, "decide", atasan, decision=objections.upholding("ag"))
    objections.do(decided, "notify", atasan)
    waiting = objections.an_objection(request, "c")
    citizen = browse(width=width)
    citizen.goto("/keberatan/")
    assert_citizens_can_use(citizen)
    citizen.goto("/keberatan/berkala/")
    assert_citizens_can_use(citizen)
    citizen.click("button:has-text('Lanjutkan')")
    assert citizen.title().startswith("Galat: ")
    assert_citizens_can_use(citizen)
    follow(citizen, request)
    assert_citizens_can_use(citizen)
    own = f"/permohonan/lacak/keberatan/{decided.pk}/"
    others = (f"{own}tanggapi/", f"/permohonan/lacak/keberatan/{waiting.pk}/cabut/")
    for address in ("/permohonan/lacak/keberatan/baru/", own, *others):
        citizen.goto(address)
        assert_citizens_can_use(citizen)

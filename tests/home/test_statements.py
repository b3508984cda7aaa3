"""What the portal says of accessibility and privacy: what the program does, and nothing invented about the agency."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from wagtail.models import Site

from home.models import PublicStatements
from portal.core.models import AgencyIdentity
from ppid.requests import retention
from ppid.requests.asking import drafts
from ppid.requests.tracking import sessions
from tests.sitemaps import listed

pytestmark = pytest.mark.django_db
PAGES = ("/aksesibilitas/", "/privasi/")


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_periods_are_those_by_which_the_program_acts(home, monkeypatch):
    html = read("/privasi/")
    assert f"{drafts.KEPT.total_seconds() / 3600:.0f} jam, lalu dihapus" in html
    assert f"{sessions.LASTS.total_seconds() / 60:.0f} menit" in html
    assert "74 hari kerja sejak permohonan atau keberatan Anda selesai" in html
    assert (
        "30 hari kerja untuk pengajuan keberatan, ditambah 30 hari kerja untuk tanggapan atas keberatan, "
        "ditambah 14 hari kerja untuk pengajuan sengketa ke Komisi Informasi."
    ) in html
    assert "usulan" not in html and "belum ditetapkan" not in html, "that is for the staff"

    monkeypatch.setattr(retention, "terms", lambda: {"identity": {"clocks": ["C06"], "basis": "Dasar contoh"}})
    html = read("/privasi/")
    assert "30 hari kerja sejak permohonan atau keberatan Anda selesai" in html
    assert "Dasar contoh" in html


def test_every_cookie_of_the_portal_is_named(home):
    html = read("/privasi/")

    for name in ("permohonan", "keberatan", "lacak", "csrftoken", "sessionid"):
        assert f"<code>{name}</code>" in html


@pytest.mark.parametrize("address", PAGES)
def test_a_fresh_portal_says_that_no_contact_was_filled_in(home, address):
    html = read(address)
    assert "Kontak instansi belum diisi." in html
    assert "Catatan instansi" not in html

    AgencyIdentity.objects.create(site=Site.objects.get(), name="Dinas Contoh", email="ppid@contoh.invalid")
    assert "mailto:ppid@contoh.invalid" in read(address)


def test_the_agency_says_what_only_it_can_say(home):
    PublicStatements.objects.create(
        site=Site.objects.get(),
        accessibility_note="Diuji <b>bersama</b> pengguna.",
        privacy_note="JRA contoh.",
        data_protection_contact="Pejabat contoh\nsurel@contoh.invalid",
    )

    html = Client().get("/aksesibilitas/").content.decode()
    assert "Diuji &lt;b&gt;bersama&lt;/b&gt; pengguna." in html
    assert "belum dicatat di sini" not in html
    html = read("/privasi/")
    assert "JRA contoh." in html
    assert "Pejabat contoh<br>surel@contoh.invalid" in html
    assert "Kontak instansi belum diisi." not in html


def test_every_page_leads_there_and_so_does_the_sitemap(home):
    html = read("/")
    for address in PAGES:
        assert f'href="{address}"' in html
        assert f"http://testserver{address}" in listed()
        assert Client().post(address).status_code == 405


def test_the_agency_writes_it_in_the_admin(home, as_):
    address = f"/admin/settings/home/publicstatements/{Site.objects.get().pk}/"

    assert as_("pelaksana").get(address).status_code == 302
    as_("superuser").post(address, {"privacy_note": "JRA contoh."})

    assert "JRA contoh." in read("/privasi/")

"""The account of the year on phone and desk: statistics, the report for everybody, and the PPID who publishes it."""

from __future__ import annotations

import pytest

from ppid.requests.models import AnnualReport
from tests.conftest import make_official
from tests.ppid.requests.account import year

from .conftest import shoot
from .test_deadline_calculator import assert_citizens_can_use

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TARGETS = ".button, .tag, .link-list a"
LONG = (
    "Layanan informasi publik mengikuti prosedur yang ditetapkan pimpinan.\n\n"
    "Permohonan diterima di meja layanan, lewat situs, surel, dan pos."
)


@pytest.fixture
def counted(house, monkeypatch):
    """A year that is over, with enough cases to see something."""
    monkeypatch.setattr(year, "REQUESTS", 400)
    monkeypatch.setattr(year, "OBJECTIONS", 40)
    monkeypatch.setattr(year, "DISPUTES", 6)
    make_official("ppid", "ppid")
    year.Maker().make()
    return AnnualReport.objects.create(year=2025, **dict.fromkeys(AnnualReport.TEXTS, LONG))


@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_reads_the_statistics(browse, counted, width):
    citizen = browse(width=width)
    citizen.goto(f"/ppid/statistik/{year.YEAR}/")
    assert_citizens_can_use(citizen, TARGETS)
    shoot(citizen, f"account-statistics-{width}")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_ppid_publishes_and_everybody_reads(browse, counted, width):
    ppid = browse("ppid", width=width)
    ppid.goto("/admin/permohonan/laporan-layanan/")
    ppid.goto(f"/admin/permohonan/laporan-layanan/edit/{counted.pk}/")
    ppid.fill("[name=follow_up]", "Menambah petugas pada jam ramai.")
    ppid.click("button[type=submit]:has-text('Simpan')")
    ppid.wait_for_url("**/inspect/*/")
    assert_citizens_can_use(ppid, TARGETS)
    shoot(ppid, f"account-review-{width}")
    ppid.click("button:has-text('Umumkan dan tanda tangani')")
    assert "sudah diumumkan" in ppid.inner_text("[role=status]")
    citizen = browse(width=width, scripts=False)
    citizen.goto("/ppid/laporan-layanan/")
    citizen.click("a:has-text('Tahun 2025')")
    assert "Menambah petugas pada jam ramai." in citizen.inner_text("main")
    reader = browse(width=width)
    for address in ("/ppid/laporan-layanan/", "/ppid/laporan-layanan/2025/"):
        reader.goto(address)
        assert_citizens_can_use(reader, TARGETS)
    shoot(reader, f"account-report-{width}")

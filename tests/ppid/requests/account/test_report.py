"""The annual report: written by the PPID, frozen when he publishes it, the same on page, paper and spreadsheet."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from wagtail.models import ModelLogEntry, Site

from portal.core.models import AgencyIdentity
from portal.core.refusal import Refusal
from ppid.requests.account import paper
from ppid.requests.account.office import StandsAsPublished
from ppid.requests.models import AnnualReport
from tests.conftest import make_official
from tests.sop.test_holes import EVERYBODY

from .. import cases

pytestmark = pytest.mark.django_db

PUBLIC = "/ppid/laporan-layanan/"
OF_YEAR = f"{PUBLIC}2026/"
DOWNLOADS = (f"{OF_YEAR}laporan.pdf", f"{OF_YEAR}data.csv")
NEW = "/admin/permohonan/laporan-layanan/new/"
TEXTS = {name: f"Uraian {number}." for number, name in enumerate(AnnualReport.TEXTS, start=1)}
MARCH = cases.at("2027-03-10")


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(MARCH, tick=False):
        yield


@pytest.fixture
def people(people):
    people["atasan"] = make_official("atasan", "atasan-ppid")
    return people


@pytest.fixture
def year(home, people):
    """A request that was answered in time, and one that never was."""
    cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", people, cases.at("2026-03-04"))
    return cases.a_request(cases.at("2026-03-02"))


@pytest.fixture
def draft(year) -> AnnualReport:
    return AnnualReport.objects.create(year=2026, **TEXTS)


def review(report: AnnualReport) -> str:
    return reverse("annual_reports:inspect", args=[report.pk])


def read(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return " ".join(_text(response.content).split())


def _text(content: bytes) -> str:
    """What a person reads of it."""
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return BeautifulSoup(content, "html.parser").get_text(" ") if content.startswith(b"<") else content.decode()


def test_the_ppid_writes_reads_and_publishes(as_, year):
    ppid = as_("ppid")
    response = ppid.post(NEW, {"year": "2026", **TEXTS})
    report = AnnualReport.objects.get()
    assert response.url == review(report)
    page = " ".join(ppid.get(review(report)).content.decode().split())
    assert "Uraian 1." in page and "<td>2 hari kerja</td>" in page and "Umumkan dan tanda tangani" in page
    assert not ModelLogEntry.objects.filter(action="wagtail.publish").exists()
    ppid.post(review(report))
    report.refresh_from_db()
    assert report.published_at == MARCH and report.figures["requests"]["received"] == 2
    entry = ModelLogEntry.objects.get(action="wagtail.publish", object_id=str(report.pk))
    assert (entry.user.username, entry.data["office"]) == ("ppid", "PPID")


def test_a_new_report_is_about_the_year_before(as_, people):
    assert 'value="2026"' in as_("ppid").get(NEW).content.decode()


def test_nothing_of_a_draft_is_public(client, draft):
    for address in (OF_YEAR, *DOWNLOADS):
        assert client.get(address).status_code == 404
    assert "Belum ada laporan" in read(PUBLIC) and "2026" not in read(PUBLIC)


def test_what_is_published_has_the_six_parts_in_their_order(as_, draft):
    as_("ppid").post(review(draft))
    for text in (read(OF_YEAR), read(DOWNLOADS[0])):
        places = [
            text.index(words)
            for words in (
                *("a. Gambaran umum kebijakan", "Uraian 1.", "b. Gambaran umum pelaksanaan", "Uraian 2.", "Uraian 4."),
                *("c. Rincian pelayanan", "Jumlah permohonan", "d. Rincian penyelesaian sengketa", "Jumlah keberatan"),
                *("e. Kendala", "Uraian 5.", "f. Rekomendasi", "Uraian 7.", "Contoh ppid"),
            )
        ]
        assert places == sorted(places)
    assert f'href="{OF_YEAR}"' in Client().get(PUBLIC).content.decode()
    assert f'href="{OF_YEAR}"' in Client().get("/ppid/statistik/2026/").content.decode()


def test_the_paper_is_for_archives_and_for_readers(as_, draft):
    as_("ppid").post(review(draft))
    with pikepdf.open(BytesIO(Client().get(DOWNLOADS[0]).content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root and str(pdf.Root.Lang).startswith("id")
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
        assert meta["dc:title"] == "Laporan layanan informasi publik tahun 2026"


def test_figures_stay_as_they_were_when_it_was_published(as_, draft, people):
    as_("ppid").post(review(draft))
    before = [read(address) for address in (OF_YEAR, *DOWNLOADS)]
    cases.a_request(cases.at("2026-12-30"))
    with time_machine.travel(cases.at("2027-06-01"), tick=False):
        assert [read(address) for address in (OF_YEAR, *DOWNLOADS)] == before
        assert "3 permohonan diterima" in read("/ppid/statistik/2026/")


def test_the_threshold_of_that_day_stays_too(as_, draft, settings):
    as_("ppid").post(review(draft))
    before = read(OF_YEAR)
    settings.PORTAL_ACCOUNT_SMALLEST_GROUP = 1
    assert read(OF_YEAR) == before


def test_what_is_published_can_be_neither_changed_nor_deleted(as_, draft):
    ppid = as_("ppid")
    ppid.post(review(draft))
    for name in ("edit", "delete"):
        address = reverse(f"annual_reports:{name}", args=[draft.pk])
        for response in (ppid.get(address), ppid.post(address, {"year": "2026", **TEXTS, "policy": "Lain"})):
            assert response.url == review(draft)
    ppid.post(review(draft))
    kept = AnnualReport.objects.get()
    assert kept.policy == "Uraian 1."
    kept.policy = "Lain"
    with pytest.raises(Refusal):
        kept.save()
    with pytest.raises(Refusal):
        kept.delete()
    assert ModelLogEntry.objects.filter(action="wagtail.publish").count() == 1


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_published_while_somebody_still_writes_it_is_told_in_words_and_stays(as_, draft, monkeypatch, name):
    """Between the view's own look at it and his button, somebody else published."""
    ppid = as_("ppid")
    ppid.post(review(draft))

    def looks_at_nothing(view, *args, **kwargs):
        return super(StandsAsPublished, view).dispatch(*args, **kwargs)

    monkeypatch.setattr(StandsAsPublished, "dispatch", looks_at_nothing)
    address = reverse(f"annual_reports:{name}", args=[draft.pk])
    answer = ppid.post(address, {"year": "2026", **TEXTS, "policy": "Lain"})
    monkeypatch.undo()

    assert answer.status_code == 302
    assert "sudah diumumkan, jadi tidak dapat diubah" in ppid.get(review(draft)).content.decode()
    kept = AnnualReport.objects.get()
    assert (kept.policy, kept.is_published) == ("Uraian 1.", True)


def test_a_draft_can_be_thrown_away(as_, draft):
    as_("ppid").post(reverse("annual_reports:delete", args=[draft.pk]))
    assert not AnnualReport.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"year": 2027}, "Tahun 2027 belum berakhir"),
        ({"inner_obstacles": "  "}, "Bagian ini masih kosong: e2. Kendala internal."),
        ({"policy": "", "budget": ""}, "a. Gambaran umum kebijakan layanan; b3. Anggaran"),
    ],
)
def test_why_it_cannot_be_published_is_said_before_and_kept(as_, draft, changes, why):
    AnnualReport.objects.update(**changes)
    page = as_("ppid").get(review(draft)).content.decode()
    assert why in page and "Umumkan dan tanda tangani" not in page
    as_("ppid").post(review(draft))
    draft.refresh_from_db()
    assert not draft.is_published and draft.figures is None


@pytest.mark.parametrize("who", [*EVERYBODY, "atasan", "anonymous"])
def test_nobody_else_writes_reads_drafts_or_publishes(as_, client, draft, who):
    browser = client if who == "anonymous" else as_(who)
    named = [reverse(f"annual_reports:{name}", args=[draft.pk]) for name in ("edit", "delete", "inspect")]
    index = reverse("annual_reports:index")
    told = [browser.get(address) for address in (index, NEW, *named)]
    assert all((response.status_code == 200) == (who == "ppid") for response in told)
    if who == "ppid":
        return
    browser.post(NEW, {"year": "2025", **TEXTS})
    for address in named:
        browser.post(address, {"year": "2026", **TEXTS, "policy": "Lain"})
    kept = AnnualReport.objects.get()
    assert (kept.policy, kept.is_published) == ("Uraian 1.", False)
    assert "Laporan layanan" not in browser.get("/admin/", follow=True).content.decode()


def test_whoever_stands_in_for_the_ppid_signs_as_such(as_, draft, people):
    from portal.officials.models import Appointment, Official, Position

    official = Official.objects.create(
        name="Contoh Pengganti", user=people["kabag"], employee_number="198001012005011001"
    )
    Appointment.objects.create(
        official=official,
        position=Position.objects.get(code="ppid"),
        kind=Appointment.Kind.PLH,
        valid_from="2027-03-01",
        valid_to="2027-03-31",
        decree_number="1/2027",
        decree_date="2027-02-27",
    )
    as_("kabag").post(review(draft))
    draft.refresh_from_db()
    assert draft.is_published
    for address in (OF_YEAR, DOWNLOADS[0]):
        text = read(address)
        assert "Plh. PPID" in text and "Contoh Pengganti" in text and "198001012005011001" not in text


def test_what_was_typed_stays_text(as_, draft):
    hostile = '<script>alert(1)</script> #eval("1") $x$ \\ =1+1'
    AnnualReport.objects.update(**dict.fromkeys(AnnualReport.TEXTS, hostile))
    as_("ppid").post(review(draft))
    assert b"<script>" not in Client().get(OF_YEAR).content
    assert '#eval("1")' in read(DOWNLOADS[0])
    assert "eval" not in read(DOWNLOADS[1])


def test_the_paper_is_made_once_for_all_readers_and_anew_for_another_name(as_, client, draft, monkeypatch):
    made, real = [], paper.render_pdf
    monkeypatch.setattr(paper, "render_pdf", lambda *args, **more: made.append(args) or real(*args, **more))
    as_("ppid").post(review(draft))
    address = reverse("account_report_pdf", args=[draft.year])
    first = client.get(address).content
    assert first.startswith(b"%PDF") and client.get(address).content == first and len(made) == 1
    identity, _ = AgencyIdentity.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    identity.name = "Nama Lain Contoh"
    identity.save()
    assert client.get(address).content != first and len(made) == 2

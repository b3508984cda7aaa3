"""The public face of the tree: landing page, sections, lists by item of the law, and one page of information."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from ppid.information import items
from ppid.information.models import Category, InformationDocument, InformationIndexPage, InformationPage, SectionPage
from ppid.requests.models import AnnualReport
from ppid.survey.models import SurveyResult

from . import catalogue_pages
from .catalogue_pages import make_page

LIGHT = 12_000


def soup(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def compressed(client, address: str) -> int:
    return len(gzip.compress(client.get(address).content))


def queries(client, address: str, *, warm: bool = True) -> int:
    client.get(address)
    if not warm:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def make_section(ppid, title: str, *pages: str, live: bool = True) -> SectionPage:
    section = ppid.add_child(instance=SectionPage(title=title))
    for name in pages:
        section.add_child(instance=StandardPage(title=name, body=[("paragraph", "Isi.")], live=live))
    return section


def make_details(index) -> InformationIndexPage:
    page = InformationIndexPage(title="Dokumen pengadaan", category=Category.PERIODIC, legal_item="B12")
    return index.add_child(instance=page)


def add_file(page: InformationPage, title: str, **fields) -> InformationDocument:
    """A document with its size on record, as an upload has it."""
    row = catalogue_pages.add_file(page, title, **fields)
    row.document.get_file_size()
    return row


def groups_of(page: BeautifulSoup) -> dict[str, str]:
    """The text under each item's heading."""
    return {
        section.h2.get_text(): " ".join(
            part.get_text(" ", strip=True) for part in section.find_all(recursive=False)[1:]
        )
        for section in page.select("section.item")
    }


def missing_in(page: BeautifulSoup) -> list[str]:
    return [entry.get_text() for entry in page.select("#belum-tersedia li")]


# --- landing page and sections ---------------------------------------------------------------------------------------


def test_the_landing_page_leads_to_every_service_and_every_kind_of_information(client, ppid):
    page = soup(client, "/ppid/")

    assert page.h1.get_text() == "Informasi publik (PPID)"
    assert "Pejabat Pengelola Informasi dan Dokumentasi" in page.select_one(".lead").get_text()
    assert page.select_one(".main-menu a[href='/ppid/']").get_text() == "PPID"
    links = {link["href"]: link.get_text() for link in page.select(".link-list a, main .task a")}
    assert links == {
        "/permohonan/": "Minta informasi",
        "/permohonan/lacak/": "Lacak permohonan",
        "/keberatan/": "Ajukan keberatan",
        "/ppid/informasi-berkala/": "Informasi berkala",
        "/ppid/informasi-serta-merta/": "Informasi serta-merta",
        "/ppid/informasi-setiap-saat/": "Informasi setiap saat",
        "/ppid/daftar-informasi-publik/": "Daftar informasi publik",
        "/ppid/informasi-dikecualikan/": "Informasi yang dikecualikan",
        "/ppid/statistik/": "Statistik layanan",
        "/ppid/laporan-layanan/": "Laporan layanan informasi publik",
    }
    assert "paling sedikit setiap enam bulan" in page.get_text()
    assert "tanpa penundaan" in page.get_text()


def test_it_leads_to_live_pages_of_text_and_names_no_draft(client, ppid):
    section = make_section(ppid, "Standar layanan", "Maklumat")
    section.add_child(instance=StandardPage(title="Naskah rahasia", live=False))
    make_section(ppid, "Bagian kosong", "Naskah lain", live=False)

    page = soup(client, "/ppid/")

    assert page.find("a", href="/ppid/standar-layanan/maklumat/").get_text() == "Maklumat"
    text = page.get_text()
    assert "Standar layanan" in text
    for unseen in ("Naskah rahasia", "Naskah lain", "Bagian kosong"):
        assert unseen not in text


def test_a_section_lists_its_live_pages_and_says_when_there_are_none(client, ppid):
    section = make_section(ppid, "Standar layanan", "Maklumat", "Standar keberatan")
    section.add_child(instance=StandardPage(title="Naskah rahasia", live=False))
    make_section(ppid, "Laporan")

    links = [link.get_text() for link in soup(client, "/ppid/standar-layanan/").select(".link-list a")]
    assert links == ["Maklumat", "Standar keberatan"]
    empty = soup(client, "/ppid/laporan/").main
    assert "Bagian ini belum berisi. Anda dapat meminta informasinya." in empty.get_text()
    assert empty.p.a["href"] == "/permohonan/"


def test_who_has_read_how_to_ask_is_led_to_asking(client, ppid):
    section = ppid.add_child(instance=SectionPage(title="Tata cara"))
    section.add_child(instance=StandardPage(title="Cara meminta", legal_item="S14"))
    section.add_child(instance=StandardPage(title="Biaya", legal_item="S17"))

    ways = [link["href"] for link in soup(client, "/ppid/tata-cara/cara-meminta/").select("main .task a")]

    assert ways == ["/permohonan/", "/permohonan/lacak/", "/keberatan/"]
    assert not soup(client, "/ppid/tata-cara/biaya/").select("main .task")


def test_what_the_ppid_writes_on_the_landing_page_is_shown(client, ppid):
    ppid.body = [("paragraph", "<p>Meja layanan buka setiap hari kerja.</p>")]
    ppid.save()

    assert "Meja layanan buka" in soup(client, "/ppid/").get_text()


def test_the_landing_page_takes_the_same_queries_for_1_and_50_pages(client, ppid):
    make_section(ppid, "Satu", "Halaman")
    few = queries(client, "/ppid/")
    for number in range(5):
        make_section(ppid, f"Bagian {number}", *(f"Halaman {number} {page}" for page in range(10)))

    assert queries(client, "/ppid/") == few <= 10
    assert compressed(client, "/ppid/") <= LIGHT


# --- lists ---------------------------------------------------------------------------------------------------------


def test_items_stand_in_the_order_of_the_law_and_what_is_missing_is_gathered_at_the_end(client, periodic):
    make_page(periodic, 1, "Ringkasan laporan keuangan 2025", legal_item="B06")
    make_page(periodic, 2, "Ringkasan kinerja 2025", legal_item="B05")

    page = soup(client, "/ppid/informasi-berkala/")

    assert list(groups_of(page)) == ["Ringkasan kinerja", "Ringkasan laporan keuangan", "Belum tersedia (16)"]
    missing = [item.title for item in items.items_of("periodic") if item.code not in ("B05", "B06")]
    assert missing_in(page) == missing
    assert [link["href"] for link in page.select("#belum-tersedia a")] == ["/permohonan/"]


def test_nothing_is_called_missing_where_everything_is_there(client, periodic):
    for number, item in enumerate(items.items_of("periodic"), start=1):
        make_page(periodic, number, f"Laporan {number}", legal_item=item.code)

    page = soup(client, "/ppid/informasi-berkala/")

    assert list(groups_of(page)) == [item.title for item in items.items_of("periodic")]
    assert "Belum tersedia" not in page.get_text()


def test_what_stands_elsewhere_on_the_site_is_not_called_missing(client, ppid, anytime):
    page = soup(client, "/ppid/informasi-setiap-saat/")

    assert groups_of(page)["Daftar informasi publik"] == "Daftar informasi publik"
    assert page.select_one("section.item a")["href"] == "/ppid/daftar-informasi-publik/"
    assert "Daftar informasi publik" not in missing_in(page)
    chosen = soup(client, "/ppid/informasi-setiap-saat/?butir=A01")
    assert chosen.select_one("main .link-list a")["href"] == "/ppid/daftar-informasi-publik/"
    assert "Belum tersedia" not in chosen.get_text()


def test_pages_of_text_serve_their_items_while_everybody_may_read_them(client, ppid, periodic):
    section = ppid.add_child(instance=SectionPage(title="Tata cara"))
    for title, code, live in (("Sengketa", "S16", True), ("Cara meminta", "S14", True), ("Biaya", "S17", False)):
        section.add_child(instance=StandardPage(title=title, legal_item=code, live=live))

    def procedures() -> str | None:
        return groups_of(soup(client, "/ppid/informasi-berkala/")).get("Prosedur memperoleh informasi publik")

    assert procedures() == "Cara meminta Sengketa"
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert procedures() is None


def test_results_and_reports_serve_their_items_once_they_are_published(client, periodic, anytime):
    survey, access = "Hasil survei kepuasan masyarakat", "Ringkasan laporan akses informasi publik"
    result = SurveyResult.objects.create(year=2025, counted_to=dt.date(2025, 12, 31))
    report = AnnualReport.objects.create(year=2025, **dict.fromkeys(AnnualReport.TEXTS, "Uraian."))
    assert {survey, access} <= set(missing_in(soup(client, "/ppid/informasi-berkala/")))

    SurveyResult.objects.filter(pk=result.pk).update(published=True)
    AnnualReport.objects.filter(pk=report.pk).update(
        published_at=timezone.now(), figures={}, smallest_group=5, signature={}
    )
    cache.clear()

    page = soup(client, "/ppid/informasi-berkala/")
    assert not {survey, access} & set(missing_in(page))
    assert {"/survei/hasil/", "/ppid/laporan-layanan/"} == {a["href"] for a in page.select("main .link-list a")}
    assert "/ppid/laporan-layanan/" in {
        a["href"] for a in soup(client, "/ppid/informasi-setiap-saat/").select("main .link-list a")
    }


def test_a_list_of_details_without_any_is_missing(client, periodic):
    make_details(periodic)

    assert "Pengadaan barang dan jasa" in missing_in(soup(client, "/ppid/informasi-berkala/"))


def test_an_entry_tells_summary_formats_and_last_update(client, anytime):
    make_page(
        anytime,
        1,
        "Daftar perjanjian",
        legal_item="A04",
        category=Category.ANYTIME,
        last_published_at=dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC),
    )

    entry = groups_of(soup(client, "/ppid/informasi-setiap-saat/"))["Perjanjian dengan pihak ketiga"]

    assert entry == "Daftar perjanjian Ringkasan nomor 1. Diperbarui 21 November 2026 · PDF, Cetak"


def test_a_draft_is_as_missing_as_nothing(client, periodic):
    make_page(periodic, None, "Naskah rahasia", legal_item="B05", live=False, first_published_at=None)

    assert "Naskah rahasia" not in soup(client, "/ppid/informasi-berkala/").get_text()
    assert "Naskah rahasia" not in soup(client, "/ppid/informasi-berkala/?butir=B05").get_text()


def test_three_newest_of_an_item_stand_in_the_list_and_all_of_them_behind_a_link(client, periodic):
    now = timezone.now()
    for number in range(25):
        make_page(
            periodic,
            number + 1,
            f"LRA {number:02}",
            legal_item="B06",
            last_published_at=now - dt.timedelta(days=number),
        )

    page = soup(client, "/ppid/informasi-berkala/")
    assert [link.get_text() for link in page.select(".link-list a")] == ["LRA 00", "LRA 01", "LRA 02"]
    more = page.find("a", href="?butir=B06")
    assert more.get_text() == "Semua 25 informasi: Ringkasan laporan keuangan"

    first = soup(client, "/ppid/informasi-berkala/?butir=B06")
    second = soup(client, "/ppid/informasi-berkala/?butir=B06&halaman=2")
    assert [link.get_text() for link in first.select(".link-list a")] == [f"LRA {n:02}" for n in range(20)]
    assert [link.get_text() for link in second.select(".link-list a")] == [f"LRA {n:02}" for n in range(20, 25)]
    assert first.h2.get_text() == "Ringkasan laporan keuangan"
    assert second.select_one('link[rel="canonical"]')["href"].endswith("/ppid/informasi-berkala/?butir=B06&halaman=2")


def test_what_the_law_does_not_name_stands_last(client, periodic):
    make_page(periodic, 1, "Kalender kegiatan")
    make_page(periodic, 2, "Butir asing", legal_item="Z9")

    groups = groups_of(soup(client, "/ppid/informasi-berkala/"))

    assert list(groups) == ["Informasi lain", "Belum tersedia (18)"]
    assert "Kalender kegiatan" in groups["Informasi lain"]
    assert "Butir asing" in groups["Informasi lain"]
    assert "Kalender" in soup(client, "/ppid/informasi-berkala/?butir=lain").get_text()


def test_the_procurement_documents_have_a_list_of_their_own_under_their_item(client, periodic):
    details = make_details(periodic)
    make_page(details, 1, "Kontrak gedung", legal_item="P20")

    groups = groups_of(soup(client, "/ppid/informasi-berkala/"))
    assert groups["Pengadaan barang dan jasa"] == "Dokumen pengadaan"
    assert "Kontrak gedung" not in str(groups)

    parts = groups_of(soup(client, "/ppid/informasi-berkala/dokumen-pengadaan/"))
    assert list(parts) == ["Kontrak dan perubahannya", "Belum tersedia (29)"]
    assert "Kontrak gedung" in parts["Kontrak dan perubahannya"]


@pytest.mark.parametrize("query", ["butir=", "butir=Z9", "butir=%00", "butir=" + "B" * 5000, "butir=A01", "halaman=x"])
def test_an_item_that_is_none_of_the_list_is_ignored(client, periodic, query):
    assert len(missing_in(soup(client, f"/ppid/informasi-berkala/?{query}"))) == 18


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 5000, "%00"])
def test_a_page_that_does_not_exist_is_no_error(client, periodic, page):
    assert "Belum tersedia" in soup(client, f"/ppid/informasi-berkala/?butir=B01&halaman={page}").get_text()


def test_lists_take_the_same_queries_for_few_and_many_pages_and_stay_light(client, periodic):
    def taken() -> list[int]:
        return [queries(client, f"/ppid/informasi-berkala/{query}") for query in ("", "?butir=B05", "?butir=lain")]

    def fill(numbers: range) -> None:
        for number in numbers:
            item = ("", *(item.code for item in items.items_of("periodic")))[number % 19]
            make_page(
                periodic,
                number,
                f"Laporan nomor {number} tentang kegiatan {hash(str(number))}",
                legal_item=item,
                summary=" ".join(f"kata{hash((number, word)) % 9973}" for word in range(100)),
                last_published_at=timezone.now(),
            )

    fill(range(1, 20))
    few = taken()
    fill(range(20, 80))

    assert taken() == few
    assert max(few) <= 10
    assert queries(client, "/ppid/informasi-setiap-saat/") <= 10
    assert compressed(client, "/ppid/informasi-berkala/") <= LIGHT


# --- one page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def report(periodic) -> InformationPage:
    page = make_page(
        periodic,
        7,
        "Laporan realisasi anggaran",
        legal_item="B06",
        period_start=dt.date(2026, 1, 1),
        period_end=dt.date(2026, 6, 30),
        last_published_at=dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC),
        guidance="Petunjuk bagi penyunting.",
    )
    page.tags.add("anggaran")
    page.save()
    return page


def test_the_seven_columns_of_the_catalogue_stand_on_the_page(client, report):
    facts = soup(client, report.url).select_one("dl.facts")
    told = dict(
        zip((dt_.get_text() for dt_ in facts("dt")), (dd.get_text(" ", strip=True) for dd in facts("dd")), strict=True)
    )

    assert told == {
        "Nomor": "7",
        "Ringkasan isi informasi": "Ringkasan nomor 7.",
        "Pejabat/unit yang menguasai informasi": "Bidang Pencegahan Penyakit",
        "Penanggung jawab pembuatan atau penerbitan": "Kepala Bidang",
        "Waktu dan tempat pembuatan": "14 Maret 2026 , Samarinda",
        "Format informasi yang tersedia": "PDF, Cetak",
        "Jangka waktu penyimpanan atau retensi arsip": "5 tahun",
        "Masa yang dicakup": "1 Januari 2026 sampai 30 Juni 2026",
    }


def test_the_page_tells_kind_update_and_tags_and_keeps_guidance_to_itself(client, report):
    page = soup(client, report.url)

    assert page.select_one(".byline").get_text(" ", strip=True) == (
        "Informasi berkala Terakhir diperbarui 21 November 2026"
    )
    assert page.select_one("a.tag[href^='/cari/']")["href"] == "/cari/?q=anggaran"
    assert page.select_one("a.tag[href^='/cari/']").get_text() == "anggaran"
    assert page.select_one('meta[name="description"]')["content"] == "Ringkasan nomor 7."
    assert "Petunjuk bagi penyunting" not in str(page)


def test_a_file_is_told_with_kind_size_year_language_and_checksum(client, report):
    file = add_file(report, "Laporan semester I", year=2026)

    row = soup(client, report.url).select_one("li.document")

    assert row.a["href"] == file.document.url
    assert row.select_one(".document__meta").get_text() == "PDF, 1\xa0KB, tahun 2026, bahasa Indonesia"
    assert row.summary.get_text() == "Periksa keaslian berkas: Laporan semester I"
    assert row.code.get_text() == file.document.sha256
    assert len(file.document.sha256) == 64


def test_an_older_version_is_listed_apart(client, report):
    add_file(report, "Laporan baru")
    add_file(report, "Laporan lama", replaced_on=dt.date(2026, 10, 1))

    page = soup(client, report.url)

    old = page.select_one("section.documents > details")
    assert old.summary.get_text() == "Versi lama (1)"
    assert "Laporan lama" in old.get_text()
    assert "diganti 1 Oktober 2026" in old.get_text()
    assert "Laporan lama" not in page.select_one("section.documents > ul").get_text()


def test_search_engines_get_a_dataset(client, report):
    file = add_file(report, "Laporan semester I", year=2026)
    add_file(report, "Laporan lama", replaced_on=dt.date(2026, 10, 1))

    data = json.loads(soup(client, report.url).find("script", type="application/ld+json").string)

    assert data["@type"] == "Dataset"
    assert (data["name"], data["description"]) == ("Laporan realisasi anggaran", "Ringkasan nomor 7.")
    assert data["identifier"] == "7"
    assert data["dateModified"] == "2026-11-21T07:30:00+08:00"
    assert data["temporalCoverage"] == "2026-01-01/2026-06-30"
    assert data["keywords"] == ["anggaran"]
    assert data["distribution"] == [
        {
            "@type": "DataDownload",
            "name": "Laporan semester I",
            "contentUrl": f"http://testserver{file.document.url}",
            "encodingFormat": "application/pdf",
            "contentSize": str(file.document.file_size),
            "sha256": file.document.sha256,
            "inLanguage": "id",
        }
    ]


def test_an_open_period_and_nothing_at_all_are_told_as_they_are(client, periodic):
    page = make_page(periodic, 1, period_start=dt.date(2026, 1, 1))
    assert "mulai 1 Januari 2026" in soup(client, page.url).get_text(" ", strip=True)
    data = json.loads(soup(client, page.url).find("script", type="application/ld+json").string)
    assert data["temporalCoverage"] == "2026-01-01/.."

    bare = make_page(periodic, 2)
    assert "Masa yang dicakup" not in soup(client, bare.url).get_text()
    assert soup(client, bare.url).select_one("section.documents") is None


def test_a_title_cannot_end_the_data_block(client, periodic):
    page = make_page(periodic, 1, "</script><script>alert(1)</script>", slug="jahat")

    assert "<script>alert(1)" not in client.get(page.url).content.decode()
    assert json.loads(soup(client, page.url).find("script").string)["name"] == page.title


def test_a_page_takes_the_same_queries_with_1_and_50_files_and_stays_light(client, report):
    def taken() -> list[int]:
        return [queries(client, report.url, warm=warm) for warm in (True, False)]

    document = add_file(report, "Berkas 0").document
    few = taken()
    for number in range(1, 50):
        replaced_on = dt.date(2026, 1, 1) if number % 2 else None
        row = InformationDocument(page=report, document=document, title=f"Berkas {number}", replaced_on=replaced_on)
        row.save()
    report.tags.add(*(f"kata{number}" for number in range(20)))
    report.save()

    assert taken() == few
    assert few[0] <= 8
    assert compressed(client, report.url) <= LIGHT

"""The catalogue's table: columns, search, filters, order, pages; whatever is asked."""

from __future__ import annotations

import datetime as dt
import gzip
import random
import re
from itertools import product

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from ppid.information.catalogue.listing import PER_PAGE
from ppid.information.models import InformationPage
from tests.load.information import fill

from .catalogue_pages import add_file, make_page, make_unit

ADDRESS = "/ppid/daftar-informasi-publik/"
NAMES = ("q", "kategori", "unit", "tahun", "format", "urut", "halaman")
HOSTILE = {
    "NUL": "\0",
    "huge number": "9" * 5000,
    "minus": "-1",
    "fraction": "1e309",
    "quotes": '"; DROP TABLE x; --',
    "percent": "%_\\",
    "mark-up": "<script>alert(1)</script>",
    "surrogate": b"\xed\xa0\x80",
    "not UTF-8": b"\xff\xfe",
    "novel": "kata " * 2000,
    "one long word": "a" * 10_000,
    "emoji": "🎉",
}


def get(client, **asked):
    return client.get(ADDRESS, asked)


def titles(response) -> list[str]:
    return [row["title"] for row in response.context["rows"]]


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def three(catalogue, periodic, anytime):
    """Three pages that differ in all by which a reader may ask."""
    other = make_unit("sdk", "Bidang Sumber Daya Kesehatan")
    return [
        make_page(periodic, 2, "Zat gizi balita", made_on=dt.date(2025, 1, 31), formats="pdf"),
        make_page(anytime, 1, "Anggaran dinas", unit=other, formats="xlsx csv"),
        make_page(periodic, 3, "Malaria", summary="Kasus per kabupaten.", formats="cetak"),
    ]


# --- what it shows --------------------------------------------------------------------------------------------


def test_a_row_has_the_seven_columns_its_kind_and_its_files(client, catalogue, periodic):
    page = make_page(periodic, 7, "Profil kesehatan", summary="Gambaran setahun.")
    add_file(page, "Profil 2025")
    add_file(page, "Profil 2024", replaced_on=dt.date(2026, 1, 2))
    response = get(client)

    assert response.context["rows"] == [
        {
            "number": 7,
            "title": "Profil kesehatan",
            "summary": "Gambaran setahun.",
            "unit": "Bidang Pencegahan Penyakit",
            "responsible": "Kepala Bidang",
            "made_on": dt.date(2026, 3, 14),
            "made_at": "Samarinda",
            "formats": "PDF, Cetak",
            "retention": "5 tahun",
            "category": "Informasi berkala",
            "address": page.url,
            "documents": [{"title": "Profil 2025", "address": page.documents.first().document.url}],
        }
    ]
    shown = text_of(response)
    for told in (
        "Nomor Ringkasan isi informasi Pejabat/unit yang menguasai Penanggung jawab Waktu dan tempat pembuatan Format "
        "Retensi Kategori Unduh",
        "7 Profil kesehatan Gambaran setahun. Bidang Pencegahan Penyakit Kepala Bidang 14 Maret 2026 , Samarinda "
        "PDF, Cetak 5 tahun Informasi berkala PDF : Profil 2025",
    ):
        assert told in shown
    assert f'<a class="cards__title" href="{page.url}">' in response.content.decode()


def test_only_what_everybody_may_read_is_listed(client, catalogue, periodic, anytime):
    make_page(periodic, 1, "Terbuka")
    make_page(periodic, 2, "Naskah", live=False)
    make_page(anytime, 3, "Tertutup")
    PageViewRestriction.objects.create(page=anytime, restriction_type=PageViewRestriction.LOGIN)

    assert titles(get(client)) == ["Terbuka"]


def test_a_row_with_gaps_is_still_a_row(client, catalogue, periodic):
    """A unit that is gone, or a row from before its columns were asked for."""
    make_page(periodic, 1, "Berlubang")
    InformationPage.objects.update(unit=None, made_on=None, made_at="", formats="", number=None, retention="")

    assert "– Berlubang Ringkasan nomor 1. – Kepala Bidang – – – Informasi berkala –" in text_of(get(client))
    for kind in ("csv", "json", "xlsx"):
        assert client.get(f"{ADDRESS}{kind}/").status_code == 200


def test_an_empty_catalogue_says_so(client, catalogue):
    assert "Belum ada informasi dalam daftar ini" in text_of(get(client))


def test_it_is_a_table_whose_cells_name_their_column_where_its_head_is_not_seen(client, catalogue, three):
    html = get(client).content.decode()

    assert html.count('<th scope="col"') == 9
    assert html.count(" data-label=") == 9 * len(three)
    assert html.count("<script") == html.count('<script type="application/ld+json">')


# --- what is asked --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Anggaran dinas", "Zat gizi balita", "Malaria"]),
        ({"q": "gizi"}, ["Zat gizi balita"]),
        ({"q": "GIZI zat"}, ["Zat gizi balita"]),
        ({"q": "kabupaten"}, ["Malaria"]),
        ({"q": "sumber daya"}, ["Anggaran dinas"]),
        ({"q": "3"}, ["Malaria"]),
        ({"q": "gizi malaria"}, []),
        ({"kategori": "berkala"}, ["Zat gizi balita", "Malaria"]),
        ({"kategori": "setiap-saat"}, ["Anggaran dinas"]),
        ({"kategori": "serta-merta"}, []),
        ({"unit": "sdk"}, ["Anggaran dinas"]),
        ({"unit": "tidak-ada"}, []),
        ({"tahun": "2025"}, ["Zat gizi balita"]),
        ({"tahun": "1999"}, []),
        ({"format": "csv"}, ["Anggaran dinas"]),
        ({"format": "pdf", "tahun": "2025"}, ["Zat gizi balita"]),
        ({"format": "pdf", "tahun": "2026"}, []),
        ({"format": "video"}, []),
        ({"urut": "judul"}, ["Anggaran dinas", "Malaria", "Zat gizi balita"]),
        ({"urut": "terbaru"}, ["Malaria", "Anggaran dinas", "Zat gizi balita"]),
        ({"kategori": "entah", "format": "exe", "tahun": "20x6", "urut": "acak", "halaman": "x"}, None),
    ],
)
def test_filters_words_and_order(client, three, asked, found):
    """What makes no sense is ignored (None: the whole list)."""
    whole = ["Anggaran dinas", "Zat gizi balita", "Malaria"]

    assert titles(get(client, **asked)) == (whole if found is None else found)


def test_a_format_is_no_part_of_another_ones_name(client, catalogue, periodic):
    make_page(periodic, 1, "Tabel", formats="xlsx")
    make_page(periodic, 2, "Surat", formats="cetak")

    assert titles(get(client, format="csv")) == []
    assert titles(get(client, format="xlsx")) == ["Tabel"]


def test_the_filters_offer_what_there_is_and_keep_what_was_chosen(client, three):
    response = get(client, unit="sdk", urut="judul", q="anggaran")
    html = response.content.decode()

    assert '<option value="sdk" selected>Bidang Sumber Daya Kesehatan</option>' in html
    assert '<option value="2025">2025</option>' in html
    assert '<option value="judul" selected>Judul</option>' in html
    assert 'value="anggaran"' in html
    assert "Kata: anggaran · Pejabat/unit: Bidang Sumber Daya Kesehatan · Lihat seluruh daftar" in text_of(response)
    assert 'csv/?q=anggaran&amp;unit=sdk&amp;urut=judul"' in html


def test_pages_keep_the_filters_and_have_one_address_each(client, catalogue, periodic, anytime):
    for number in range(1, PER_PAGE + 3):
        make_page(periodic, number)
    make_page(anytime, 99)
    first, last = get(client, kategori="berkala"), get(client, kategori="berkala", halaman=2, entah="1")

    assert titles(last) == [f"Informasi {number}" for number in range(PER_PAGE + 1, PER_PAGE + 3)]
    assert 'href="?kategori=berkala&amp;halaman=2"' in first.content.decode()
    assert last.context["canonical_url"].endswith(f"{ADDRESS}?kategori=berkala&halaman=2")
    assert first.context["canonical_url"].endswith(f"{ADDRESS}?kategori=berkala")


def test_search_answers_are_no_pages_for_search_engines(client, three):
    assert '<meta name="robots" content="noindex">' in get(client, q="gizi").content.decode()
    assert '<meta name="robots" content="noindex">' not in get(client, tahun="2025").content.decode()


@pytest.mark.parametrize("below", ["", "csv/", "json/", "xlsx/"])
def test_hostile_questions_are_inert(client, three, below):
    for name, (told, value) in product(NAMES, HOSTILE.items()):
        response = client.get(f"{ADDRESS}{below}", {name: value})
        content = b"".join(response) if response.streaming else response.content

        assert response.status_code == 200, (name, told)
        assert b"<script>alert" not in content, (name, told)
        assert len(content) < 60_000, (name, told)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("below", ["", "csv/", "edisi/"])
def test_it_can_only_be_read(client, three, below, method):
    assert getattr(client, method)(f"{ADDRESS}{below}").status_code == 405
    assert InformationPage.objects.count() == 3


# --- budgets (docs/rules.md) -------------------------------------------------------------------------------


def queries_of(client, address: str, *, warm: bool = True) -> int:
    client.get(address)
    if not warm:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert content
    return len(captured)


@pytest.mark.parametrize("warm", [True, False])
def test_the_same_few_queries_for_40_and_400_pages(client, catalogue, warm):
    asked = ("", "?q=gizi", "?kategori=setiap-saat&format=pdf&urut=judul", "?unit=unit-3", "?halaman=999")
    fill(40)
    few = [queries_of(client, ADDRESS + question, warm=warm) for question in asked]
    fill(400)

    assert [queries_of(client, ADDRESS + question, warm=warm) for question in asked] == few
    assert not warm or max(few) <= 10


def test_downloads_take_the_same_queries_for_4_and_90_pages(client, catalogue):
    kinds = ("csv/", "json/", "xlsx/")
    fill(4)
    few = [queries_of(client, ADDRESS + kind) for kind in kinds]
    fill(90)

    assert [queries_of(client, ADDRESS + kind) for kind in kinds] == few


def test_a_full_page_of_the_longest_rows_is_light(client, catalogue, periodic):
    chance = random.Random(1)
    words = ["".join(chance.choices("aiueonkgtsrml", k=chance.randint(2, 11))) for _ in range(2000)]
    for number in range(1, 3 * PER_PAGE):
        summary = " ".join(chance.choices(words, k=200))[:1000]
        page = make_page(periodic, number, " ".join(chance.choices(words, k=8)), summary=summary)
        add_file(page, " ".join(chance.choices(words, k=5)))

    assert len(gzip.compress(get(client, halaman=2).content, 6)) <= 12_000

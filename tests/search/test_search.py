"""The search page: what it finds, what it never shows, and what strangers type into it."""

from __future__ import annotations

import datetime as dt
import gzip
import logging
import time

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from news.models import NewsPage
from portal.core.searching import MAX_WORDS, words
from search import queries
from search.excerpts import excerpt
from search.language import stems
from search.question import Question
from tests.ppid.information.catalogue_pages import make_page as make_information
from tests.ppid.information.catalogue_pages import make_unit

OPERATORS = ['"', "'", "*", "(", ")", "^", "%", "\\", "_", "-a", "a*", 'a"b', "NEAR(", "title:x", "OR", "AND", "NOT"]
MARKUP = ["<script>alert(1)</script>", "' OR 1=1--", "../../", "{{7*7}}", "${jndi:ldap://x}", "%s", "\r\nX: y"]
LETTERS = ["\0", "a\0b", "\ud800", "a\udfffb", "e\u0301", "\u202egnp.exe", "²", "ﬁ", "İ", "ß", "🏥", "健康", "\t", " "]
LONG = ["a " * 50, "x" * 100, "x" * 101, "x" * 100_000, " ".join(["kata"] * 800)]


def found(response) -> list[str]:
    return [page.title for page in response.context["results"]]


def test_words_are_found_in_title_lead_and_body(client, make_page):
    make_page("Jadwal imunisasi", "Datanglah ke puskesmas terdekat.")

    assert found(client.get("/cari/?q=Imunisasi")) == ["Jadwal imunisasi"]
    assert found(client.get("/cari/?q=inti jadwal")) == ["Jadwal imunisasi"]
    assert found(client.get('/cari/?q="puskesmas" terdekat')) == ["Jadwal imunisasi"]
    assert found(client.get("/cari/?q=puskesmas pelabuhan")) == []


def test_a_result_shows_its_title_address_and_lead(client, make_page):
    page = make_page("Jadwal imunisasi")

    text = client.get("/cari/?q=jadwal").content.decode()

    assert f'<a href="{page.url}">Jadwal imunisasi</a>' in text
    assert "Inti <mark>Jadwal</mark> imunisasi." in text
    assert "1 hasil untuk" in text


def test_how_a_block_looks_is_nothing_to_be_found_by(make_page, titles):
    page = make_page("Pengumuman")
    page.body = [("callout", {"kind": "warning", "title": "Kanari", "text": "<p>Isi.</p>"})]
    page.save()

    assert titles("kanari") == ["Pengumuman"]
    assert titles("peringatan") == []


def test_a_draft_is_neither_found_nor_counted(client, make_page):
    make_page("Rahasia kesehatan")
    make_page("Rahasia naskah", live=False)
    live = make_page("Rahasia diturunkan")
    live.unpublish()

    response = client.get("/cari/?q=rahasia")

    assert found(response) == ["Rahasia kesehatan"]
    assert response.context["results"].paginator.count == 1
    assert "naskah" not in response.content.decode().lower()


def test_the_draft_of_a_live_page_is_not_searched(client, make_page):
    page = make_page("Halaman lama")
    page.title = "Halaman kanari"
    page.save_revision()

    assert found(client.get("/cari/?q=kanari")) == []


def test_a_page_behind_a_restriction_is_not_found(client, make_page):
    page = make_page("Khusus pegawai")
    page.view_restrictions.create(restriction_type="login")

    assert found(client.get("/cari/?q=khusus")) == []


def test_the_home_page_is_no_result(client, home):
    home.title = "Beranda portal"
    home.save()

    assert found(client.get("/cari/?q=beranda")) == []


def test_eleven_results_take_two_pages_and_keep_the_question(client, make_page):
    for number in range(11):
        make_page(f"Pedoman {number}")

    first, second = client.get("/cari/?q=pedoman"), client.get("/cari/?q=pedoman&halaman=2")

    assert (len(found(first)), len(found(second))) == (10, 1)
    assert set(found(first)).isdisjoint(found(second))
    assert 'href="?q=pedoman&amp;halaman=2"' in first.content.decode()


def test_the_page_is_kept_out_of_search_engines(client, db):
    assert '<meta name="robots" content="noindex">' in client.get("/cari/").content.decode()


def test_an_empty_question_shows_only_the_form(client, make_page):
    make_page("Jadwal")

    for url in ("/cari/", "/cari/?q=", "/cari/?q=%20%20"):
        response = client.get(url)
        assert found(response) == []
        assert "hasil untuk" not in response.content.decode()


def test_what_was_typed_is_shown_literally(client, db):
    text = client.get("/cari/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_too_long_a_question_is_refused_with_a_reason(client, db):
    assert "paling panjang 100 huruf" in client.get("/cari/", {"q": "x" * 101}).content.decode()


def test_a_nul_byte_is_refused_with_a_reason(client, db):
    assert "tidak dapat dibaca" in client.get("/cari/?q=a%00b").content.decode()


@pytest.mark.parametrize("halaman", ["0", "-1", "x", "9999999", "9" * 5000, "%00", ""])
def test_a_foreign_page_number_still_shows_the_result(client, make_page, halaman):
    make_page("Jadwal")

    assert found(client.get(f"/cari/?q=jadwal&halaman={halaman}")) == ["Jadwal"]


@pytest.mark.parametrize("text", [*OPERATORS, *MARKUP, *LETTERS, *LONG])
@pytest.mark.django_db
def test_no_question_is_an_error(client, text):
    percent_encoded = "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))

    assert client.get(f"/cari/?q={percent_encoded}").status_code == 200


@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(), max_size=100)
    | st.lists(st.sampled_from(['"', "'", "*", "(", ")", "NEAR", "OR", "a", "-", ":", "^", " ", "\\", "%"])).map(
        "".join
    )
)
def test_the_database_understands_every_question_that_passes_the_guard(text):
    """Asked without the net that catches database errors: the guard alone must hold."""
    asked = words(text)

    assert all(word.isalnum() or not word.isascii() for word in asked)
    if asked:
        queries.keys_of(Question.of(asked), newest_first=False)


@given(st.text())
def test_at_most_sixteen_words_without_operators_are_searched_for(text):
    asked = words(text)

    assert len(asked) <= MAX_WORDS
    assert not set("".join(asked)) & set("\"'*():^-+\\%_&|!<>\0 ")


def test_when_the_database_cannot_answer_the_visitor_gets_an_empty_result_and_the_log_a_line(
    client, make_page, monkeypatch, caplog
):
    make_page("Jadwal")

    def broken(asked, newest_first):
        raise DatabaseError("fts5: syntax error")

    monkeypatch.setattr(queries, "keys_of", broken)
    with caplog.at_level(logging.ERROR, logger="search.queries"):
        response = client.get("/cari/?q=jadwal")

    assert found(response) == []
    assert "Tidak ada hasil" in response.content.decode()
    assert "search failed" in caplog.text
    assert "jadwal" not in caplog.records[0].getMessage()


def test_the_number_of_queries_does_not_grow_with_the_results(client, make_page, django_assert_max_num_queries):
    for number in range(30):
        make_page(f"Pedoman {number}")
    client.get("/cari/?q=pedoman")

    with django_assert_max_num_queries(10):
        assert len(found(client.get("/cari/?q=pedoman"))) == 10
    assert Page.objects.live().count() > 30


def test_only_reading_is_allowed(client, db):
    assert client.post("/cari/", {"q": "x"}).status_code == 405


# --- order, choices, passages -----------------------------------------------------------------------------


def test_best_first_shows_titles_before_texts_and_newest_first_does_not(news_index, titles):
    for title, lead, day in (
        ("Jadwal gizi", "Inti.", dt.date(2020, 1, 1)),
        ("Kabar hari ini", "Tentang gizi.", dt.date(2026, 1, 1)),
    ):
        news_index.add_child(instance=NewsPage(title=title, lead=lead, date=day))

    assert titles("gizi") == ["Jadwal gizi", "Kabar hari ini"]
    assert titles("gizi", urut="terbaru") == ["Kabar hari ini", "Jadwal gizi"]
    assert titles("gizi", urut="<x>") == ["Jadwal gizi", "Kabar hari ini"]


def test_results_are_filtered_by_kind_year_and_unit(news_index, periodic, make_page, titles, search):
    unit = make_unit("gizi", "Bidang Gizi")
    news_index.add_child(instance=NewsPage(title="Berita kanari", lead="Inti.", date=dt.date(2025, 5, 5)))
    make_information(periodic, 1, "Informasi kanari", unit=unit, made_on=dt.date(2024, 1, 1))
    make_page("Halaman kanari")

    assert titles("kanari", jenis="berita") == ["Berita kanari"]
    assert titles("kanari", jenis="informasi") == ["Informasi kanari"]
    assert titles("kanari", jenis="halaman") == ["Halaman kanari"]
    assert titles("kanari", tahun="2024") == ["Informasi kanari"]
    assert titles("kanari", unit=unit.pk) == ["Informasi kanari"]
    assert titles("kanari", jenis="berita", tahun="2024") == []
    html = search("kanari", jenis="berita").content.decode()
    assert '<option value="2025">2025</option>' in html
    assert f'<option value="{unit.pk}">Bidang Gizi</option>' in html
    assert '<option value="berita" selected>' in html
    assert "Cari tanpa saringan" in html


@pytest.mark.parametrize(
    "choices",
    [
        {"jenis": "x"},
        {"jenis": "dokumen' OR 1=1"},
        {"tahun": "0000"},
        {"tahun": "99999"},
        {"tahun": "²²²²"},
        {"unit": "-1"},
        {"unit": "9" * 40},
        {"unit": "\0"},
        {"urut": "\0"},
    ],
)
def test_a_choice_without_sense_is_ignored(make_page, titles, choices):
    make_page("Kanari")

    assert titles("kanari", **choices) == ["Kanari"]


def test_a_choice_cannot_be_typed(make_page, titles):
    make_page("Kanari")

    assert titles("_jenis_halaman") == []
    assert titles("jenis halaman") == []


def test_the_passage_shows_the_words_marked_wherever_they_stand(make_page, search):
    make_page("Kabar", f"{'Kata lain. ' * 400}Petugas menolong ibu <b>hamil</b>. {'Kata lain. ' * 400}")

    html = search("pertolongan hamil").content.decode()

    assert "Petugas <mark>menolong</mark> ibu <mark>hamil</mark>." in html
    assert "<b>" not in html
    assert html.count("Kata lain") < 40


def test_markup_in_a_text_is_shown_as_text():
    passage = excerpt("Awas <script>alert(1)</script> & kanari", stems("kanari"))

    assert passage == "Awas &lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>kanari</mark>"


def test_a_text_of_one_endless_word_has_a_passage():
    begun = time.perf_counter()
    passage = excerpt("a" * 100_000, {"aaaa"})

    assert len(passage) < 1000
    assert time.perf_counter() - begun < 5  # a square of its length would take minutes


@given(st.text(), st.sets(st.text(st.characters(categories=["Ll"]), min_size=1), max_size=4))
def test_a_passage_is_always_inert(text, roots):
    bare = excerpt(text, roots).replace("<mark>", "").replace("</mark>", "")

    assert not set(bare) & set("<>\"'")


# --- slips, and what to do when nothing is found ----------------------------------------------------------


@pytest.mark.parametrize("typed", ["imunisas", "imunisasai", "imunisazi", "iumnisasi", "munisasi"])
def test_one_slip_is_understood(make_page, search, typed):
    make_page("Jadwal imunisasi balita")

    html = search(f"{typed} balita").content.decode()

    assert "Maksud Anda" in html
    assert 'href="?q=imunisasi+balita"' in html


def test_nothing_is_guessed_where_nothing_would_be_found(make_page, search):
    make_page("Jadwal imunisasi")

    assert search("imunisazi pelabuhan").context["meant"] is None
    assert search("zzzz").context["meant"] is None
    assert search("imunisasi").context["meant"] is None


def test_a_guess_keeps_the_choices(make_page, search):
    make_page("Jadwal imunisasi")

    assert search("imunisazi", jenis="berita").context["meant"] is None
    assert search("imunisazi", jenis="halaman").context["meant"]["query"] == "q=imunisasi&jenis=halaman"


def test_who_finds_nothing_is_told_what_to_do(search, db):
    html = search("zzzz").content.decode()

    assert "Periksa ejaan" in html
    assert '<a href="/permohonan/">Minta informasi ini</a>' in html


def test_many_results_are_counted_to_a_thousand_and_shown_to_the_fiftieth_page(make_page, search, monkeypatch):
    monkeypatch.setattr(queries, "MOST_COUNTED", 15)
    monkeypatch.setattr(queries, "MOST_PAGES", 1)
    for number in range(16):
        make_page(f"Kanari {number}")

    answer = search("kanari", halaman=9)

    assert (answer.context["found"].count, answer.context["found"].more) == (15, True)
    assert answer.context["results"].paginator.num_pages == 1
    assert len(answer.context["results"].object_list) == 10


def test_the_page_is_light(make_page, search):
    for number in range(12):
        make_page(f"Kanari {number}", "Kata kanari lain. " * 200)

    assert len(gzip.compress(search("kanari").content)) <= 12_000

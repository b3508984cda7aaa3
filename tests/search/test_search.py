"""The search page: what it finds, what it never shows, and what strangers type into it."""

from __future__ import annotations

import logging

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from home.models import StandardPage
from portal.core.searching import MAX_WORDS, words
from search import queries

OPERATORS = ['"', "'", "*", "(", ")", "^", "%", "\\", "_", "-a", "a*", 'a"b', "NEAR(", "title:x", "OR", "AND", "NOT"]
MARKUP = ["<script>alert(1)</script>", "' OR 1=1--", "../../", "{{7*7}}", "${jndi:ldap://x}", "%s", "\r\nX: y"]
LETTERS = ["\0", "a\0b", "\ud800", "a\udfffb", "e\u0301", "\u202egnp.exe", "²", "ﬁ", "İ", "ß", "🏥", "健康", "\t", " "]
LONG = ["a " * 50, "x" * 100, "x" * 101, "x" * 100_000, " ".join(["kata"] * 800)]


def make_page(home, title: str, body: str = "Isi halaman.", live: bool = True) -> StandardPage:
    return home.add_child(
        instance=StandardPage(title=title, lead=f"Inti {title}.", body=[("paragraph", body)], live=live)
    )


def found(response) -> list[str]:
    return [page.title for page in response.context["results"]]


def test_words_are_found_in_title_lead_and_body(client, home):
    make_page(home, "Jadwal imunisasi", "Datanglah ke puskesmas terdekat.")

    assert found(client.get("/cari/?q=Imunisasi")) == ["Jadwal imunisasi"]
    assert found(client.get("/cari/?q=inti jadwal")) == ["Jadwal imunisasi"]
    assert found(client.get('/cari/?q="puskesmas" terdekat')) == ["Jadwal imunisasi"]
    assert found(client.get("/cari/?q=puskesmas pelabuhan")) == []


def test_a_result_shows_its_title_address_and_lead(client, home):
    page = make_page(home, "Jadwal imunisasi")

    text = client.get("/cari/?q=jadwal").content.decode()

    assert f'<a href="{page.url}">Jadwal imunisasi</a>' in text
    assert "Inti Jadwal imunisasi." in text
    assert "1 hasil untuk" in text


def test_a_draft_is_neither_found_nor_counted(client, home):
    make_page(home, "Rahasia kesehatan")
    make_page(home, "Rahasia naskah", live=False)
    live = make_page(home, "Rahasia diturunkan")
    live.unpublish()

    response = client.get("/cari/?q=rahasia")

    assert found(response) == ["Rahasia kesehatan"]
    assert response.context["results"].paginator.count == 1
    assert "naskah" not in response.content.decode().lower()


def test_the_draft_of_a_live_page_is_not_searched(client, home):
    page = make_page(home, "Halaman lama")
    page.title = "Halaman kanari"
    page.save_revision()

    assert found(client.get("/cari/?q=kanari")) == []


def test_a_page_behind_a_restriction_is_not_found(client, home):
    page = make_page(home, "Khusus pegawai")
    page.view_restrictions.create(restriction_type="login")

    assert found(client.get("/cari/?q=khusus")) == []


def test_the_home_page_is_no_result(client, home):
    home.title = "Beranda portal"
    home.save()

    assert found(client.get("/cari/?q=beranda")) == []


def test_eleven_results_take_two_pages_and_keep_the_question(client, home):
    for number in range(11):
        make_page(home, f"Pedoman {number}")

    first, second = client.get("/cari/?q=pedoman"), client.get("/cari/?q=pedoman&halaman=2")

    assert (len(found(first)), len(found(second))) == (10, 1)
    assert set(found(first)).isdisjoint(found(second))
    assert 'href="?q=pedoman&amp;halaman=2"' in first.content.decode()


def test_the_page_is_kept_out_of_search_engines(client, db):
    assert '<meta name="robots" content="noindex">' in client.get("/cari/").content.decode()


def test_an_empty_question_shows_only_the_form(client, home):
    make_page(home, "Jadwal")

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
def test_a_foreign_page_number_still_shows_the_result(client, home, halaman):
    make_page(home, "Jadwal")

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
        list(queries.matches(asked)[:1])


@given(st.text())
def test_at_most_sixteen_words_without_operators_are_searched_for(text):
    asked = words(text)

    assert len(asked) <= MAX_WORDS
    assert not set("".join(asked)) & set("\"'*():^-+\\%_&|!<>\0 ")


def test_when_the_database_cannot_answer_the_visitor_gets_an_empty_result_and_the_log_a_line(
    client, home, monkeypatch, caplog
):
    make_page(home, "Jadwal")

    def broken(asked):
        raise DatabaseError("fts5: syntax error")

    monkeypatch.setattr(queries, "matches", broken)
    with caplog.at_level(logging.ERROR, logger="search.queries"):
        response = client.get("/cari/?q=jadwal")

    assert found(response) == []
    assert "Tidak ada hasil" in response.content.decode()
    assert "search failed" in caplog.text
    assert "jadwal" not in caplog.records[0].getMessage()


def test_the_number_of_queries_does_not_grow_with_the_results(client, home, django_assert_max_num_queries):
    for number in range(30):
        make_page(home, f"Pedoman {number}")
    client.get("/cari/?q=pedoman")

    with django_assert_max_num_queries(10):
        assert len(found(client.get("/cari/?q=pedoman"))) == 10
    assert Page.objects.live().count() > 30


def test_only_reading_is_allowed(client, db):
    assert client.post("/cari/", {"q": "x"}).status_code == 405

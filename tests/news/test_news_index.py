"""The list of news: what stands in it, its filters, and what strangers write into its address."""

from __future__ import annotations

import datetime as dt

import pytest

from news.models import NewsCategory
from news.queries import newest

from .conftest import make_story


def titles(response) -> list[str]:
    return [story.title for story in response.context["stories"]]


def test_newest_story_stands_first_and_a_draft_nowhere(client, news_index):
    make_story(news_index, "Lama", date=dt.date(2026, 1, 5))
    make_story(news_index, "Baru", date=dt.date(2026, 11, 5))
    make_story(news_index, "Naskah", date=dt.date(2026, 11, 9), live=False)

    response = client.get("/berita/")

    assert titles(response) == ["Baru", "Lama"]
    assert "Naskah" not in response.content.decode()


def test_stories_of_one_day_keep_the_order_in_which_they_were_made(client, news_index):
    for name in ("satu", "dua", "tiga"):
        make_story(news_index, name, date=dt.date(2026, 11, 5))

    assert titles(client.get("/berita/")) == ["tiga", "dua", "satu"]


def test_eleven_stories_take_two_pages(client, news_index):
    for number in range(11):
        make_story(news_index, f"Berita {number}", date=dt.date(2026, 1, 1) + dt.timedelta(days=number))

    first, second = client.get("/berita/"), client.get("/berita/?halaman=2")

    assert (len(titles(first)), titles(second)) == (10, ["Berita 0"])
    assert 'href="?halaman=2"' in first.content.decode()
    assert '<link rel="canonical" href="http://testserver/berita/?halaman=2">' in second.content.decode()


def test_filters_narrow_the_list_and_keep_each_other(client, news_index, category):
    gizi = NewsCategory.objects.create(name="Gizi", slug="gizi")
    make_story(news_index, "A", category=category, date=dt.date(2026, 3, 1), tags=("anak",))
    make_story(news_index, "B", category=gizi, date=dt.date(2026, 3, 2))
    make_story(news_index, "C", category=category, date=dt.date(2025, 3, 3))

    assert titles(client.get("/berita/?kategori=imunisasi")) == ["A", "C"]
    assert titles(client.get("/berita/?tahun=2025")) == ["C"]
    assert titles(client.get("/berita/?tag=anak")) == ["A"]
    both = client.get("/berita/?kategori=imunisasi&tahun=2026")
    assert titles(both) == ["A"]
    assert 'href="?tahun=2025&amp;kategori=imunisasi"' in both.content.decode()


def test_choices_name_only_years_and_categories_with_live_stories(client, news_index, category):
    NewsCategory.objects.create(name="Kosong", slug="kosong")
    make_story(news_index, "A", category=category, date=dt.date(2026, 3, 1))
    make_story(news_index, "B", date=dt.date(2024, 3, 1), live=False)

    context = client.get("/berita/").context

    assert [choice.label for choice in context["year_choices"]] == ["Semua", "2026"]
    assert [choice.label for choice in context["category_choices"]] == ["Semua", "Imunisasi"]


def test_the_title_names_the_choice(client, news_index, category):
    make_story(news_index, "A", category=category, date=dt.date(2026, 3, 1))

    def title(query: str) -> str:
        html = client.get(f"/berita/{query}").content.decode()
        return html[html.index("<title>") + 7 : html.index(" – ")]

    assert title("") == news_index.title
    assert title("?kategori=imunisasi&tahun=2026") == f"{news_index.title}: Imunisasi, 2026"
    assert title("?tahun=2020") == news_index.title


@pytest.mark.parametrize(
    "query",
    [
        "tahun=0000", "tahun=99999", "tahun=abcd", "tahun=-202", "tahun=%00", "tahun=２０２６", "tahun=0000-00-00",
        "halaman=0", "halaman=-1", "halaman=x", "halaman=" + "9" * 5000, "halaman=%00",
        "kategori=%00", "kategori=" + "x" * 500, "tag=%00", "asing=1",
    ],
)  # fmt: skip
def test_a_foreign_value_is_ignored(client, story, query):
    assert titles(client.get(f"/berita/?{query}")) == [story.title]


@pytest.mark.parametrize(
    "query",
    [
        "tahun=9999",
        "tahun=1990",
        "kategori=tidak-ada",
        "tag=tidak-ada",
        "tag=' OR 1=1--",
        "kategori=%ED%A0%80",
    ],
)
def test_what_names_nothing_gives_an_empty_list_and_says_so(client, story, query):
    response = client.get(f"/berita/?{query}")

    assert titles(response) == []
    assert "Tidak ada berita yang sesuai dengan pilihan ini" in response.content.decode()


def test_an_index_without_stories_says_so(client, news_index):
    assert "Belum ada berita" in client.get("/berita/").content.decode()


def test_a_story_closed_by_a_restriction_is_not_listed(client, news_index, story):
    story.view_restrictions.create(restriction_type="login")

    assert titles(client.get("/berita/")) == []
    assert newest(5) == []


def test_the_filter_in_a_heading_is_shown_literally(client, story):
    page = client.get("/berita/", {"tag": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page

"""Query budgets (docs/rules.md): the same for 1 row and for 50, and no picture size made for a visitor."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import NewsAttachment, NewsCategory, NewsGalleryItem, NewsPage, RelatedNews
from portal.core.models import AgencyDocument, AgencyRendition

from .conftest import make_picture, make_story

WARM, COLD = "warm", "cold"


def queries_of(client, url: str, state: str) -> int:
    from django.core.cache import cache

    client.get(url)
    if state == COLD:
        cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def fill(index, count: int) -> list[NewsPage]:
    categories = [NewsCategory.objects.get_or_create(name=f"K{n}", slug=f"k{n}")[0] for n in range(5)]
    return [
        make_story(
            index,
            f"Berita {number}",
            tags=("anak", f"tag{number}"),
            category=categories[number % 5],
            picture=make_picture(f"Gambar {number}"),
            date=dt.date(2026, 1, 1) + dt.timedelta(days=number),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("url", "budget"),
    [("/berita/", 10), ("/berita/?tag=anak", 10), ("/berita/?kategori=k0&tahun=2026", 10), ("/", 12)],
)
def test_lists_take_the_same_queries_for_1_and_50_stories(client, news_index, url, budget):
    fill(news_index, 1)
    few = {state: queries_of(client, url, state) for state in (WARM, COLD)}
    fill(news_index, 49)
    many = {state: queries_of(client, url, state) for state in (WARM, COLD)}

    assert many == few
    assert many[WARM] <= budget


def test_an_article_takes_the_same_queries_with_1_and_50_of_everything(client, news_index, category):
    first, *others = fill(news_index, 51)
    document = AgencyDocument.objects.create(title="Edaran", file="documents/edaran.pdf", file_size=1)

    def hang_on(count: int) -> dict[str, int]:
        story = NewsPage.objects.get(pk=first.pk)
        pictures = [page.picture for page in others[:count]]
        story.gallery_items = [NewsGalleryItem(image=picture) for picture in pictures]
        story.attachments = [NewsAttachment(document=document, title=f"L{n}") for n in range(count)]
        story.related_links = [RelatedNews(target=page) for page in others[:count]]
        story.tags.add(*[f"kata{n}" for n in range(count)])
        story.body = [("picture", {"image": picture, "alt": "", "caption": ""}) for picture in pictures]
        story.save()
        return {state: queries_of(client, story.url, state) for state in (WARM, COLD)}

    few, many = hang_on(1), hang_on(50)

    assert many == few
    assert many[WARM] <= 8


def test_no_picture_size_is_made_inside_a_visitors_request(client, story, home):
    AgencyRendition.objects.all().delete()

    for url in ("/", "/berita/", story.url):
        assert client.get(url).status_code == 200

    assert AgencyRendition.objects.count() == 0

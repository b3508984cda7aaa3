"""One story as a citizen, a search engine and a feed reader see it."""

from __future__ import annotations

import datetime as dt
import json
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile

from news.models import NewsAttachment, NewsGalleryItem, NewsPage, RelatedNews
from portal.core.models import AgencyDocument

from .conftest import make_picture, make_story


def soup(client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_a_story_shows_everything_that_belongs_to_it(client, story):
    story.byline = "Tim Humas"
    story.gallery_items = [NewsGalleryItem(image=make_picture("Galeri"), caption="Foto bersama")]
    document = AgencyDocument.objects.create(title="Edaran", file=ContentFile(b"a;b", name="edaran.csv"))
    story.attachments = [NewsAttachment(document=document)]
    story.save()

    page = soup(client, story.url)
    text = page.get_text(" ", strip=True)

    for part in (
        "Imunisasi di posyandu",
        "20 November 2026",
        "Oleh Tim Humas",
        "Foto bersama",
        "Edaran",
        "Isi Imunisasi",
    ):
        assert part in text
    assert page.find("a", href="/berita/?kategori=imunisasi")
    assert page.find("a", href="/berita/?tag=posyandu")
    assert page.select_one("article figure img")["alt"] == "Uraian Gambar"


def test_a_draft_has_no_address(client, news_index):
    draft = make_story(news_index, "Naskah", live=False)

    response = client.get(f"/berita/{draft.slug}/")

    assert response.status_code == 404
    assert "Teras Naskah" not in response.content.decode()


def test_search_engines_get_the_story_as_news_article(client, story):
    story.first_published_at = story.last_published_at = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
    story.save()

    data = json.loads(soup(client, story.url).find("script", type="application/ld+json").string)

    assert data["@type"] == "NewsArticle"
    assert data["datePublished"] == "2026-11-21T07:30:00+08:00"
    assert data["url"] == f"http://testserver{story.url}"
    assert data["image"][0].startswith("http://testserver/media/images/")
    assert data["articleSection"] == "Imunisasi"
    assert data["publisher"]["name"] == "Nama instansi"


def test_a_title_cannot_end_the_data_block(client, news_index):
    story = make_story(news_index, "</script><script>alert(1)</script>", slug="jahat")

    page = client.get(story.url).content.decode()

    assert "<script>alert(1)" not in page
    assert json.loads(soup(client, story.url).find("script").string)["headline"] == story.title


def test_social_sites_get_title_lead_and_picture(client, story):
    meta = {tag["property"]: tag["content"] for tag in soup(client, story.url).select("meta[property]")}

    assert meta["og:type"] == "article"
    assert meta["og:title"] == story.title
    assert meta["og:description"] == story.lead
    assert meta["og:image"].startswith("http://testserver/media/images/")


def test_a_published_correction_is_seen_at_once(client, story):
    client.get(story.url)
    story.title = "Judul diralat"
    story.save_revision().publish(skip_permission_checks=True)

    assert soup(client, story.url).h1.get_text() == "Judul diralat"


def test_chosen_stories_come_first_and_similar_ones_fill_up(news_index, story, category):
    chosen = make_story(news_index, "Dipilih", date=dt.date(2020, 1, 1))
    alike = make_story(news_index, "Sekategori", category=category, date=dt.date(2026, 1, 2))
    tagged = make_story(news_index, "Setag", tags=("anak",), date=dt.date(2026, 1, 1))
    make_story(news_index, "Lain", date=dt.date(2026, 11, 1))
    make_story(news_index, "Naskah", category=category, live=False)
    story.related_links = [RelatedNews(target=chosen)]
    story.save()

    assert [page.title for page in NewsPage.objects.get(pk=story.pk).related] == [
        chosen.title,
        alike.title,
        tagged.title,
    ]


def test_a_reviewer_sees_the_related_stories_of_the_draft(news_index, story):
    chosen = make_story(news_index, "Dipilih dalam naskah")
    draft = NewsPage.objects.get(pk=story.pk)
    draft.related_links = [RelatedNews(target=chosen)]
    revision = draft.save_revision()

    assert [page.title for page in revision.as_object().related] == ["Dipilih dalam naskah"]
    assert NewsPage.objects.get(pk=story.pk).related == []


def test_a_chosen_story_that_was_taken_down_is_not_linked(client, news_index, story):
    chosen = make_story(news_index, "Diturunkan", live=False)
    story.related_links = [RelatedNews(target=chosen)]
    story.save()

    assert "Diturunkan" not in client.get(story.url).content.decode()


# --- the feed --------------------------------------------------------------------------------------------------


def feed(client, **extra) -> ET.Element:
    return ET.fromstring(client.get("/berita/rss/", **extra).content)  # noqa: S314 - our own output


def test_the_feed_holds_live_stories_with_lasting_ids(client, story, news_index):
    make_story(news_index, "Naskah", live=False)

    items = feed(client).findall("channel/item")

    assert [item.findtext("title") for item in items] == [story.title]
    assert items[0].findtext("guid") == f"urn:uuid:{story.translation_key}"
    assert items[0].find("guid").get("isPermaLink") == "false"
    assert items[0].findtext("description") == story.lead


def test_a_lead_is_no_markup_for_feed_readers(client, news_index):
    make_story(news_index, "Gizi", lead="Berat < 2,5 kg & <b>tebal</b>")

    description = feed(client).findtext("channel/item/description")

    assert description == "Berat &lt; 2,5 kg &amp; &lt;b&gt;tebal&lt;/b&gt;"


def test_the_feed_builds_its_addresses_from_the_site_and_not_from_the_host(client, story, settings):
    settings.ALLOWED_HOSTS = ["*"]

    text = client.get("/berita/rss/", headers={"host": "penipu.example"}).content.decode()

    assert "penipu.example" not in text
    assert f"<link>http://testserver{story.url}</link>" in text


@pytest.mark.django_db
def test_the_feed_of_an_empty_index_is_a_valid_feed(client):
    channel = feed(client).find("channel")

    assert channel.findtext("title") == "Berita – Portal Informasi Publik"
    assert channel.findall("item") == []

"""News for feed readers, as RSS and as Atom."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.feeds import read_feed

from .conftest import make_story

pytestmark = pytest.mark.django_db
KINDS = ("rss", "atom")


@pytest.mark.parametrize("kind", KINDS)
def test_each_feed_is_one_to_feed_readers_full_and_empty(news_index, kind):
    assert read_feed(f"/berita/{kind}/").entries == []
    make_story(news_index, "Gizi <b>& ibu</b>", lead='Berat < 2,5 kg & "tinggi" ]]>')
    make_story(news_index, "Naskah", live=False)

    [entry] = read_feed(f"/berita/{kind}/").entries

    assert entry.link == "http://testserver/berita/" + entry.link.rpartition("/berita/")[2]
    assert "Gizi" in entry.title
    assert "<b>" not in entry.summary


def test_the_index_leads_readers_to_both(news_index):
    html = Client().get(news_index.url).content.decode()

    for kind in KINDS:
        assert f'<link rel="alternate" type="application/{kind}+xml"' in html
        assert f'href="http://testserver/berita/{kind}/"' in html


def test_no_story_takes_the_place_of_a_feed(news_index):
    for slug in KINDS:
        with pytest.raises(ValidationError):
            make_story(news_index, "Kabar", slug=slug)

"""Alerts and information for feed readers: what is new, and what changed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.feeds import read_feed

from .alert_pages import live_alert
from .catalogue_pages import make_page

pytestmark = pytest.mark.django_db
KINDS = ("rss", "atom")
NOW = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("kind", KINDS)
def test_alerts_are_told_to_feed_readers(alerts, kind):
    assert read_feed(f"{alerts.url}{kind}/").entries == []
    live_alert(alerts, "KLB campak & gizi", level="awas")

    assert [entry.title for entry in read_feed(f"{alerts.url}{kind}/").entries] == ["Awas: KLB campak & gizi"]


@pytest.mark.parametrize("kind", KINDS)
def test_information_is_told_when_it_is_new_and_when_it_changed(periodic, anytime, catalogue, kind):
    assert read_feed(f"{catalogue.url}{kind}/").entries == []
    make_page(periodic, 1, "Lama", first_published_at=NOW - 9 * DAY, last_published_at=NOW - 9 * DAY)
    make_page(anytime, 2, "Baru", first_published_at=NOW - DAY, last_published_at=NOW - DAY)
    make_page(periodic, 3, "Diubah", first_published_at=NOW - 20 * DAY, last_published_at=NOW)
    make_page(periodic, 4, "Naskah", live=False)
    closed = make_page(periodic, 5, "Tertutup", last_published_at=NOW)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    entries = read_feed(f"{catalogue.url}{kind}/").entries

    assert [entry.title for entry in entries] == ["Diubah", "Baru", "Lama"]
    assert entries[0].summary == "Ringkasan nomor 3."
    assert entries[0].published_parsed < entries[0].updated_parsed if kind == "atom" else entries[0].published


def test_the_lists_lead_readers_to_their_feeds(alerts, catalogue):
    for index in (alerts, catalogue):
        html = Client().get(index.url).content.decode()
        for kind in KINDS:
            assert f'<link rel="alternate" type="application/{kind}+xml"' in html
            assert f'href="{index.full_url}{kind}/"' in html


def test_a_feed_costs_the_same_however_much_there_is(periodic, catalogue):
    counts = []
    for number in range(1, 40, 19):
        make_page(periodic, number)
        Client().get(f"{catalogue.url}rss/")
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"{catalogue.url}rss/")
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 11

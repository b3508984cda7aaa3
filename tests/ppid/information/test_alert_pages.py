"""The public pages of alerts: one alert, the list with its archive, search, sitemap, RSS."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape

import pytest
import time_machine
from defusedxml.ElementTree import fromstring
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ppid.information.alerts.listing import PER_PAGE
from ppid.information.alerts.vocabulary import PARTS, READ_FIRST, part_of
from ppid.information.models import AlertPage, InformationPage
from tests.sitemaps import listed

from .alert_pages import PARTS_FILLED, announce, live_alert

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
HOSTILE = "</title></script><script>alert(1)</script>]]>&\"'"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def main(html: str) -> str:
    """What stands on the page itself, without banner and menu."""
    return html[html.index("<main") :]


def past(index, title: str, year: int, **fields) -> AlertPage:
    start = dt.datetime(year, 3, 1, tzinfo=dt.UTC)
    times = {"starts_at": start, "ends_at": start + DAY, "first_published_at": start, "known_at": start}
    return live_alert(index, title, **times | fields)


# --- one alert ------------------------------------------------------------------------------------


def test_the_page_shows_the_eight_parts_with_advice_first(client, alerts):
    assert sorted(READ_FIRST) == sorted(part.name for part in PARTS)
    alert = live_alert(alerts, evacuation="Tidak Berlaku.")
    html = main(read(client, alert.url))
    places = [html.index(f"<h2>{part_of(name).title}</h2>") for name in READ_FIRST]
    assert places == sorted(places)
    for part in PARTS:
        if part.name != "evacuation":
            assert PARTS_FILLED[part.name] in html
    assert html.count("Tidak berlaku.") == 1


def test_the_page_tells_when_it_was_known_and_announced(as_, client, alerts):
    alert = announce(as_("ppid"), known_at="2026-11-20T09:15")
    html = read(client, alert.url)
    history = html[html.index("<h2>Riwayat</h2>") :]
    assert "20 November 2026, 09.15 WITA</time>: diketahui instansi, diumumkan 45 menit kemudian" in history


def test_how_long_it_holds_is_said_in_one_sentence(client, alerts):
    open_end = main(read(client, live_alert(alerts, "Tanpa akhir", starts_at=NOW, ends_at=None).url))
    assert "Sejak 20 November 2026, 10.00 WITA. Akhirnya akan diumumkan." in re.sub("<[^>]+>", "", open_end)
    with_end = main(read(client, live_alert(alerts, "Berakhir", starts_at=NOW, ends_at=NOW + DAY).url))
    assert "20 November 2026, 10.00 WITA sampai 21 November 2026, 10.00 WITA" in re.sub("<[^>]+>", "", with_end)
    assert "Sejak" not in with_end


def test_addresses_in_its_parts_are_links_and_markup_is_text(client, alerts):
    alert = live_alert(alerts, assistance="Lihat https://contoh.invalid/posko <script>alert(1)</script>")
    html = client.get(alert.url).content.decode()
    assert '<a href="https://contoh.invalid/posko" rel="nofollow">https://contoh.invalid/posko</a>' in html
    assert "<script>alert" not in html


def test_its_own_page_needs_no_banner_for_it_and_keeps_that_of_others(client, alerts):
    one, other = live_alert(alerts, "Satu"), live_alert(alerts, "Dua")

    html = read(client, one.url)
    banner = html[html.index('class="alerts"') : html.index("</section>")]

    assert other.url in banner
    assert one.url not in banner


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ""),
        ({"starts_at": NOW + HOUR}, "belum mulai berlaku"),
        ({"starts_at": NOW - HOUR, "ends_at": NOW}, "sudah berakhir"),
        ({"starts_at": NOW - HOUR, "ends_at": NOW + HOUR}, ""),
        ({"ended_at": NOW, "closing_note": "Aman."}, "sudah berakhir"),
    ],
)
def test_the_page_tells_whether_the_alert_is_in_force(client, alerts, fields, told):
    html = main(read(client, live_alert(alerts, **fields).url))
    for words in ("belum mulai berlaku", "sudah berakhir"):
        assert (words in html) is (words == told)


def test_the_data_for_search_engines_is_whole_and_cannot_end_its_block(client, alerts):
    alert = live_alert(alerts, HOSTILE, area=HOSTILE, hazard=HOSTILE, ends_at=NOW + HOUR)
    html = client.get(alert.url).content.decode()
    assert "<script>" not in html
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data, trail = map(json.loads, blocks)
    assert trail["@type"] == "BreadcrumbList"
    assert (data["@type"], data["name"]) == ("SpecialAnnouncement", HOSTILE)
    assert data["datePosted"] == "2026-11-20T10:00:00+08:00"
    assert data["expires"] == "2026-11-20T11:00:00+08:00"


# --- the list -------------------------------------------------------------------------------------


def test_what_is_in_force_stands_first_then_what_comes_then_the_archive(client, alerts):
    live_alert(alerts, "Rendah", level="informasi")
    live_alert(alerts, "Tinggi", level="awas")
    live_alert(alerts, "Besok", starts_at=NOW + DAY)
    past(alerts, "Dahulu", 2025)
    live_alert(alerts, "Baru saja diakhiri", ended_at=NOW)
    html = main(read(client, alerts.url))
    order = ["Sedang berlaku", "Tinggi", "Rendah", "Akan berlaku", "Besok", "Arsip", "Baru saja diakhiri", "Dahulu"]
    assert [html.index(f">{words}<") for words in order] == sorted(html.index(f">{words}<") for words in order)


def test_drafts_are_in_no_list(client, alerts):
    alerts.add_child(instance=AlertPage(title="Rahasia", live=False, area="Rahasia"))
    for address in (alerts.url, f"{alerts.url}rss/", f"{alerts.url}cap/", "/cari/?q=rahasia"):
        assert "ahasia</a>" not in read(client, address)
        assert "/rahasia/" not in read(client, address)
    assert f"{alerts.full_url}rahasia/" not in listed()


def test_the_archive_is_filtered_by_year_and_paged(client, alerts):
    for number in range(PER_PAGE + 1):
        past(alerts, f"Lama {number}", 2025)
    past(alerts, "Lebih lama", 2024)
    html = main(read(client, f"{alerts.url}?tahun=2025"))
    assert html.count("Lama ") == PER_PAGE
    assert "Lebih lama" not in html
    assert 'href="?tahun=2025&halaman=2"' in html
    second = main(read(client, f"{alerts.url}?tahun=2025&halaman=2"))
    assert second.count("Lama ") == 1
    assert f'<link rel="canonical" href="http://testserver{alerts.url}?tahun=2025&halaman=2">' in read(
        client, f"{alerts.url}?tahun=2025&halaman=2"
    )


@pytest.mark.parametrize("query", ["tahun=abc", "tahun=0000", "tahun=9999", "tahun=%00", "tahun=", "tahun=٢٠٢٥"])
@pytest.mark.parametrize("page", ["", "0", "-1", "99", "x", "9" * 40])
def test_whatever_is_asked_is_answered(client, alerts, query, page):
    past(alerts, "Lama", 2025)
    assert "Lama" in read(client, f"{alerts.url}?{query}&halaman={page}")


def test_the_year_is_that_of_the_agencys_clock(client, alerts):
    past(alerts, "Tahun baru", 2025, starts_at=dt.datetime(2024, 12, 31, 17, 0, tzinfo=dt.UTC))
    past(alerts, "Lain", 2024)
    assert "Tahun baru" in main(read(client, f"{alerts.url}?tahun=2025"))
    assert "Tahun baru" not in main(read(client, f"{alerts.url}?tahun=2024"))


def test_information_that_stands_here_is_listed_too(client, alerts):
    page = alerts.add_child(instance=InformationPage(title="Jalur evakuasi kantor", slug="jalur", live=False))
    page.get_parent().refresh_from_db()
    InformationPage.objects.update(live=True)
    assert "Jalur evakuasi kantor" in main(read(client, alerts.url))


@pytest.mark.parametrize("state", ["warm", "cold"])
def test_the_pages_take_the_same_queries_for_1_and_50(client, alerts, state):
    def queries(address: str) -> int:
        client.get(address)
        if state == "cold":
            cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def fill(count: int) -> None:
        for number in range(count):
            live_alert(alerts, f"Kini {number}")
            past(alerts, f"Lama {number}", 2015 + number % 10)

    alert = live_alert(alerts)
    addresses = [alerts.url, f"{alerts.url}?tahun=2015", alert.url, f"{alerts.url}rss/", f"{alerts.url}cap/"]
    fill(1)
    few = [queries(address) for address in addresses]
    fill(20)
    assert [queries(address) for address in addresses] == few
    if state == "warm":
        assert max(few[:2]) <= 10
        assert few[2] <= 8


# --- search, sitemap, RSS --------------------------------------------------------------------------


def test_alerts_are_found_by_search_and_sitemap_also_when_over(as_, client, alerts):
    announce(as_("ppid"), "KLB campak", hazard="Penularan cepat lewat udara.")
    assert "KLB campak</a>" in read(client, "/cari/?q=penularan")
    live_alert(alerts, "Lama", ended_at=NOW)
    for alert in AlertPage.objects.all():
        assert alert.full_url in listed()


def test_the_feed_has_the_newest_first_and_says_what_is_over(client, alerts):
    live_alert(alerts, "Lama", first_published_at=NOW - DAY, ended_at=NOW)
    live_alert(alerts, "Baru", level="awas")
    feed = fromstring(client.get(f"{alerts.url}rss/").content)
    assert [item.findtext("title") for item in feed.iter("item")] == ["Awas: Baru", "Waspada: Lama (sudah berakhir)"]
    item = next(feed.iter("item"))
    assert item.findtext("link") == AlertPage.objects.get(title="Baru").full_url
    assert item.findtext("guid").startswith("urn:uuid:")


def test_hostile_words_stay_words_in_the_feed(client, alerts):
    live_alert(alerts, f"{HOSTILE}\ufffe\uffff", area=HOSTILE, hazard=HOSTILE)
    feed = fromstring(client.get(f"{alerts.url}rss/").content)
    item = next(feed.iter("item"))
    assert item.findtext("title") == f"Waspada: {HOSTILE}"
    # Feed readers take a description for HTML.
    assert HOSTILE in unescape(item.findtext("description"))
    assert HOSTILE not in item.findtext("description")


def test_a_host_header_names_no_address(client, alerts, settings):
    settings.ALLOWED_HOSTS = ["*"]
    live_alert(alerts)
    for route in ("rss/", "cap/"):
        assert b"jahat" not in client.get(f"{alerts.url}{route}", headers={"host": "jahat.invalid"}).content

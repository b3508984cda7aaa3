"""The banner above every public page: to the minute, with a warm cache, without a further query."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.models import StandardPage
from portal.core import views as core_views
from ppid.information.alerts import banner
from ppid.information.models import AlertPage
from tests import verbs

from .alert_pages import announce, end, live_alert, local, update

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
REGION = 'aria-label="Peringatan yang berlaku"'


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def standard(home):
    return home.add_child(instance=StandardPage(title="Profil", slug="profil"))


def shown(address: str = "/") -> str:
    """The banner on this page; "" without one."""
    html = Client(raise_request_exception=False).get(address).content.decode()
    return html[html.index(REGION) : html.index("</section>", html.index(REGION))] if REGION in html else ""


def queries_of(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        Client().get(address)
    return len(captured)


# --- where ------------------------------------------------------------------------------------------


def test_it_stands_on_every_public_page_but_the_alert_s_own(alerts, ppid, standard, news_index):
    alert = live_alert(alerts, "KLB campak", level="awas", area="Kota Contoh")
    pages = ["/", standard.url, news_index.url, ppid.url, alerts.url, "/cari/?q=campak", "/tidak/ada/"]
    for address in pages:
        assert "KLB campak" in shown(address), address
        assert "Awas" in shown(address)
        assert "Kota Contoh" in shown(address)
        assert f'href="{alert.url}"' in shown(address)
    assert shown(alert.url) == ""


def test_it_stands_on_pages_for_errors_without_asking_the_database(rf, alerts, django_assert_num_queries):
    live_alert(alerts, "KLB campak")
    shown("/")
    with django_assert_num_queries(0):
        assert "KLB campak" in core_views.server_error(rf.get("/")).content.decode()
        assert "KLB campak" in render_to_string("400.html")
    cache.clear()
    with django_assert_num_queries(0):
        assert REGION not in core_views.server_error(rf.get("/")).content.decode()


def test_an_error_page_comes_although_the_banner_is_broken(rf, monkeypatch):
    def broken(*args):
        raise ConnectionError

    monkeypatch.setattr(banner.cache, "get", broken, raising=False)
    assert core_views.server_error(rf.get("/")).status_code == 500


def test_without_alerts_there_is_nothing(alerts):
    assert shown("/") == ""


def test_the_admin_shows_none(as_, alerts):
    live_alert(alerts)
    assert REGION not in as_("ppid").get(reverse("sop_desk")).content.decode()


# --- what ---------------------------------------------------------------------------------------------


def test_the_highest_level_first_and_three_at_most(alerts):
    for number, level in enumerate(["informasi", "awas", "waspada", "siaga", "awas"]):
        live_alert(alerts, f"Peringatan {number}", level=level, starts_at=NOW - number * MINUTE)
    html = shown()
    assert [html.index(f"Peringatan {number}") for number in (1, 4, 3)] == sorted(
        html.index(f"Peringatan {number}") for number in (1, 4, 3)
    )
    assert "Peringatan 0" not in html
    assert "Peringatan 2" not in html
    assert f'<a href="{alerts.url}">dan 2 peringatan lainnya</a>' in html


def test_three_need_no_more(alerts):
    for number in range(3):
        live_alert(alerts, f"Peringatan {number}")
    assert "lainnya" not in shown()


def test_hostile_words_are_only_words(alerts):
    live_alert(alerts, "<script>alert(1)</script>", area='"><img src=x onerror=alert(1)>')
    html = shown()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


# --- when ---------------------------------------------------------------------------------------------


def test_it_begins_and_ends_to_the_minute_with_a_warm_cache(alerts, clock, monkeypatch):
    # As if nothing were ever read again: what is kept is right by itself.
    monkeypatch.setattr(banner, "SECONDS", None)
    live_alert(alerts, starts_at=NOW + 10 * MINUTE, ends_at=NOW + 20 * MINUTE)
    for minutes, is_shown in ((0, False), (9, False), (10, True), (15, True), (19, True), (20, False), (21, False)):
        clock.move_to(NOW + minutes * MINUTE)
        assert bool(shown()) is is_shown, minutes


def test_it_appears_changes_and_goes_at_once_with_the_acts(as_, alerts):
    assert shown() == ""
    alert = announce(as_("ppid"), "KLB campak", level="siaga")
    assert "Siaga" in shown()
    update(as_("ppid"), alert, level="awas")
    assert "Awas" in shown()
    end(as_("ppid"), alert)
    assert shown() == ""


def test_it_goes_when_the_alert_is_taken_down(as_, alerts):
    alert = announce(as_("ppid"))
    assert shown()
    as_("pejabat").post(reverse("sop_take_down", args=[alert.pk]), {"comment": "Keliru."})
    assert shown() == ""


def test_it_leads_on_when_the_way_to_the_alert_changes(alerts):
    alert = live_alert(alerts)
    assert alert.url in shown()
    alerts.slug = "darurat"
    alerts.save()
    assert verbs.fresh(alert).url in shown()


def test_a_draft_is_never_in_it(alerts):
    alerts.add_child(instance=AlertPage(title="Rahasia", live=False, starts_at=NOW))
    assert shown() == ""


def test_another_process_with_a_cache_of_its_own_learns_of_it_within_the_time_kept(alerts, clock):
    """Local memory is each process's own: what the other process keeps is stood for by a copy put back."""
    assert shown() == ""
    kept = cache.get(banner.KEY)
    live_alert(alerts)
    cache.set(banner.KEY, kept, banner.SECONDS)
    assert shown() == ""
    assert banner.SECONDS <= 60
    clock.shift(dt.timedelta(seconds=banner.SECONDS + 1))
    assert shown()


# --- at what cost -----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 50])
def test_a_warm_page_takes_no_query_more(alerts, standard, settings, count):
    for number in range(count):
        live_alert(alerts, f"Peringatan {number}")
    addresses = ["/", standard.url, "/berita/", "/cari/?q=profil", "/tidak/ada/"]
    for address in addresses:
        shown(address)
        warm = queries_of(address)
        settings.PORTAL_BANNER = ""
        assert queries_of(address) == warm, address
        settings.PORTAL_BANNER = "ppid.information.alerts.banner.banner"


def test_a_cold_cache_costs_the_same_for_1_and_50_alerts(alerts):
    def cold() -> int:
        with CaptureQueriesContext(connection) as captured:
            cache.delete(banner.KEY)
            banner.banner()
        return len(captured)

    live_alert(alerts)
    shown()
    few = cold()
    for number in range(49):
        live_alert(alerts, f"Peringatan {number}")
    assert cold() == few


def test_what_is_over_is_not_kept(alerts):
    for number in range(5):
        live_alert(alerts, f"Lama {number}", starts_at=NOW - 2 * MINUTE, ends_at=NOW - MINUTE)
    live_alert(alerts, "Diakhiri", ended_at=NOW)
    shown()
    assert cache.get(banner.KEY) == ("", [])


def test_the_time_is_told_in_the_time_of_the_agency(as_, client, alerts):
    alert = announce(as_("ppid"), starts_at=local(NOW), ends_at=local(NOW + 60 * MINUTE))
    page = client.get(alert.url).content.decode()
    assert "20 November 2026, 10.00 WITA" in page
    assert "20 November 2026, 11.00 WITA" in page
    assert timezone.localtime(alert.starts_at).isoformat() in page

"""Counting tries: exact with many at once, per key, and by a window that ends."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import RequestFactory

from portal.core import throttling
from portal.core.models import Attempt
from tests.conftest import needs_row_locks
from tests.ppid.requests.cases import at

HOUR = timedelta(hours=1)
NOW = at("2026-03-10")


def tries(count: int, key: str = "k", limit: int = 5, now=NOW) -> list[bool]:
    return [throttling.hit(key, limit, HOUR, now) for _ in range(count)]


@pytest.mark.django_db
def test_the_sixth_of_five_is_too_many_and_others_are_not_touched():
    assert tries(7) == [True] * 5 + [False] * 2
    assert tries(1, key="another") == [True]


@pytest.mark.django_db
def test_a_window_begins_with_its_first_try_and_ends():
    tries(6)
    almost = NOW + HOUR - timedelta(seconds=1)
    assert tries(1, now=almost) == [False]
    assert throttling.seconds_left("k", HOUR, almost) == 1
    assert throttling.seconds_left("k", HOUR, NOW) == 3600
    assert tries(6, now=NOW + HOUR) == [True] * 5 + [False]
    assert throttling.seconds_left("never tried", HOUR, NOW) == 1


@pytest.mark.django_db
def test_what_no_window_reaches_is_swept():
    tries(1, key="old", now=NOW - throttling.LONGEST_WINDOW)
    tries(1, key="young")
    assert throttling.sweep(NOW) == 1
    assert [attempt.key for attempt in Attempt.objects.all()] == ["young"]


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tries_at_the_same_instant_are_each_counted():
    together, answers = Barrier(8), []

    def one():
        together.wait()
        answers.extend(tries(5, limit=20))
        connections.close_all()

    threads = [Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Attempt.objects.get().count == 40
    assert answers.count(True) == 20


def key(what: str = "send", about: str = "", **meta) -> str:
    return throttling.key_of(RequestFactory().get("/", **meta), what, about)


def test_a_key_tells_who_tries_what_about_which_and_shows_none_of_it():
    mine = key(REMOTE_ADDR="192.0.2.1")
    assert mine == key(REMOTE_ADDR="192.0.2.1") and "192.0.2" not in mine and len(mine) == 64
    assert len({mine, key("track", REMOTE_ADDR="192.0.2.1"), key(about="7", REMOTE_ADDR="192.0.2.1")}) == 3
    assert mine != key(REMOTE_ADDR="192.0.2.2")


def test_what_a_visitor_says_of_himself_is_not_believed(settings):
    said = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7, 203.0.113.9"}
    assert key(**said) == key(REMOTE_ADDR="192.0.2.1")
    settings.PORTAL_TRUSTED_PROXIES = 1
    assert key(**said) == key(REMOTE_ADDR="203.0.113.9")
    settings.PORTAL_TRUSTED_PROXIES = 2
    assert key(**said) == key(REMOTE_ADDR="198.51.100.7")
    settings.PORTAL_TRUSTED_PROXIES = 3
    assert key(**said) == key(REMOTE_ADDR="192.0.2.1")


@pytest.mark.parametrize("header", ["", ",", "kucing", "1.2.3.4.5", "192.0.2.5:80", "\x00", "9" * 5000, "fe80::1%eth0"])
def test_an_unreadable_header_is_no_error(settings, header):
    settings.PORTAL_TRUSTED_PROXIES = 1
    assert len(key(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR=header)) == 64


def test_the_addresses_of_one_subscriber_are_one():
    assert key(REMOTE_ADDR="2001:db8:1:2::1") == key(REMOTE_ADDR="2001:db8:1:2:ffff::9")
    assert key(REMOTE_ADDR="2001:db8:1:2::1") != key(REMOTE_ADDR="2001:db8:1:3::1")
    assert key(REMOTE_ADDR="::ffff:192.0.2.1") == key(REMOTE_ADDR="192.0.2.1")

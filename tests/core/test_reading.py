"""Whoever only reads waits for nobody: on SQLite every transaction takes the one write lock (docs/why/0004)."""

from __future__ import annotations

import pytest
from django.urls import resolve

from tests.browser.showcase import PAGES

READ = [
    *(address.partition("?")[0] for address in PAGES.values()),
    "/documents/1/berkas.pdf",
    "/healthz",
    "/robots.txt",
    "/sitemap.xml",
    "/data.json",
    "/.well-known/security.txt",
    "/ppid/daftar-informasi-publik/csv/",
]


@pytest.mark.parametrize("address", READ)
def test_who_reads_takes_no_transaction(address):
    assert "default" in getattr(resolve(address).func, "_non_atomic_requests", ())

"""Every page of the form: its weight, its queries, its headers, its words."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ppid.requests.asking.steps import STEPS
from ppid.requests.models import InformationRequest
from tests.language import visible, words
from tests.ppid.information.catalogue_pages import make_page

from .citizen import ANSWERS, FORM, SENT, START, Citizen, address, read

pytestmark = pytest.mark.django_db

KILOBYTE = 1000


@pytest.fixture
def pages(periodic) -> dict[str, object]:
    """Every page that a citizen can meet here, faults and refusals included."""
    for number in range(1, 8):
        make_page(periodic, number, f"Laporan kinerja tahun 2025, bagian {number}", summary="Capaian. " * 60)
    met = {"start": Client().get(START)}
    fresh = Client()
    met["no cookies"] = fresh.post(address("informasi"), {})
    citizen = Citizen()
    citizen.has_answered()
    met["resume"] = citizen.client.get(FORM)
    met |= {step.slug: citizen.get(step.slug) for step in STEPS if step.slug != "tersedia"}
    met |= {f"{step.slug} at fault": citizen.answer(step.slug, {}) for step in STEPS if step.slug != "tersedia"}
    met["unreadable"] = citizen.client.post(address("kontak"), "{}", content_type="application/json")
    met["thanks"] = citizen.client.post(address("kontak"), {"catatan_tambahan": "x"})
    asking = Citizen()
    asking.begin()
    asking.answer("informasi")
    met["tersedia"] = asking.get("tersedia")
    citizen.answer("periksa")
    met["sent"] = citizen.client.get(SENT)
    met["closed"] = Client().get(SENT)
    met["expired"] = expired()
    for _ in range(5):
        refused = Citizen()
        refused.has_answered()
        met["too many"] = refused.answer("periksa")
    assert {name for name, page in met.items() if page.status_code == 302} == set()
    assert met["too many"].status_code == 429
    return met


def expired():
    citizen = Citizen()
    citizen.begin()
    return citizen.client.post(address("kontak"), {"alamat": "x"})


def test_no_page_is_heavy_and_none_has_a_script(pages):
    styles = [Path(finders.find(name)) for name in re.findall(r'/static/(core/\w+\.css)"', read(pages["start"]))]
    assert len(styles) == 2
    assert sum(len(gzip.compress(style.read_bytes(), 6)) for style in styles) <= 10 * KILOBYTE
    for name, page in pages.items():
        assert len(gzip.compress(page.content, 6)) <= 12 * KILOBYTE, name
        # The breadcrumbs for search engines are data, which nobody runs.
        assert not re.search(r'<script(?! type="application/ld\+json">)|javascript:|\son\w+=', read(page)), name


def test_pages_of_one_person_are_kept_by_no_cache_and_found_by_nobody(pages):
    for name, page in pages.items():
        if name == "start":
            assert "noindex" not in read(page)
            continue
        assert {"private", "no-store"} <= {part.strip() for part in page["Cache-Control"].split(",")}, name
        assert '<meta name="robots" content="noindex">' in read(page), name


def test_every_page_has_one_heading_and_a_title_of_its_own(pages):
    titles = {}
    for name, page in pages.items():
        assert len(re.findall(r"<h1\b", read(page))) == 1, name
        titles[name] = re.search(r"<title>(.*?) – ", read(page))[1]
    faulty = {name for name, title in titles.items() if title.startswith("Galat: ")}
    assert faulty == {name for name in pages if name.endswith("at fault")}
    assert len(set(titles.values())) == len(titles)


def test_nobody_meets_an_english_word(pages):
    for name, page in pages.items():
        met = visible.texts(page.content.decode(), page["Content-Type"])
        assert [text for text in met if words.english_in(text)] == [], name


def test_browsers_are_told_what_a_field_is_for(pages):
    told = {name: set(re.findall(r'autocomplete="([\w-]+)"', read(page))) for name, page in pages.items()}
    assert told["identitas"] == {"name", "off"}
    assert told["kontak"] >= {"street-address", "tel", "email"}


def test_every_hint_and_fault_is_tied_to_its_field(pages):
    for name, page in pages.items():
        html = read(page)
        for ids in re.findall(r'aria-describedby="([^"]+)"', html):
            for described_by in ids.split():
                assert f'id="{described_by}"' in html, (name, described_by)


def test_reading_takes_no_transaction_and_few_queries():
    citizen = Citizen()
    citizen.has_answered()
    for address_ in (START, FORM, address("informasi"), address("kontak"), address("periksa")):
        citizen.client.get(address_)  # fills the cache of the page's chrome
        with CaptureQueriesContext(connection) as captured:
            citizen.client.get(address_)
        statements = [query["sql"] for query in captured]
        assert len(statements) <= 5, statements
        assert not any("SAVEPOINT" in sql or "BEGIN" in sql or "UPDATE" in sql for sql in statements)


def test_an_answer_costs_the_same_with_one_item_and_twenty():
    def queries(items: int) -> int:
        citizen = Citizen()
        citizen.has_answered(informasi={f"butir_{number}": f"Butir {number}" for number in range(1, items + 1)})
        with CaptureQueriesContext(connection) as captured:
            assert citizen.answer("periksa")["Location"] == SENT
        return len(captured)

    queries(1)
    assert queries(1) == queries(20)
    assert InformationRequest.objects.count() == 3
    assert len(ANSWERS) == len(STEPS)

"""The public list of exempt information (DIK): four things of each decision in force, and nothing else anywhere."""

import datetime as dt
import gzip
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ppid.information.exemptions import listing
from ppid.information.models import ClassificationDecision, ConsequenceTest, Edition
from tests.core import files

from .withholding import CANARY, a_unit, compile_test, judge, withheld

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)
ADDRESS = "/ppid/informasi-dikecualikan/"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def citizen():
    return Client()


def html_of(client, address=ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def decide_shortly(numbers: range) -> None:
    """Decisions made the short way: how they are made is tested elsewhere."""
    for n in numbers:
        test = ConsequenceTest.objects.create(subject=f"Informasi {n:04}", live=True, unit=a_unit())
        ClassificationDecision.objects.create(
            test=test,
            number=f"{n}/PPID/X/XI/2026",
            year=2026,
            sequence=1000 + n,
            title=test.subject,
            ground="i",
            unit=test.unit,
            period_text="Selama bersifat rahasia",
            decided_on=TODAY,
            content={},
        )


def test_what_is_not_decided_is_not_listed(as_, exempt_list, citizen):
    test = compile_test(as_("petugas"))
    judge(as_("ppid"), test)
    assert test.subject not in html_of(citizen)
    assert "Belum ada informasi yang dikecualikan." in html_of(citizen)


def test_a_decision_in_force_is_listed_with_four_things(as_, exempt_list, citizen):
    decision = withheld(as_)
    html = html_of(citizen)
    for words in (
        decision.title,
        "Pasal 17 huruf h: Rahasia pribadi",
        "Berakhir 29 Desember 2028",
        decision.number,
    ):
        assert words in html
    assert CANARY not in html


def test_words_stand_where_there_is_no_end_date(as_, exempt_list, citizen):
    withheld(as_, ends_on="", period_text="Selama diperlukan")
    assert "Selama diperlukan" in html_of(citizen)


def test_on_its_end_date_it_is_gone_although_no_job_ran(as_, exempt_list, citizen, november):
    decision = withheld(as_, ends_on="2027-03-01")
    november.move_to(dt.datetime(2027, 2, 28, 15, 59, tzinfo=dt.UTC))
    assert decision.title in html_of(citizen)
    # 16.00 UTC is midnight at the agency.
    november.move_to(dt.datetime(2027, 2, 28, 16, 0, tzinfo=dt.UTC))
    assert decision.title not in html_of(citizen)


def test_what_supersedes_replaces(as_, exempt_list, citizen):
    old = withheld(as_)
    test = compile_test(as_("petugas"), supersedes=old.pk, subject="Rekam medis rawat jalan")
    judge(as_("ppid"), test)
    judge(as_("kadis"), test)
    html = html_of(citizen)
    assert old.title not in html
    assert "Rekam medis rawat jalan" in html


def test_hostile_text_is_inert(as_, exempt_list, citizen):
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    withheld(as_, subject=evil, ends_on="", period_text=evil)
    html = html_of(citizen)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("number", ["0", "-1", "99999", "x", "1%00", "٣"])
def test_any_page_number_is_answered(exempt_list, citizen, number):
    assert citizen.get(f"{ADDRESS}?halaman={number}").status_code == 200


def test_it_takes_as_many_queries_and_little_paper_however_long(exempt_list, citizen):
    def measured() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            html = html_of(citizen)
        return len(captured), len(gzip.compress(html.encode()))

    decide_shortly(range(1))
    measured()
    short, _ = measured()
    decide_shortly(range(1, 120))
    long, size = measured()
    assert short == long <= 10
    assert size <= 12_000


# --- nothing else is public -------------------------------------------------------------------------------------------


def test_a_canary_in_every_private_field_is_found_nowhere(as_, people, home, exempt_list, citizen):
    secret = files.pdf()
    decision = withheld(as_, upload=SimpleUploadedFile(f"{CANARY}.pdf", secret, "application/pdf"))
    compile_test(as_("petugas"), subject=f"Belum ditetapkan {CANARY}")
    met, waiting = set(), ["/", ADDRESS, "/sitemap.xml", "/robots.txt", "/cari/?q=rekam+medis"]
    waiting += [f"{ADDRESS}edisi/", reverse("information_tests"), "/berita/rss/"]
    while waiting:
        address = waiting.pop()
        response = citizen.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        text = content.decode(errors="ignore") + str(dict(response.headers))
        assert secret not in content
        assert CANARY not in text, address
        met.add(address)
        for link in re.findall(r'(?:href|src)="(/[^"#]*)"|<loc>http://[^/]+(/[^<]*)</loc>', text):
            found = (link[0] or link[1]).replace("&amp;", "&")
            if found not in met and found not in waiting and not found.startswith(("/static/", "/admin/")):
                waiting.append(found)
    assert {ADDRESS, f"{ADDRESS}edisi/", "/ppid/"} <= met
    # The search says again what was asked for, so that only what it found counts.
    assert not citizen.get(f"/cari/?q={CANARY}").context["results"].object_list
    assert decision.title in html_of(citizen)


def test_its_editions_hold_four_columns_and_are_signed_by_the_ppid(as_, exempt_list, citizen):
    decision = withheld(as_)
    freeze = reverse("freeze_edition", args=[exempt_list.pk])
    form = {"decree_number": "SK/1/2026", "decree_date": "2026-11-20", "number": "1"}
    for who in ("kadis", "petugas", "superuser"):
        as_(who).post(freeze, form)
    assert not Edition.objects.exists()
    as_("ppid").post(freeze, form)
    edition = Edition.objects.get()
    assert (edition.kind, edition.number, edition.row_count) == ("exempt", 1, 1)
    for download in ("csv", "json", "xlsx"):
        response = citizen.get(f"{ADDRESS}edisi/1/{download}/")
        assert response.status_code == 200
    assert decision.title in edition.content
    assert CANARY not in edition.content
    assert citizen.get(f"{ADDRESS}edisi/1/pdf/").status_code == 200


def test_a_plh_signs_no_edition_of_it(as_, people, exempt_list):
    from tests.sop.test_rules import appoint

    withheld(as_)
    appoint(people["outsider"], "ppid", "plh", TODAY, TODAY)
    form = {"decree_number": "SK/1/2026", "decree_date": "2026-11-20", "number": "1"}
    as_("outsider").post(reverse("freeze_edition", args=[exempt_list.pk]), form)
    assert not Edition.objects.exists()


def test_the_rows_of_an_edition_are_the_public_columns(as_):
    decision = withheld(as_)
    assert [set(row) for row in listing.rows(TODAY)] == [{column.name for column in listing.COLUMNS}]
    assert list(listing.rows(decision.ends_on)) == []

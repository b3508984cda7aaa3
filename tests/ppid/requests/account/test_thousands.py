"""Five thousand cases: the report equals the registers row by row, and says nothing of anybody.

Acceptance check 11 (docs/rules.md).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.workdays.models import CalendarDay
from ppid.requests.account.publishing import publish
from ppid.requests.models import AnnualReport, Dispute, InformationRequest, Objection, RequestedItem
from tests.conftest import make_official
from tests.ppid.canary import text_of

from .. import cases
from .year import ANSWERED, CANARY, LAST_DAY, NIK, OPEN, REQUESTS, YEAR, Maker

pytestmark = pytest.mark.django_db

TODAY = LAST_DAY + timedelta(days=1)
TEXTS = dict.fromkeys(AnnualReport.TEXTS, "Uraian contoh.")
STATISTICS, REPORT = f"/ppid/statistik/{YEAR}/", f"/ppid/laporan-layanan/{YEAR}/"
MAX_BYTES = 12 * 1024


@dataclass(frozen=True)
class Published:
    report: AnnualReport
    answers: dict[str, bytes]
    queries: dict[str, int]


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker) -> Iterator[Published]:
    """The year, counted, published and read once; nothing of it stays."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        time_machine.travel(cases.at(TODAY.isoformat()), tick=False),
    ):
        ppid = make_official("ppid", "ppid")
        Maker().make()
        draft = AnnualReport.objects.create(year=YEAR, **TEXTS)
        report = publish(draft.pk, cases.person(ppid), cases.at(TODAY.isoformat()))
        answers, queries = {}, {}
        for address in (STATISTICS, f"{STATISTICS}data.csv", REPORT, f"{REPORT}laporan.pdf", f"{REPORT}data.csv"):
            Client().get(address)
            with CaptureQueriesContext(connection) as captured:
                response = Client().get(address)
            assert response.status_code == 200
            answers[address], queries[address] = response.content, len(captured)
        yield Published(report, answers, queries)
        transaction.set_rollback(True)


class Recount:
    """The registers counted another way: by the rows themselves, one after the other."""

    def __init__(self) -> None:
        shut = set(CalendarDay.objects.values_list("date", flat=True))
        days = [cases.at("2026-01-01").date() + timedelta(days=n) for n in range(500)]
        self.open_days = [day for day in days if day.weekday() < 5 and day not in shut]
        self.requests = list(InformationRequest.objects.filter(year=YEAR))
        self.items = list(RequestedItem.objects.filter(request__year=YEAR).select_related("request", "decision"))
        self.objections = list(Objection.objects.filter(year=YEAR))
        self.disputes = list(Dispute.objects.filter(received_on__year=YEAR).prefetch_related("steps"))

    def took(self, start, end) -> int:
        return bisect_right(self.open_days, end) - bisect_right(self.open_days, start)


@pytest.fixture(scope="module")
def recount(published, django_db_blocker) -> Recount:
    with django_db_blocker.unblock():
        return Recount()


def answered_on(request):
    return {"redirected": request.closed_on}.get(request.state, request.notified_on)


def times(recount, pairs) -> list[int]:
    return sorted(recount.took(start, end) for start, end in pairs)


def ninetieth(values: list[int]) -> int:
    """The first value that nine tenths do not exceed, looked for one by one."""
    return next(value for value in values if 10 * sum(other <= value for other in values) >= 9 * len(values))


def cells(content: bytes) -> dict[tuple[str, str], str]:
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    return {(row["Tabel"], row["Baris"]): row["Nilai"] for row in rows}


def test_the_requests_are_those_of_the_register(published, recount):
    told, rows = published.report.figures["requests"], recount.requests
    assert told["received"] == len(rows) == REQUESTS
    assert told["channels"] == Counter(row.channel for row in rows)
    assert told["states"] == Counter(row.state for row in rows)
    assert told["extended"] == sum(row.extended_on is not None for row in rows)


def test_every_request_stands_in_time_or_not_and_none_is_dropped(published, recount):
    counts = Counter()
    for row in recount.requests:
        day = answered_on(row)
        if day:
            counts["in-time" if day <= row.due_on else "late"] += 1
        elif row.state == "withdrawn":
            counts["withdrawn-late" if row.closed_on > row.due_on else "not-owed"] += 1
        elif row.state == "closed-incomplete":
            counts["not-owed"] += 1
        elif row.state == "incomplete" or row.due_on >= TODAY:
            counts["open"] += 1
        else:
            assert row.state in OPEN
            counts["open-late"] += 1
    standings = published.report.figures["requests"]["timing"]["standings"]
    assert {code: count for code, count in standings.items() if count} == counts
    assert sum(standings.values()) == REQUESTS and min(counts.values()) > 20


def test_the_times_are_those_of_the_rows(published, recount):
    taken = times(recount, [(row.received_on, answered_on(row)) for row in recount.requests if answered_on(row)])
    told = published.report.figures["requests"]["timing"]
    assert (told["median"], told["p90"], told["unmeasured"]) == (median(taken), ninetieth(taken), 0)
    by_class = [sum(t <= 10 for t in taken), sum(10 < t <= 17 for t in taken), sum(t > 17 for t in taken)]
    assert told["classes"] == by_class and min(by_class) > 100


def test_outcomes_are_counted_for_answered_requests_alone(published, recount):
    answered = [item for item in recount.items if item.request.state in (*ANSWERED, "redirected")]
    told = published.report.figures["requests"]
    assert told["outcomes"] == Counter(item.outcome for item in answered)
    assert told["grounds"] == Counter(item.decision.ground[0] for item in answered if item.decision)
    assert set(told["grounds"]) == {"h", "a", "i", "j"}
    assert any(item.outcome and item not in answered for item in recount.items)


def test_objections_and_orders_are_those_of_the_register(published, recount):
    told, rows = published.report.figures["objections"], recount.objections
    assert told["received"] == len(rows) > 300
    assert told["reasons"] == Counter(reason for row in rows for reason in row.reasons)
    assert told["outcomes"] == Counter(row.outcome for row in rows if row.notified_on)
    assert told["withdrawn"] == sum(row.state == "withdrawn" for row in rows)
    taken = times(recount, [(row.received_on, row.notified_on) for row in rows if row.notified_on])
    assert (told["timing"]["median"], told["timing"]["p90"]) == (median(taken), ninetieth(taken))
    late = [row for row in rows if row.notified_on and row.notified_on > row.due_on]
    silent = [row for row in rows if row.state in ("received", "decided") and row.due_on < TODAY]
    assert (told["timing"]["standings"]["late"], told["timing"]["standings"]["open-late"]) == (len(late), len(silent))
    orders = [row for row in rows if row.order]
    assert sum(told["orders"].values()) == len(orders) > 50
    done = [row for row in orders if row.fulfilled_on and row.fulfilled_on <= row.order_due_on]
    undone = [row for row in orders if not row.fulfilled_on and row.order_due_on < TODAY]
    assert (told["orders"]["in-time"], told["orders"]["open-late"]) == (len(done), len(undone))


def test_disputes_are_those_of_the_register(published, recount):
    told, rows = published.report.figures["disputes"], recount.disputes
    assert told["received"] == len(rows) > 10
    assert told["stages"] == Counter(row.stage for row in rows)
    assert told["rulings"] == Counter(row.ruling for row in rows if row.ruling)
    assert told["steps"] == Counter(code for row in rows for code in {step.code for step in row.steps.all()})


def test_page_paper_and_spreadsheet_say_what_was_frozen(published):
    figures = published.report.figures
    told = cells(published.answers[f"{REPORT}data.csv"])
    outcome, timing = "Hasil tiap butir informasi yang diminta", figures["requests"]["timing"]
    assert told["Jumlah permohonan", "Diterima"] == "5000"
    assert told[outcome, "Dikabulkan sebagian"] == str(figures["requests"]["outcomes"]["partly"])
    assert told[outcome, "Ditolak karena dikecualikan"] == str(figures["requests"]["outcomes"]["refused"])
    judged = sum(timing["standings"][code] for code in ("in-time", "late", "open-late", "withdrawn-late"))
    share = float(told["Waktu menjawab permohonan", "Tepat waktu"])
    assert share == pytest.approx(100 * timing["standings"]["in-time"] / judged, abs=0.001)
    rows = BeautifulSoup(published.answers[REPORT], "html.parser").select("tbody tr")
    page = [(row.th.get_text(), row.td.get_text()) for row in rows]
    words = " ".join(text_of(published.answers[f"{REPORT}laporan.pdf"]).split())
    assert len(page) == len(told) > 50
    for (name, shown), ((_, line), value) in zip(page, told.items(), strict=True):
        assert name == line
        if "hari kerja" not in shown and "%" not in shown:
            assert shown.replace(".", "") == value
        assert f"{name} {shown}" in words


def test_statistics_of_that_day_are_those_of_the_report(published):
    assert cells(published.answers[f"{STATISTICS}data.csv"]) == cells(published.answers[f"{REPORT}data.csv"])


def test_no_group_of_few_is_singled_out(published):
    figures, told = published.report.figures, cells(published.answers[f"{REPORT}data.csv"])
    assert figures["requests"]["channels"]["post"] == 3 and figures["objections"]["reasons"]["f"] == 3
    for table in ("Cara permohonan disampaikan", "Alasan keberatan (Pasal 35 ayat (1))"):
        shown = {line: int(value) for (of, line), value in told.items() if of == table}
        assert min(shown.values()) >= 5 and "Lainnya (digabung)" in shown and len(shown) > 2
        assert not {"Pos", "Huruf f: Biaya yang dikenakan tidak wajar"} & set(shown)


def test_a_rare_ground_is_named_and_not_counted(published):
    rare = {code for code, count in published.report.figures["requests"]["grounds"].items() if count < 5}
    assert rare == {"i", "j"}
    told = cells(published.answers[f"{REPORT}data.csv"])
    grounds = {line for table, line in told if table.startswith("Alasan penolakan")}
    for answer in (STATISTICS, REPORT):
        page = " ".join(published.answers[answer].decode().split())
        assert "Digabung agar tidak ada kelompok di bawah 5 butir: " in page
        for code in rare:
            assert f"Pasal 17 huruf {code}: " in page
            assert not any(line.startswith(f"Pasal 17 huruf {code}:") for line in grounds)


def test_nobody_who_asked_can_be_read_anywhere(published):
    told = {address: text_of(content) for address, content in published.answers.items()}
    told["frozen"] = json.dumps(published.report.figures)
    for address, text in told.items():
        assert len(text) > 500
        for secret in (CANARY, NIK, "qzxv", "contoh.invalid"):
            assert secret not in text.lower(), (address, secret)


def test_a_page_stays_light_and_asks_the_database_seldom(published):
    for address in (STATISTICS, REPORT):
        html = published.answers[address]
        assert len(gzip.compress(html)) <= MAX_BYTES
        assert html.count(b"<script") == html.count(b'<script type="application/ld+json">'), "data, and nothing to run"
    assert published.queries[STATISTICS] <= 12 and published.queries[REPORT] <= 3

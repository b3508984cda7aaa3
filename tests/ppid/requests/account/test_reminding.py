"""The report is asked for from 1 March, due on 31 March, overdue on 1 April; nobody is told twice.

Acceptance check 11 (docs/rules.md).
"""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core import mail as outgoing
from django.core.management import call_command

from ppid.requests.account import reminding
from ppid.requests.models import AnnualReport, ReportMail
from tests import verbs
from tests.conftest import make_official
from tests.sop.test_desk import MAX_QUERIES, queries_of
from tests.sop.test_holes import EVERYBODY

from .. import cases

pytestmark = pytest.mark.django_db

TITLE = "Laporan layanan informasi publik tahun 2026"


@pytest.fixture
def year(people):
    people["atasan"] = make_official("atasan", "atasan-ppid")
    return cases.bring_to(cases.a_request(cases.at("2026-03-02")), "closed", people, cases.at("2026-03-04"))


def on(day: str):
    return time_machine.travel(cases.at(day), tick=False)


@pytest.mark.parametrize(
    ("day", "waits", "words"),
    [
        ("2027-02-26", False, ""),
        ("2027-03-01", True, "paling lambat 31 Maret 2027"),
        ("2027-03-31", True, "paling lambat 31 Maret 2027"),
        ("2027-04-01", True, "Terlambat"),
    ],
)
def test_check_11_it_waits_on_the_desk_from_1_march_and_is_late_on_1_april(as_, year, day, waits, words):
    with on(day):
        assert (TITLE in verbs.waiting_on_desk(as_("ppid"))) == waits
        page = as_("ppid").get("/admin/meja/").content.decode()
        assert words in page
        assert ("Terlambat" in page) == (day == "2027-04-01")


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "ppid"] + ["atasan"])
def test_it_waits_for_nobody_else(as_, year, who):
    with on("2027-04-01"):
        assert TITLE not in as_(who).get("/admin/meja/", follow=True).content.decode()


def test_it_leads_to_where_the_next_thing_is_done(as_, year):
    with on("2027-03-01"):
        (owed,) = reminding.owed(date(2027, 3, 1))
        assert as_("ppid").get(owed.address).status_code == 200
        report = AnnualReport.objects.create(year=2026, **dict.fromkeys(AnnualReport.TEXTS, "Uraian."))
        (owed,) = reminding.owed(date(2027, 3, 1))
        assert f"/edit/{report.pk}/" in owed.address
        as_("ppid").post(f"/admin/permohonan/laporan-layanan/inspect/{report.pk}/")
        assert reminding.owed(date(2027, 3, 1)) == [] and TITLE not in verbs.waiting_on_desk(as_("ppid"))


def test_check_11_two_mails_to_the_ppid_and_none_twice(year):
    assert reminding.remind(date(2027, 2, 28)) == 0
    assert reminding.remind(date(2027, 3, 1)) == 1
    assert reminding.remind(date(2027, 3, 2)) == reminding.remind(date(2027, 3, 31)) == 0
    assert reminding.remind(date(2027, 4, 1)) == 1
    assert reminding.remind(date(2027, 4, 2)) == 0
    first, second = ReportMail.objects.order_by("pk")
    assert first.address == second.address == "ppid@contoh.invalid"
    assert first.subject == f"{TITLE.replace('tahun ', '')}: paling lambat 31 Maret 2027"
    assert second.subject.endswith("lewat batas 31 Maret 2027") and "belum diumumkan" in second.body


def test_the_daily_run_writes_it_and_it_goes_out(year, django_capture_on_commit_callbacks):
    with on("2027-03-01"), django_capture_on_commit_callbacks(execute=True):
        call_command("review_requests")
    call_command("send_mail")
    sent = [mail for mail in outgoing.outbox if TITLE.split(" tahun")[0] in mail.subject]
    assert len(sent) == 1 and "/admin/permohonan/laporan-layanan/" in sent[0].body


def test_a_published_report_and_a_portal_without_requests_remind_nobody(people, year):
    report = AnnualReport.objects.create(year=2026, **dict.fromkeys(AnnualReport.TEXTS, "Uraian."))
    from ppid.requests.account.publishing import publish

    with on("2027-01-05"):
        publish(report.pk, cases.person(people["ppid"]), cases.at("2027-01-05"))
    assert reminding.remind(date(2027, 4, 1)) == 0


def test_before_the_first_request_no_report_is_owed(people):
    assert reminding.owed(date(2027, 4, 1)) == []


def test_the_desk_still_costs_little(as_, year):
    with on("2027-04-01"):
        as_("ppid").get("/admin/meja/")
        assert queries_of(as_("ppid")) <= MAX_QUERIES

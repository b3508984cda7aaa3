"""The day's work: closing, reminding, once each; a dead mail server loses nothing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail as outgoing
from django.core.management import call_command

from portal.core.models import Attempt
from ppid.requests import jobs, reminders
from ppid.requests.lifecycle import State
from ppid.requests.models import HistoryRow, RequestDraft, RequestMail

from . import cases
from .asking.citizen import Citizen

pytestmark = pytest.mark.django_db

Kind = RequestMail.Kind


def told(kind) -> set[str]:
    return set(RequestMail.objects.filter(kind=kind).values_list("address", flat=True))


def test_what_is_not_completed_is_closed_the_day_after_by_nobody(people):
    request = cases.a_request(cases.at("2026-03-06"))
    cases.do(request, "find-incomplete", cases.person(people["ppid"]), cases.at("2026-03-06"), missing=["KTP"])
    assert jobs.review(cases.at("2026-03-11", 23)).closed == 0
    assert jobs.review(cases.at("2026-03-12", 0)).closed == 1
    assert jobs.review(cases.at("2026-03-12", 0)).closed == 0
    request.refresh_from_db()
    row = HistoryRow.objects.filter(request=request).last()
    assert (request.state, row.office, row.actor) == (State.CLOSED_INCOMPLETE, "Sistem", None)


def test_officers_are_warned_once_and_told_of_lateness_once(people):
    request = cases.a_request(cases.at("2026-03-06"))
    assert request.target_on == date(2026, 3, 27)
    # Three working days before Friday 27 March, past the cuti bersama of Idulfitri, is Tuesday 17 March.
    assert reminders.remind(date(2026, 3, 16)) == 0
    assert reminders.remind(date(2026, 3, 17)) == 1
    assert reminders.remind(date(2026, 3, 27)) == 0
    assert told(Kind.OVERDUE) == set()
    assert reminders.remind(date(2026, 3, 28)) == 1
    assert reminders.remind(date(2026, 3, 30)) == 0
    assert told(Kind.DUE_SOON) == told(Kind.OVERDUE) == {"ppid@contoh.invalid"}


def test_the_officer_in_charge_is_reminded_too_and_no_superuser(people):
    request = cases.a_request(cases.at("2026-03-06"))
    cases.do(request, "assign", cases.person(people["ppid"]), cases.at("2026-03-06"), officer=people["petugas"])
    reminders.remind(date(2026, 3, 30))
    assert told(Kind.OVERDUE) == {"ppid@contoh.invalid", "petugas@contoh.invalid"}


def test_what_was_answered_or_lies_with_the_applicant_reminds_nobody(people):
    answered = cases.bring_to(cases.a_request(cases.at("2026-03-06")), State.NOTIFIED, people, cases.at("2026-03-09"))
    waiting = cases.bring_to(cases.a_request(cases.at("2026-03-06")), State.INCOMPLETE, people, cases.at("2026-03-09"))
    assert answered.target_on is None and waiting.target_on
    assert reminders.remind(date(2026, 4, 30)) == 0


def test_each_act_tells_those_on_whom_the_next_waits_and_nobody_of_his_own(people):
    cases.bring_to(cases.a_request(), State.SIGNED, people)
    addresses = list(RequestMail.objects.filter(kind=Kind.ASSIGNED).order_by("pk").values_list("address", flat=True))
    assert addresses == ["ppid@contoh.invalid", "petugas@contoh.invalid", "ppid@contoh.invalid"]


def test_no_mail_says_who_asks_or_for_what(people):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-06")), State.NOTIFIED, people, cases.at("2026-03-06"))
    cases.bring_to(cases.a_request(cases.at("2026-03-06")), State.REDIRECTED, people, cases.at("2026-03-06"))
    open_ = cases.a_request(cases.at("2026-03-06"))
    cases.do(open_, "extend", cases.person(people["ppid"]), cases.at("2026-03-06"), ground="not-held-yet", reason="x")
    cases.bring_to(open_, State.INCOMPLETE, people, cases.at("2026-03-06"))
    reminders.remind(date(2026, 3, 30))
    texts = " ".join(f"{mail.subject} {mail.body}" for mail in RequestMail.objects.all())
    for private in (request.applicant_name, request.address, request.phone, cases.NIK, "Laporan kinerja", "Penelitian"):
        assert private not in texts
    assert set(RequestMail.objects.values_list("kind", flat=True)) >= {Kind.RECEIVED, Kind.ANSWERED, Kind.EXTENDED}


def test_with_the_mail_server_dead_each_mail_goes_once_afterwards(settings, people, django_capture_on_commit_callbacks):
    living = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.sop.mail_servers.DeadServer"
    with django_capture_on_commit_callbacks(execute=True):
        request = cases.a_request()
    assert request.number and outgoing.outbox == []
    settings.EMAIL_BACKEND = living
    for _ in range(3):
        call_command("send_mail")
    assert sorted(message.to[0] for message in outgoing.outbox) == ["pemohon@contoh.invalid", "ppid@contoh.invalid"]


def test_what_visitors_left_for_a_while_is_forgotten(people):
    now = cases.at("2026-03-10")
    Attempt.objects.create(key="k", window_started_at=now, count=1)
    citizen = Citizen()
    with time_machine.travel(now, tick=False):
        citizen.has_answered()
    assert jobs.review(now + timedelta(hours=23)).forgotten == 0
    assert jobs.review(now + timedelta(hours=24)).forgotten == 2
    assert not Attempt.objects.exists() and not RequestDraft.objects.exists()


def test_the_command_can_run_twice(people, capsys):
    cases.a_request(cases.at("2026-03-06"))
    for _ in range(2):
        call_command("review_requests")
    assert capsys.readouterr().out.count("1 pengingat") == 1

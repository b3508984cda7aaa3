"""Entering a request: one number series for every channel, once, whole, with its clocks.

Acceptance checks 1, 2 and 17 (docs/rules.md).
"""

from datetime import date

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail as outgoing

from portal.core.models import Counter
from portal.core.sealing import open_sealed
from portal.workdays.models import CalendarDay, CalendarYear
from ppid.requests import secret
from ppid.requests.models import Deadline, HistoryRow, InformationRequest, SearchTerm
from ppid.requests.registration import register

from . import cases

pytestmark = pytest.mark.django_db


def test_check_1_a_web_request_on_a_holiday_has_its_number_and_its_dates_at_once():
    request = cases.a_request(cases.at("2026-03-21"))
    assert request.number.startswith("1/PPID/")
    assert (request.received_on, request.due_on, request.guard_on) == (
        date(2026, 3, 21),
        date(2026, 4, 8),
        date(2026, 4, 8),
    )
    assert request.checked_by_on == date(2026, 3, 27)


def test_check_2_every_channel_takes_from_one_series(people):
    desk = cases.person(people["petugas"])
    requests = [cases.a_request(channel=channel, received_by=desk) for channel in InformationRequest.Channel.values]
    assert [request.sequence for request in requests] == [1, 2, 3, 4, 5]
    assert [request.channel for request in requests] == InformationRequest.Channel.values
    assert {request.received_by_name for request in requests} == {"Contoh petugas"}


def test_check_17_a_foreign_applicant_is_registered_and_flagged():
    request = cases.a_request(is_foreign=True, identity_number="X1234567")
    assert request.is_foreign and request.state == "received"


def test_the_same_form_sent_twice_is_one_request(db):
    application, now = cases.an_application(), cases.at("2026-03-10")
    first, is_new = register(
        application, channel="web", received_at=now, now=now, secret_hash=secret.hashed(cases.CODE)
    )
    second, is_new_again = register(
        application, channel="web", received_at=now, now=now, secret_hash=secret.hashed(cases.CODE)
    )
    assert (first.pk, is_new, is_new_again) == (second.pk, True, False)
    assert (InformationRequest.objects.count(), HistoryRow.objects.count()) == (1, 1)
    assert Counter.objects.get(series="request", year=2026).last == 1


def test_a_request_at_the_last_instant_of_the_year_is_of_that_year():
    moment = cases.at("2026-12-31", 23).replace(minute=59, second=59, microsecond=999_999)
    request = cases.a_request(moment)
    assert (request.year, request.received_on, request.due_on) == (2026, date(2026, 12, 31), date(2027, 1, 18))


def test_the_identity_number_and_the_code_are_not_kept_in_clear():
    request = cases.a_request()
    row = InformationRequest.objects.values().get(pk=request.pk)
    assert cases.NIK not in str(row) and cases.CODE not in str(row)
    assert open_sealed(bytes(row["identity_sealed"])) == cases.NIK
    assert row["identity_tail"] == cases.NIK[-4:]
    assert not SearchTerm.objects.filter(word__contains=cases.NIK).exists()


@pytest.mark.parametrize("typed", [cases.CODE, cases.CODE.lower(), " 7q4d m2kx 9oHV ", "7Q4DM2KX90HV"])
def test_a_code_is_read_as_people_type_it(typed):
    assert secret.matches(typed, cases.a_request().secret_hash)


@pytest.mark.parametrize("typed", ["", "7Q4D-M2KX-90HW", "x" * 5000, "\0", "７Q4D"])
def test_any_other_code_is_wrong(typed):
    assert not secret.matches(typed, cases.a_request().secret_hash)
    assert not secret.matches(typed, None)


def test_a_code_that_was_hashed_at_another_cost_is_still_understood():
    kept = PBKDF2PasswordHasher().encode(secret.normal(cases.CODE), "salt", iterations=30_000)
    assert secret.matches(cases.CODE, kept) and not secret.matches("7Q4D-M2KX-90HW", kept)


def test_a_calendar_that_was_not_loaded_keeps_nobody_out():
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()
    request = cases.a_request()
    assert request.number and request.due_on is None
    assert not Deadline.objects.exists()


def test_the_receipt_by_mail_says_the_number_and_nothing_of_the_person(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        request = cases.a_request(cases.at("2026-03-21"))
    (message,) = outgoing.outbox
    assert message.to == [request.email]
    assert request.number in message.subject and "8 April 2026" in message.body
    for private in (cases.CODE, cases.NIK, request.applicant_name, request.items.first().text):
        assert private not in message.subject + message.body


def test_without_a_mail_address_none_is_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        cases.a_request(email="", channel="counter")
    assert outgoing.outbox == []

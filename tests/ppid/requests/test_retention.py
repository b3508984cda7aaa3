"""The proof of identity goes when its term is over; the register, its history and the rest stay."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.core import vault
from portal.core.models import PrivateFile
from portal.workdays.calendar import closed_days
from ppid.requests import checks, history, retention
from ppid.requests.lifecycle import State
from ppid.requests.models import HistoryRow, InformationRequest, RequestFile
from tests.core import files

from . import cases

pytestmark = pytest.mark.django_db

NOW = cases.at("2026-03-06")
Kind = RequestFile.Kind


@pytest.fixture
def ended(people):
    kept = [(kind, vault.store(SimpleUploadedFile("a.pdf", files.pdf(), "application/pdf"), None)) for kind in Kind]
    request = cases.a_request(NOW, files=[pair for pair in kept if pair[0] != Kind.RELEASED])
    return cases.bring_to(request, State.WITHDRAWN, people, NOW)


def test_the_term_is_all_remedies_one_after_the_other():
    # 30 + 30 + 14 working days; an independent count over the calendar's table.
    closed, day, left = closed_days(), date(2026, 3, 6), 74
    while left:
        day = date.fromordinal(day.toordinal() + 1)
        left -= day.weekday() < 5 and day not in closed
    assert retention.erasable_on(date(2026, 3, 6), closed) == day


def test_on_its_last_day_it_stays_and_on_the_next_it_goes(ended):
    last = retention.erasable_on(date(2026, 3, 6), closed_days())
    assert retention.erase_what_is_over(cases.at(last.isoformat(), 23)) == 0
    after = cases.at(date.fromordinal(last.toordinal() + 1).isoformat(), 0)
    before = PrivateFile.objects.count()

    assert retention.erase_what_is_over(after) == 2
    assert retention.erase_what_is_over(after) == 0

    gone = RequestFile.objects.filter(request=ended, erased_on=local(after))
    assert {file.kind for file in gone} == {Kind.IDENTITY, Kind.POWER_OF_ATTORNEY}
    assert all(file.file is None and file.sha256 for file in gone)
    assert PrivateFile.objects.count() == before - 2
    assert InformationRequest.objects.get(pk=ended.pk).applicant_name == "Contoh Pemohon"
    rows = list(HistoryRow.objects.filter(request=ended))
    assert rows[-1].event == "erase-identity" and rows[-1].details == {"files": 2}
    assert history.first_break(rows) is None


def test_an_open_request_keeps_its_proof(people):
    kept = vault.store(SimpleUploadedFile("a.pdf", files.pdf(), "application/pdf"), None)
    cases.a_request(NOW, files=[(Kind.IDENTITY, kept)])
    assert retention.erase_what_is_over(cases.at("2027-03-08")) == 0


def local(moment):
    from portal.workdays.calendar import local_date

    return local_date(moment)


def test_the_staff_is_told_which_terms_nobody_has_confirmed(monkeypatch):
    told = [info.msg for info in checks.terms_of_keeping_are_confirmed(None)]
    assert len(told) == 2 and all("menunggu penetapan instansi" in words for words in told)
    confirmed = {name: {**term, "is_confirmed": True} for name, term in retention.terms().items()}
    monkeypatch.setattr(retention, "terms", lambda: confirmed)
    assert checks.terms_of_keeping_are_confirmed(None) == []

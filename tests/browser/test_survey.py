"""The survey on the narrowest phone without scripts, its published result, and an officer who copies from paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ppid.survey import receiving
from ppid.survey.models import FollowUp, SurveyAnswer, SurveyResult
from tests.conftest import make_official
from tests.ppid.survey.conftest import CODES, answers

from .conftest import shoot
from .test_deadline_calculator import assert_citizens_can_use

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TARGETS = ".button, .tag, .error-summary a, .choice, .form select"


@pytest.fixture(autouse=True)
def programs_are_quick(monkeypatch):
    monkeypatch.setattr(receiving, "LEAST", timedelta())


def published() -> None:
    day = timezone.localdate() - timedelta(days=1)
    for score, count in ((4, 31), (3, 12)):
        scores = {**dict.fromkeys(CODES, score), "U3": score - 1}
        answers(count, day, scores, gender="Perempuan" if score == 4 else "Laki-laki", service="Meja layanan")
    result = SurveyResult.objects.create(year=day.year, counted_to=day, published=True)
    FollowUp.objects.create(
        result=result,
        element="U3",
        plan="Membuka loket kedua pada jam ramai",
        responsible="Bagian Contoh",
        due_on=day + timedelta(days=90),
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_a_citizen_answers_without_scripts(browse, width):
    citizen = browse(width=width, scripts=False)
    citizen.goto("/survei/")
    citizen.click("button:has-text('Kirim jawaban')")
    assert "Jawab sedikitnya satu" in citizen.inner_text(".error-summary")
    for code in CODES[:8]:
        citizen.check(f"[name={code}] >> nth=3")
    citizen.select_option("[name=gender]", "Perempuan")
    citizen.click("button:has-text('Kirim jawaban')")
    citizen.wait_for_url("**/terima-kasih/")
    assert SurveyAnswer.objects.get().scores == dict.fromkeys(CODES[:8], 4)


@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_use_the_sheet_and_the_result(browse, width):
    citizen = browse(width=width)
    for name, address in (("sheet", "/survei/"), ("results-empty", "/survei/hasil/")):
        citizen.goto(address)
        assert_citizens_can_use(citizen, TARGETS)
        shoot(citizen, f"survey-{name}-{width}")
    citizen.goto("/survei/")
    citizen.click("button:has-text('Kirim jawaban')")
    assert_citizens_can_use(citizen, TARGETS)
    published()
    citizen.goto("/survei/hasil/")
    assert_citizens_can_use(citizen, TARGETS)
    shoot(citizen, f"survey-results-{width}")


@pytest.mark.parametrize("width", [360, 1280])
def test_an_officer_copies_from_paper(browse, house, width):
    make_official("petugas", "petugas")
    officer = browse("petugas", width=width)
    officer.goto("/admin/survei/kertas/")
    assert_citizens_can_use(officer, TARGETS)
    officer.check("[name=U1] >> nth=2")
    officer.click("button:has-text('Simpan lembar')")
    assert "Lembar tercatat" in officer.inner_text("[role=status]")
    shoot(officer, f"survey-copy-{width}")
    assert SurveyAnswer.objects.get().channel == "paper"


def test_the_ppid_publishes_a_year_with_its_promises(browse, house):
    make_official("ppid", "ppid")
    ppid = browse("ppid")
    day = timezone.localdate() - timedelta(days=1)
    ppid.goto("/admin/survei/hasil/new/")
    ppid.fill("[name=year]", str(day.year))
    ppid.fill("[name=counted_to]", day.isoformat())
    ppid.keyboard.press("Escape")
    ppid.click("button:has-text('indak lanjut'):visible")
    ppid.select_option("[name=follow_ups-0-element]", "U3")
    ppid.fill("[name=follow_ups-0-plan]", "Membuka loket kedua")
    ppid.fill("[name=follow_ups-0-responsible]", "Bagian Contoh")
    ppid.fill("[name=follow_ups-0-due_on]", (day + timedelta(days=90)).isoformat())
    ppid.keyboard.press("Escape")
    ppid.check("[name=published]")
    shoot(ppid, "survey-publish-1280")
    ppid.click("button[type=submit]:has-text('Buat'), button[type=submit]:has-text('Simpan')")
    ppid.wait_for_url("**/admin/survei/hasil/")
    assert SurveyResult.objects.get().published and FollowUp.objects.get().plan == "Membuka loket kedua"

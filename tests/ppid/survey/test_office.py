"""Copying from paper and publishing: which office may, for every role, the superuser and a stranger."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from portal.core import robots
from ppid.survey import receiving
from ppid.survey.models import FollowUp, PaperTally, SurveyAnswer, SurveyResult
from tests.conftest import ROLES
from tests.ppid.requests.cases import at

from .conftest import ALL_FOUR, read

pytestmark = pytest.mark.django_db

COPY = "/admin/survei/kertas/"
EVERYBODY = (*ROLES, "outsider", "superuser")


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(at("2026-03-10"), tick=False):
        yield


def sheet(**changes) -> dict:
    """A page that was just opened, filled in."""
    number = receiving.new_number()
    guards = {receiving.NUMBER: number, robots.STAMP: receiving.stamp_for(number, timezone.now())}
    return {"answered_on": "2026-03-02", **guards, **ALL_FOUR, **changes}


def result_form(**changes) -> dict:
    promise = {"element": "U3", "plan": "Loket kedua", "responsible": "Bagian Contoh", "due_on": "2026-12-31"}
    form = {
        "year": "2026",
        "counted_to": "2026-03-09",
        "note": "",
        "published": "on",
        "follow_ups": inline_formset([{**promise, "state": "planned", "ORDER": "1"}]),
        **changes,
    }
    return nested_form_data(form)


# --- copying from paper ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_ppid_and_the_petugas_copy_from_paper_and_nobody_else(as_, who):
    may = who in ("ppid", "petugas")
    client = as_(who)
    assert (client.get(COPY).status_code == 200) is may
    client.post(COPY, sheet())
    assert SurveyAnswer.objects.count() == may and PaperTally.objects.count() == may
    assert ("Survei dari kertas" in read(client.get("/admin/"))) is may


def test_a_stranger_copies_nothing(db):
    assert "/admin/login/" in Client().post(COPY, sheet())["Location"]
    assert not SurveyAnswer.objects.exists()


def test_a_copied_sheet_has_the_day_of_the_paper_and_no_officer(as_, people):
    as_("petugas").post(COPY, sheet(U9="", age="20–29 tahun"))
    kept = SurveyAnswer.objects.get()
    assert kept.answered_on == date(2026, 3, 2) and kept.channel == "paper"
    assert "U9" not in kept.scores and kept.about == {"age": "20–29 tahun"}


def test_how_many_an_officer_copied_is_on_record(as_):
    for _ in range(3):
        as_("petugas").post(COPY, sheet())
    as_("ppid").post(COPY, sheet())
    tallies = {tally.by_name: (tally.day, tally.count) for tally in PaperTally.objects.all()}
    assert tallies == {"Contoh petugas": (date(2026, 3, 10), 3), "Contoh ppid": (date(2026, 3, 10), 1)}
    assert "Contoh petugas (Petugas" in read(as_("ppid").get(COPY))


def test_a_double_click_keeps_one_sheet_and_the_next_page_another(as_):
    client, sent = as_("petugas"), sheet()
    for _ in range(2):
        assert client.post(COPY, sent)["Location"] == COPY
    assert SurveyAnswer.objects.count() == PaperTally.objects.get().count == 1
    client.post(COPY, sheet())
    assert SurveyAnswer.objects.count() == PaperTally.objects.get().count == 2


def test_the_page_brings_a_number_that_can_be_used(as_):
    page = read(as_("petugas").get(COPY))
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page))
    assert as_("petugas").post(COPY, {**hidden, "answered_on": "2026-03-02", **ALL_FOUR}).status_code == 302
    assert SurveyAnswer.objects.count() == 1


@pytest.mark.parametrize("changes", [{receiving.NUMBER: "palsu"}, {robots.STAMP: ""}, {robots.STAMP: "9:9"}])
def test_a_page_that_is_not_ours_or_of_yesterday_is_put_again_with_everything_in_it(as_, changes):
    answer = as_("petugas").post(COPY, sheet(**changes))
    assert answer.status_code == 422 and "simpan sekali lagi" in read(answer) and "checked" in read(answer)
    assert not SurveyAnswer.objects.exists()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', read(answer)))
    assert as_("petugas").post(COPY, sheet(**hidden)).status_code == 302


def test_a_page_that_comes_back_empty_is_put_again(as_):
    assert as_("petugas").post(COPY, {}).status_code == 422
    assert not SurveyAnswer.objects.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"answered_on": "2026-03-11"}, "belum tiba"),
        ({"answered_on": "2024-12-31"}, "terlalu lama"),
        ({"answered_on": ""}, "Isi tanggal"),
        ({"answered_on": "x"}, "tidak terbaca"),
        (dict.fromkeys(ALL_FOUR, ""), "sedikitnya satu"),
    ],
)
def test_what_cannot_stand_on_the_paper_is_asked_again(as_, changes, told):
    again = as_("petugas").post(COPY, sheet(**changes))
    assert again.status_code == 422 and told in read(again)
    assert not SurveyAnswer.objects.exists() and not PaperTally.objects.exists()


# --- publishing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_ppid_publishes(as_, who):
    client, may = as_(who), who == "ppid"
    client.post(reverse("survey_results_admin:add"), result_form())
    assert SurveyResult.objects.filter(published=True).exists() is may
    assert FollowUp.objects.count() == may
    SurveyResult.objects.all().delete()
    result = SurveyResult.objects.create(year=2026, counted_to="2026-03-09")
    client.get(reverse("survey_results_admin:index"))
    client.post(reverse("survey_results_admin:edit", args=[result.pk]), result_form())
    assert SurveyResult.objects.get().published is may
    client.post(reverse("survey_results_admin:delete", args=[result.pk]))
    assert SurveyResult.objects.exists() is not may


def test_a_stranger_publishes_nothing(db):
    Client().post(reverse("survey_results_admin:add"), result_form())
    assert not SurveyResult.objects.exists()


def test_an_account_with_every_permission_and_no_office_publishes_nothing(as_, people):
    from django.contrib.auth.models import Permission

    people["outsider"].user_permissions.set(Permission.objects.all())
    as_("outsider").post(reverse("survey_results_admin:add"), result_form())
    assert not SurveyResult.objects.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"counted_to": "2026-03-10"}, "belum lewat"),
        ({"counted_to": "2025-12-31"}, "tidak berada dalam tahun"),
    ],
)
def test_only_days_that_are_over_are_counted(as_, changes, told):
    again = as_("ppid").post(reverse("survey_results_admin:add"), result_form(**changes))
    assert told in read(again) and not SurveyResult.objects.exists()


def test_a_year_is_published_once(as_):
    SurveyResult.objects.create(year=2026, counted_to="2026-03-09")
    as_("ppid").post(reverse("survey_results_admin:add"), result_form())
    assert SurveyResult.objects.count() == 1


def test_a_result_keeps_the_questions_by_which_it_was_asked(as_, settings):
    as_("ppid").post(reverse("survey_results_admin:add"), result_form())
    result = SurveyResult.objects.get()
    assert result.definition == "permenpan-rb-14-2017"
    settings.PORTAL_SURVEY_DEFINITION = "pengganti"
    result.save()
    assert SurveyResult.objects.get().definition == "permenpan-rb-14-2017"
    assert timezone.localdate() - timedelta(days=1) == result.counted_to

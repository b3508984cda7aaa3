"""An alert is whole before it is public, whichever way it goes: each fault is named, and nothing is stored."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from portal.sop.models import StepRecord
from ppid.information.alerts.vocabulary import PARTS
from ppid.information.models import AlertPage
from tests import verbs
from tests.sop.test_holes import bulk

from .alert_pages import alert_form, editor_form, local, stored, write_draft

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
PART_NAMES = [part.name for part in PARTS]
REVIEWERS = ("timit", "webmaster", "pejabat", "webmaster")


@pytest.fixture(autouse=True)
def friday_morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("text", ["", "   "])
def test_an_alert_that_lacks_a_part_is_not_stored_and_the_part_is_named(as_, alerts, text):
    before = stored()
    for field in ("title", "level", "event", "area", "known_at", "starts_at", *PART_NAMES):
        response = as_("ppid").post(reverse("announce_alert"), alert_form(**{field: text}))

        assert stored() == before
        assert list(response.context["form"].errors) == [field]
        assert f'href="#id_{field}"' in response.content.decode()


def test_bad_input_is_told_and_stores_nothing(as_, alerts):
    before = stored()
    for field, value in (
        ("hazard", "-"),
        ("response", "..."),
        ("hazard", "x" * 4001),
        ("level", "gawat"),
        ("event", "klb-pesta"),
        ("known_at", local(MORNING + dt.timedelta(minutes=1))),
        ("known_at", "kemarin"),
        ("known_at", "0001-01-01T00:00"),
        ("starts_at", "9999-12-31T23:59"),
        ("starts_at", "2026-13-40T99:99"),
        ("ends_at", local(MORNING)),
        ("ends_at", "2026-11-19T10:00"),
        ("ends_at", "9999-12-31T23:59"),
        ("title", "x" * 256),
        ("title", "a\0b"),
        ("hazard", "a\0b"),
        ("hazard", "a\x07b"),
        ("key", "bukan-kunci"),
    ):
        response = as_("ppid").post(reverse("announce_alert"), alert_form(**{field: value}))
        assert response.status_code == 422, field
        assert stored() == before
        assert {field, "__all__"} & set(response.context["form"].errors)


def test_an_end_before_the_start_is_told(as_, alerts):
    before = stored()
    times = {"starts_at": local(MORNING + dt.timedelta(hours=2)), "ends_at": local(MORNING + dt.timedelta(hours=1))}
    response = as_("ppid").post(reverse("announce_alert"), alert_form(**times))
    assert response.context["form"].errors["ends_at"] == ["Waktu berakhir harus setelah waktu mulai."]
    assert stored() == before


def test_an_empty_form_names_every_part(as_, alerts):
    response = as_("ppid").post(reverse("announce_alert"), {})
    assert set(PART_NAMES) < set(response.context["form"].errors)


def test_a_draft_may_be_unfinished(as_, alerts):
    empty = dict.fromkeys([*PART_NAMES, "area", "level", "event", "known_at", "starts_at"], "")
    draft = write_draft(as_("petugas"), alerts, **empty)
    assert not draft.live
    assert draft.hazard == ""


def test_no_way_publishes_an_unfinished_draft_and_each_names_the_field(as_, alerts):
    draft = write_draft(as_("petugas"), alerts)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    for field in (*PART_NAMES, "area", "known_at", "level"):
        as_("petugas").post(edit, editor_form(**{field: ""}))
        before = stored()
        response = as_("ppid").post(edit, editor_form(**{field: ""}) | {"action-publish": "action-publish"})
        assert field in response.context["form"].errors
        told = as_("ppid").get(bulk(as_("ppid"), "publish", draft).url).content.decode()
        assert stored() == before
        assert str(AlertPage._meta.get_field(field).verbose_name) in told


def test_the_flow_lets_no_unfinished_alert_out(as_, alerts):
    draft = write_draft(as_("petugas"), alerts)
    as_("petugas").post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), editor_form() | {"action-submit": "action-submit"}
    )
    as_("timit").post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), editor_form(evacuation=""))
    for role in REVIEWERS:
        verbs.act(as_(role), draft)
    assert not verbs.fresh(draft).live


def test_a_draft_of_the_petugas_is_announced_by_the_ppid(as_, people, alerts):
    draft = write_draft(as_("petugas"), alerts)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert edit in as_("ppid").get(reverse("alerts")).content.decode()
    as_("ppid").post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), editor_form() | {"action-publish": "action-publish"}
    )
    assert verbs.fresh(draft).live
    assert verbs.waits_for(draft) == "timit"
    assert StepRecord.objects.about(draft).get(outcome="published").actor == people["ppid"]

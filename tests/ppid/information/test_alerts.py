"""Alerts (serta-merta): the PPID announces, updates and ends them at once, each act on record; nobody else does."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from portal.officials.models import Appointment, Official, Position
from portal.sop.models import StepRecord
from ppid.information.alerts.vocabulary import PARTS
from ppid.information.models import AlertMessage, AlertPage
from tests import verbs
from tests.conftest import make_user
from tests.language import visible, words
from tests.sop.test_holes import EVERYBODY, bulk

from .alert_pages import PARTS_FILLED, alert_form, announce, editor_form, end, local, stored, update, write_draft

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
PART_NAMES = [part.name for part in PARTS]
STRANGERS = [who for who in EVERYBODY if who != "ppid"]
REVIEWERS = ("timit", "webmaster", "pejabat", "webmaster")


@pytest.fixture(autouse=True)
def friday_morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def alert(as_, alerts):
    return announce(as_("ppid"))


@pytest.fixture
def plh(people):
    """Somebody who holds the office of the PPID by appointment only, and is in no group."""
    user = make_user("plh-ppid")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    Appointment.objects.create(
        position=Position.objects.get(code="ppid"),
        official=Official.objects.create(name="Contoh Plh", user=user),
        kind="plh",
        valid_from=MORNING.date(),
        valid_to=MORNING.date(),
        decree_number="800/1",
    )
    people["plh"] = user
    return user


def acts_on(alert) -> list[tuple[str, str, str]]:
    """The finished rows of the register about this alert, oldest first: step, outcome, office."""
    rows = StepRecord.objects.about(alert).filter(finished_at__isnull=False).order_by("finished_at", "pk")
    return [(row.step, row.outcome, row.office) for row in rows]


# --- announcing -----------------------------------------------------------------------------------


def test_the_ppid_announces_in_one_act_and_the_review_follows(as_, people, alerts):
    alert = announce(as_("ppid"), known_at=local(MORNING - dt.timedelta(minutes=12)))

    assert alert.live
    assert alert.first_published_at == MORNING
    assert alert.owner == people["ppid"]
    assert [getattr(alert, name) for name in PART_NAMES] == list(PARTS_FILLED.values())
    assert verbs.waits_for(alert) == "timit"
    published = StepRecord.objects.about(alert).get(outcome="published")
    assert (published.actor, published.office) == (people["ppid"], "PPID")
    assert published.comment == "Diketahui 20 November 2026, 09.48; diumumkan 12 menit kemudian."
    assert ("Pengumpulan dan penyusunan data", "submitted", "PPID") in acts_on(alert)


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_announces(as_, alerts, who):
    before = stored()
    assert announce(as_(who)) is None
    as_(who).get(reverse("announce_alert"))
    assert stored() == before


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_updates_or_ends(as_, alert, who):
    before = stored()
    update(as_(who), alert, title="Diam-diam")
    end(as_(who), alert)
    assert stored() == before


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_publishes_an_alert_in_the_editor(as_, alerts, who):
    draft = write_draft(as_("petugas"), alerts)
    as_(who).post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), editor_form() | {"action-publish": "action-publish"}
    )
    bulk(as_(who), "publish", draft)
    assert not verbs.fresh(draft).live


def test_without_login_the_desk_is_closed(client, alerts):
    before = stored()
    client.post(reverse("announce_alert"), alert_form())
    assert stored() == before


def test_a_form_that_is_sent_twice_announces_once(as_, alerts):
    data = alert_form()
    for _ in range(2):
        response = as_("ppid").post(reverse("announce_alert"), data, follow=True)
    assert AlertPage.objects.count() == 1
    assert AlertMessage.objects.count() == 1
    assert "terkirim dua kali" in response.content.decode()


def test_without_a_place_for_alerts_the_refusal_says_so(as_):
    before = stored()
    response = as_("ppid").post(reverse("announce_alert"), alert_form(), follow=True)
    assert "belum dibuat" in response.content.decode()
    assert stored() == before


def test_two_alerts_of_one_title_get_two_addresses(as_, alerts):
    first, second = announce(as_("ppid")), announce(as_("ppid"))
    assert first.live
    assert second.live
    assert first.slug != second.slug


@pytest.mark.parametrize("title", ["Rss", "CAP", "!!!", "警報", "x" * 255])
def test_any_title_finds_an_address_that_is_free(as_, client, alerts, title):
    alert = announce(as_("ppid"), title)
    assert alert.live
    assert client.get(alert.url).status_code == 200
    assert "application/rss+xml" in client.get(f"{alerts.url}rss/")["Content-Type"]


def test_an_act_whose_record_cannot_be_written_does_not_happen(as_, alerts, monkeypatch):
    def broken(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("portal.sop.recording.note_act", broken)
    before = stored()
    with pytest.raises(IntegrityError):
        announce(as_("ppid"))
    assert stored() == before


# --- by appointment -----------------------------------------------------------------------------


def test_the_plh_announces_updates_and_ends_at_once(as_, plh, alerts):
    alert = announce(as_("plh"))
    update(as_("plh"), alert, area="Dua kabupaten")
    assert verbs.fresh(alert).area == "Dua kabupaten"
    end(as_("plh"), alert)

    assert verbs.fresh(alert).ended_at == MORNING
    acted = StepRecord.objects.about(alert).filter(actor=plh)
    assert set(acted.values_list("office", "decree")) == {("Plh. PPID", "800/1")}


def test_the_plh_finds_the_ways_on_his_desk_and_may_open_the_editor(as_, plh, alerts):
    alert = announce(as_("plh"))
    desk = as_("plh").get(reverse("sop_desk")).content.decode()
    assert reverse("announce_alert") in desk
    assert "Peringatan yang berlaku" in desk
    assert as_("plh").get(reverse("wagtailadmin_pages:edit", args=[alert.pk])).status_code == 200


def test_the_plh_of_yesterday_does_nothing(as_, plh, alert, friday_morning):
    before = stored()
    friday_morning.shift(dt.timedelta(days=1))
    assert announce(as_("plh")) is None
    update(as_("plh"), alert, title="Diam-diam")
    end(as_("plh"), alert)
    assert stored() == before


@pytest.mark.parametrize("who", STRANGERS)
def test_the_ways_are_on_nobody_elses_desk(as_, alert, who):
    desk = as_(who).get(reverse("sop_desk")).content.decode()
    assert reverse("announce_alert") not in desk
    assert reverse("alerts") not in desk


# --- update ---------------------------------------------------------------------------------------


def test_an_update_is_public_at_once_and_reviewed_anew(as_, alert):
    verbs.act(as_("timit"), alert)
    assert verbs.waits_for(alert) == "webmaster"
    update(as_("ppid"), alert, level="awas", hazard="Bahaya meningkat.")
    assert (verbs.fresh(alert).level, verbs.fresh(alert).hazard) == ("awas", "Bahaya meningkat.")
    assert verbs.waits_for(alert) == "timit"
    assert [message.kind for message in alert.messages.all()] == ["Alert", "Update"]


def test_of_two_who_update_at_once_the_second_is_told(as_, alert):
    opened = alert.latest_revision_id
    update(as_("ppid"), alert, area="Wilayah pertama")
    before = stored()
    response = update(as_("ppid"), alert, area="Wilayah kedua", seen=opened)
    assert stored() == before
    assert verbs.fresh(alert).area == "Wilayah pertama"
    assert "diubah orang lain" in as_("ppid").get(response.url).content.decode()


def test_the_update_form_starts_from_the_newest_version_and_says_so(as_, alert):
    as_("timit").post(
        reverse("wagtailadmin_pages:edit", args=[alert.pk]), editor_form(slug=alert.slug, assistance="Telepon 119.")
    )
    form = as_("ppid").get(reverse("update_alert", args=[alert.pk])).content.decode()
    assert "Telepon 119." in form
    assert "belum tayang" in form
    assert verbs.fresh(alert).assistance != "Telepon 119."


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_an_update_without_its_revision_is_refused(as_, alert, seen):
    before = stored()
    response = update(as_("ppid"), alert, seen=seen, area="Lain")
    assert response.status_code < 500
    assert stored() == before


# --- the review afterwards ------------------------------------------------------------------------


def test_the_finished_review_leaves_the_alert_public_and_tells_nobody_again(as_, alert):
    for role in REVIEWERS:
        verbs.act(as_(role), alert)
    assert verbs.fresh(alert).live
    assert verbs.waits_for(alert) == ""
    assert alert.messages.count() == 1


def test_what_the_review_corrected_is_published_by_its_end(as_, alert):
    as_("timit").post(
        reverse("wagtailadmin_pages:edit", args=[alert.pk]), editor_form(slug=alert.slug, assistance="Telepon 119.")
    )
    for role in REVIEWERS:
        verbs.act(as_(role), alert)
    assert verbs.fresh(alert).assistance == "Telepon 119."
    assert [message.kind for message in alert.messages.all()] == ["Alert", "Update"]


@pytest.mark.parametrize(
    ("before", "role", "act"),
    [
        ((), "timit", "reject"),
        (("timit", "webmaster"), "pejabat", "reject"),
        (("timit", "webmaster"), "pejabat", "unfit"),
    ],
)
def test_what_reviewers_return_or_find_unfit_stays_public_and_lies_with_the_ppid(as_, alert, before, role, act):
    for earlier in before:
        verbs.act(as_(earlier), alert)
    verbs.decide(as_(role), alert, act, "Nomor bantuan keliru.")

    assert verbs.fresh(alert).live
    assert verbs.waits_for(alert) == ""
    lies = StepRecord.objects.open().about(alert).get()
    assert (lies.role, lies.role_name, lies.task_state_id) == ("ppid", "PPID", None)
    shown = as_("ppid").get(reverse("alerts")).content.decode()
    assert "dikembalikan kepada PPID" in shown
    assert "Nomor bantuan keliru." in as_("ppid").get(reverse("sop_desk")).content.decode()

    update(as_("ppid"), alert, assistance="Telepon 119.")
    assert verbs.fresh(alert).assistance == "Telepon 119."
    assert verbs.waits_for(alert) == "timit"


def test_reviewers_are_told_that_the_text_is_public_already(as_, alert):
    shown = as_("timit").get(reverse("sop_decide", args=[verbs.current_task_state(alert).pk])).content.decode()
    assert "sudah tayang" in shown


def test_reviewers_see_a_changed_hour(as_, alert):
    update(as_("ppid"), alert, ends_at=local(MORNING + dt.timedelta(hours=1)))
    update(as_("ppid"), alert, ends_at=local(MORNING + dt.timedelta(hours=2)))
    address = reverse("sop_decide", args=[verbs.current_task_state(alert).pk])
    data = editor_form(slug=alert.slug, ends_at="2026-11-20 13:00")
    as_("timit").post(reverse("wagtailadmin_pages:edit", args=[alert.pk]), data)
    shown = as_("timit").get(f"{address}?bandingkan=tayang").content.decode()
    assert "20 November 2026, 12.00" in shown
    assert "20 November 2026, 13.00" in shown


def test_an_alert_can_be_previewed_before_it_is_anywhere(as_, alerts):
    address = reverse("wagtailadmin_pages:preview_on_add", args=["information", "alertpage", alerts.pk])
    as_("petugas").post(address, editor_form(known_at="", hazard=""))
    assert as_("petugas").get(address).status_code == 200


def test_the_ppid_does_not_review_his_own_alert(as_, people, alert):
    from django.contrib.auth.models import Group

    for role in ("timit", "webmaster"):
        verbs.act(as_(role), alert)
    people["ppid"].groups.add(Group.objects.get(position__code="pejabat"))
    verbs.act(as_("ppid"), alert)
    assert verbs.waits_for(alert) == "pejabat"


# --- ending ---------------------------------------------------------------------------------------


def test_ending_is_an_act_on_record_and_keeps_the_alert_in_the_archive(as_, people, client, alert, friday_morning):
    friday_morning.shift(dt.timedelta(hours=5))
    end(as_("ppid"), alert, "Tidak ada kasus baru.")

    ended = verbs.fresh(alert)
    assert ended.live
    assert ended.ended_at == MORNING + dt.timedelta(hours=5)
    row = StepRecord.objects.about(alert).get(outcome="ended")
    assert (row.step, row.actor, row.office) == ("Pengakhiran peringatan", people["ppid"], "PPID")
    assert row.comment == "Tidak ada kasus baru."
    assert [message.kind for message in alert.messages.all()] == ["Alert", "Cancel"]
    page = client.get(alert.url).content.decode()
    assert "sudah berakhir" in page
    assert "Tidak ada kasus baru." in page


@pytest.mark.parametrize("note", ["", "   ", "a\0b", "x" * 1001])
def test_ending_needs_a_note(as_, alert, note):
    before = stored()
    response = end(as_("ppid"), alert, note)
    assert response.status_code == 422
    assert stored() == before


def test_an_ended_alert_is_not_ended_or_updated_again(as_, alert):
    end(as_("ppid"), alert)
    before = stored()
    end(as_("ppid"), alert)
    update(as_("ppid"), alert, title="Bangkit")
    assert stored() == before


def test_ending_ends_what_is_public_and_not_the_draft_beside_it(as_, alert):
    as_("timit").post(
        reverse("wagtailadmin_pages:edit", args=[alert.pk]), editor_form(slug=alert.slug, area="Belum diperiksa")
    )
    end(as_("ppid"), alert)
    assert verbs.fresh(alert).area == "Kabupaten Contoh"
    assert verbs.fresh(alert).ended_at is not None


def test_no_old_version_brings_an_ended_alert_back(as_, alert):
    before_the_end = alert.latest_revision
    end(as_("ppid"), alert, "Selesai.")
    data = editor_form(slug=alert.slug) | {"revision": before_the_end.pk, "action-publish": "action-publish"}
    as_("ppid").post(reverse("wagtailadmin_pages:edit", args=[alert.pk]), data)
    before_the_end.publish(user=None, skip_permission_checks=True)
    page = verbs.fresh(alert)
    assert (page.ended_at, page.closing_note) == (MORNING, "Selesai.")
    assert page.is_over(timezone.now())


def test_a_copy_of_an_ended_alert_is_not_ended(as_, alert):
    end(as_("ppid"), alert)
    as_("petugas").post(
        reverse("wagtailadmin_pages:copy", args=[alert.pk]),
        {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": alert.get_parent().pk, "alias": ""},
    )
    copy = AlertPage.objects.get(slug="salinan")
    assert (copy.live, copy.ended_at, copy.closing_note) == (False, None, "")
    assert copy.messages.count() == 0


def test_the_pejabat_takes_an_alert_down_by_its_own_view_and_followers_are_told(as_, client, alert):
    as_("pejabat").post(reverse("sop_take_down", args=[alert.pk]), {"comment": "Keliru."})
    assert not verbs.fresh(alert).live
    assert client.get(alert.url).status_code == 404
    assert [message.kind for message in alert.messages.all()] == ["Alert", "Cancel"]


# --- the desk -------------------------------------------------------------------------------------


def test_the_desk_shows_how_long_each_announcement_took(as_, alerts):
    announce(as_("ppid"), known_at=local(MORNING - dt.timedelta(hours=3, minutes=5)))
    assert "diumumkan 3 jam 5 menit kemudian" in as_("ppid").get(reverse("alerts")).content.decode()


def test_the_screens_are_light_work_without_script_and_speak_indonesian(as_, alert):
    over = announce(as_("ppid"), "Peringatan lama")
    end(as_("ppid"), over)
    addresses = [
        reverse("alerts"),
        reverse("announce_alert"),
        reverse("update_alert", args=[alert.pk]),
        reverse("end_alert", args=[alert.pk]),
    ]
    answers = [as_("ppid").get(address) for address in addresses]
    answers += [as_("ppid").post(address, {}) for address in addresses[1:]]
    for response in answers:
        html = response.content.decode()
        assert len(html) < 40_000
        assert "<script" not in html
        assert not {text for text in visible.texts_of_html(html) if words.english_in(text)}


def test_the_list_takes_the_same_queries_for_1_and_20_alerts(as_, alert, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        as_("ppid").get(reverse("alerts"))
        with CaptureQueriesContext(connection) as captured:
            as_("ppid").get(reverse("alerts"))
        return len(captured)

    few = queries()
    for number in range(9):
        announce(as_("ppid"), f"Peringatan {number}")
        end(as_("ppid"), announce(as_("ppid"), f"Lama {number}"))
    assert queries() == few
    assert few <= 20


@pytest.mark.parametrize("name", ["update_alert", "end_alert"])
def test_what_is_no_alert_is_not_found(as_, home, alerts, name):
    for pk in (home.pk, 999_999_999, alerts.pk):
        assert as_("ppid").get(reverse(name, args=[pk])).status_code == 404


def test_hostile_words_are_only_words_on_the_desk(as_, alerts):
    hostile = '"><script>alert(1)</script>'
    announce(as_("ppid"), hostile, area=hostile, hazard=hostile, key=str(uuid4()))
    page = as_("ppid").get(reverse("alerts")).content.decode()
    assert "<script" not in page
    assert Page.objects.filter(title=hostile).exists()

"""CAP 1.2 at ``cap/``: an index of what is in force, and documents that keep to the standard's structure.

The order, the number and the values of the elements are those of CAP-v1.2.xsd (OASIS), written down here by hand.
"""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from defusedxml.ElementTree import fromstring
from django.urls import reverse

from portal.core.models import AgencyIdentity
from ppid.information.alerts.vocabulary import EVENT_CHOICES, LEVELS
from ppid.information.models import AlertMessage, AlertPage
from tests import verbs

from .alert_pages import announce, editor_form, end, live_alert, local, update

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
HOSTILE = "]]></headline><script>alert(1)</script>&<!--\"'"

# Name, least and greatest number; in the order of the schema.
MANY = 99
ALERT_ELEMENTS = [
    ("identifier", 1, 1),
    ("sender", 1, 1),
    ("sent", 1, 1),
    ("status", 1, 1),
    ("msgType", 1, 1),
    ("source", 0, 1),
    ("scope", 1, 1),
    ("restriction", 0, 1),
    ("addresses", 0, 1),
    ("code", 0, MANY),
    ("note", 0, 1),
    ("references", 0, 1),
    ("incidents", 0, 1),
    ("info", 0, MANY),
]
INFO_ELEMENTS = [
    ("language", 0, 1),
    ("category", 1, MANY),
    ("event", 1, 1),
    ("responseType", 0, MANY),
    ("urgency", 1, 1),
    ("severity", 1, 1),
    ("certainty", 1, 1),
    ("audience", 0, 1),
    ("eventCode", 0, MANY),
    ("effective", 0, 1),
    ("onset", 0, 1),
    ("expires", 0, 1),
    ("senderName", 0, 1),
    ("headline", 0, 1),
    ("description", 0, 1),
    ("instruction", 0, 1),
    ("web", 0, 1),
    ("contact", 0, 1),
    ("parameter", 0, MANY),
    ("resource", 0, MANY),
    ("area", 0, MANY),
]
AREA_ELEMENTS = [("areaDesc", 1, 1), ("polygon", 0, MANY), ("circle", 0, MANY), ("geocode", 0, MANY)]
VALUES = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other",
    },
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
MOMENTS = {"sent", "effective", "onset", "expires"}
# No blanks, commas, "<" or "&" (CAP 1.2, section 3.2.1).
BARE = re.compile(r"[^\s,<&]+")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def keeps_to_schema(element, order=ALERT_ELEMENTS) -> None:
    names = [child.tag.removeprefix(CAP) for child in element]
    known = [name for name, _, _ in order]
    assert names == sorted(names, key=known.index)
    for name, least, most in order:
        assert least <= names.count(name) <= most, name
    for child in element:
        name, text = child.tag.removeprefix(CAP), child.text or ""
        assert not child.attrib
        assert text.strip() or len(child), name
        assert text in VALUES.get(name, {text})
        assert name not in MOMENTS or MOMENT.fullmatch(text), text
        assert name not in ("identifier", "sender") or BARE.fullmatch(text), text
        nested = {"info": INFO_ELEMENTS, "area": AREA_ELEMENTS}.get(name)
        if nested:
            keeps_to_schema(child, nested)


def entries(client, alerts) -> list:
    response = client.get(f"{alerts.url}cap/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(response.content).findall(f"{ATOM}entry")


def message_of(client, entry):
    [link] = [link for link in entry.findall(f"{ATOM}link") if link.get("type") == "application/cap+xml"]
    response = client.get(link.get("href").removeprefix("http://testserver"))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/cap+xml; charset=utf-8"
    root = fromstring(response.content)
    assert root.tag == f"{CAP}alert"
    keeps_to_schema(root)
    return root


def only_message(client, alerts):
    [entry] = entries(client, alerts)
    return message_of(client, entry)


def told(root, path: str) -> str | None:
    return root.findtext("/".join(f"{CAP}{name}" for name in path.split("/")))


# --- one message ----------------------------------------------------------------------------------


def test_an_alert_is_a_whole_message(as_, client, home, alerts):
    identity = AgencyIdentity.for_site(home.get_site())
    identity.name = "Dinas Contoh"
    identity.save()
    alert = announce(as_("ppid"), ends_at=local(NOW + DAY), evacuation="Tidak berlaku.")
    root = only_message(client, alerts)

    assert told(root, "identifier") == f"{alert.translation_key}-1"
    assert told(root, "sender") == "testserver"
    assert told(root, "sent") == "2026-11-20T10:00:00+08:00"
    assert [told(root, name) for name in ("status", "msgType", "scope")] == ["Actual", "Alert", "Public"]
    assert told(root, "references") is None
    assert told(root, "info/language") == "id-ID"
    assert told(root, "info/category") == "Health"
    assert told(root, "info/event") == "KLB difteri"
    assert [told(root, f"info/{name}") for name in ("urgency", "severity", "certainty")] == [
        "Expected",
        "Severe",
        "Unknown",
    ]
    assert told(root, "info/effective") == told(root, "info/onset") == "2026-11-20T10:00:00+08:00"
    assert told(root, "info/expires") == "2026-11-21T10:00:00+08:00"
    assert told(root, "info/senderName") == "Dinas Contoh"
    assert told(root, "info/headline") == alert.title
    assert alert.hazard in told(root, "info/description")
    assert alert.assistance in told(root, "info/instruction")
    assert "berlaku" not in told(root, "info/instruction")
    assert told(root, "info/web") == alert.full_url
    assert told(root, "info/area/areaDesc") == "Kabupaten Contoh"


def test_every_level_and_event_keeps_to_the_schema(client, alerts):
    levels = [level.code for level in LEVELS]
    codes = [code for _, events in EVENT_CHOICES for code, _ in events]
    for number, code in enumerate(codes):
        alert = live_alert(alerts, f"Peringatan {number}", level=levels[number % 4], event=code)
        AlertMessage.objects.create(page=alert, number=1, kind="Alert", sent_at=NOW)
    messages = [message_of(client, entry) for entry in entries(client, alerts)]
    assert len(messages) == len(codes)


def test_an_update_names_what_it_replaces_and_only_the_last_is_given_out(as_, client, alerts, clock):
    alert = announce(as_("ppid"))
    clock.shift(HOUR)
    update(as_("ppid"), alert, level="awas")
    clock.shift(HOUR)
    update(as_("ppid"), alert, level="waspada")
    root = only_message(client, alerts)
    key = alert.translation_key
    assert told(root, "msgType") == "Update"
    assert told(root, "identifier") == f"{key}-3"
    assert told(root, "references").split() == [
        f"testserver,{key}-1,2026-11-20T10:00:00+08:00",
        f"testserver,{key}-2,2026-11-20T11:00:00+08:00",
    ]
    for number in (0, 1, 2, 4, 99999999999999999999):
        assert client.get(f"{alerts.url}cap/{key}-{number}/").status_code == 404


def test_the_end_before_its_time_is_told_for_a_day(as_, client, alerts, clock):
    alert = announce(as_("ppid"))
    end(as_("ppid"), alert, "Tidak ada kasus baru.")
    [entry] = entries(client, alerts)
    assert entry.findtext(f"{ATOM}title") == f"Diakhiri: {alert.title}"
    root = message_of(client, entry)
    assert (told(root, "msgType"), told(root, "note")) == ("Cancel", "Tidak ada kasus baru.")
    assert told(root, "references") == f"testserver,{alert.translation_key}-1,2026-11-20T10:00:00+08:00"
    assert told(root, "info/urgency") == "Past"
    clock.shift(DAY)
    assert entries(client, alerts) == []


def test_what_was_taken_down_is_cancelled_without_a_word_of_it(as_, client, alerts):
    alert = announce(as_("ppid"), "Rahasia", area="Rahasia", hazard="Rahasia")
    as_("pejabat").post(reverse("sop_take_down", args=[alert.pk]), {"comment": "Rahasia."})
    root = only_message(client, alerts)
    assert told(root, "msgType") == "Cancel"
    assert root.find(f"{CAP}info") is None
    for address in (f"{alerts.url}cap/", f"{alerts.url}cap/{alert.translation_key}-2/", f"{alerts.url}rss/"):
        assert b"ahasia" not in client.get(address).content
    assert client.get(f"{alerts.url}cap/{alert.translation_key}-1/").status_code == 404


def test_a_review_without_a_change_sends_nothing(as_, client, alerts):
    alert = announce(as_("ppid"))
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        verbs.act(as_(role), alert)
    assert told(only_message(client, alerts), "identifier") == f"{alert.translation_key}-1"


def test_an_end_that_is_moved_into_the_past_cancels_too(as_, client, alerts, clock):
    alert = announce(as_("ppid"))
    clock.shift(2 * HOUR)
    data = editor_form(slug=alert.slug, ends_at="2026-11-20 11:00", starts_at="2026-11-20 10:00")
    data["known_at"] = "2026-11-20 10:00"
    as_("ppid").post(reverse("wagtailadmin_pages:edit", args=[alert.pk]), data | {"action-publish": "action-publish"})
    assert told(only_message(client, alerts), "msgType") == "Cancel"


def test_what_ended_by_itself_needs_no_cancellation_when_its_page_is_corrected(as_, alerts, clock):
    alert = announce(as_("ppid"), ends_at=local(NOW + HOUR))
    clock.shift(2 * HOUR)
    data = editor_form(slug=alert.slug, starts_at="2026-11-20 10:00", ends_at="2026-11-20 11:00", area="Ejaan betul")
    as_("ppid").post(reverse("wagtailadmin_pages:edit", args=[alert.pk]), data | {"action-publish": "action-publish"})
    assert verbs.fresh(alert).area == "Ejaan betul"
    assert alert.messages.count() == 1


# --- the index ------------------------------------------------------------------------------------


def test_the_index_holds_what_is_in_force_and_nothing_else_to_the_minute(as_, client, alerts, clock):
    start, finish = NOW + HOUR, NOW + 2 * HOUR
    announce(as_("ppid"), starts_at=local(start), ends_at=local(finish))
    minute = dt.timedelta(minutes=1)
    for moment, count in ((NOW, 0), (start - minute, 0), (start, 1), (finish - minute, 1), (finish, 0)):
        clock.move_to(moment)
        assert len(entries(client, alerts)) == count, moment


def test_the_index_takes_drafts_for_nothing(client, alerts):
    alerts.add_child(instance=AlertPage(title="Rahasia", live=False, starts_at=NOW))
    assert entries(client, alerts) == []


def test_an_unknown_message_is_not_found(client, alerts):
    for name in (f"{uuid4()}-1", "x-1", f"{uuid4()}", "1"):
        assert client.get(f"{alerts.url}cap/{name}/").status_code == 404


def test_hostile_words_stay_words(as_, client, alerts):
    words = f"{HOSTILE}\ufffe\uffff"
    parts = dict.fromkeys(("hazard", "affected", "evacuation", "avoidance", "assistance", "response"), words)
    announce(as_("ppid"), words, area=words, **parts)
    [entry] = entries(client, alerts)
    assert entry.findtext(f"{ATOM}title") == HOSTILE
    summary = entry.findtext(f"{ATOM}summary")  # which feed readers take for HTML
    assert HOSTILE in unescape(summary)
    assert "<" not in summary
    root = message_of(client, entry)
    assert told(root, "info/headline") == told(root, "info/area/areaDesc") == HOSTILE
    assert HOSTILE in told(root, "info/description")
    assert HOSTILE in told(root, "info/instruction")


def test_all_parts_may_be_not_applicable(as_, client, alerts):
    parts = ("hazard", "affected", "evacuation", "avoidance", "assistance", "announcer", "announcement", "response")
    announce(as_("ppid"), **dict.fromkeys(parts, "TIDAK BERLAKU"))
    root = only_message(client, alerts)
    assert told(root, "info/description") is None

"""The pure rules of alerts: what is filled, what is in force, what its followers are told."""

from datetime import UTC, datetime, timedelta

import pytest

from ppid.information.alerts import rules
from ppid.information.alerts.vocabulary import EVENT_CHOICES, LEVELS, PARTS, event_of, level_of, rank_of
from ppid.information.models import AlertPage

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "text",
    ["tidak berlaku", "Tidak berlaku", "TIDAK BERLAKU", " tidak  berlaku. ", "tidak berlaku .", "tidak\nberlaku"],
)
def test_the_express_words_are_known_in_any_case(text):
    assert rules.is_not_applicable(text)
    assert rules.is_filled(text)


@pytest.mark.parametrize("text", ["", "-", "tidak berlaku untuk bayi", "tidak", "n/a", "tidakberlaku"])
def test_other_words_are_not_the_express_words(text):
    assert not rules.is_not_applicable(text)


@pytest.mark.parametrize("text", ["", "   ", "-", "--", "...", "–", "?!", "\n\t"])
def test_a_dash_is_no_answer(text):
    assert not rules.is_filled(text)


@pytest.mark.parametrize(
    ("starts", "ends", "ended", "in_force"),
    [
        (NOW, None, None, True),
        (NOW - MINUTE, None, None, True),
        (NOW + MINUTE, None, None, False),
        (None, None, None, False),
        (NOW - MINUTE, NOW + MINUTE, None, True),
        (NOW - MINUTE, NOW, None, False),
        (NOW - MINUTE, NOW - MINUTE / 2, None, False),
        (NOW - MINUTE, NOW + MINUTE, NOW, False),
        (NOW - MINUTE, None, NOW + MINUTE, True),
    ],
)
def test_an_alert_is_in_force_from_its_start_to_just_before_its_end(starts, ends, ended, in_force):
    assert rules.is_in_force(starts, ends, ended, NOW) is in_force


@pytest.mark.parametrize(
    ("times", "problems"),
    [
        ((NOW, NOW, None), set()),
        ((None, None, None), set()),
        ((NOW + MINUTE, NOW, None), {"known_at"}),
        ((NOW, NOW, NOW), {"ends_at"}),
        ((NOW, NOW, NOW - MINUTE), {"ends_at"}),
        ((NOW + MINUTE, NOW, NOW - MINUTE), {"known_at", "ends_at"}),
        ((datetime(1, 1, 1, tzinfo=UTC), NOW, None), {"known_at"}),
        ((NOW, NOW, datetime(9999, 12, 31, 23, 59, tzinfo=UTC)), {"ends_at"}),
    ],
)
def test_impossible_times_are_told_field_by_field(times, problems):
    assert set(rules.time_problems(*times, NOW)) == problems


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "kurang dari 1 menit"),
        (12, "12 menit"),
        (60, "1 jam"),
        (185, "3 jam 5 menit"),
        (1440, "1 hari"),
        (3125, "2 hari 4 jam"),
    ],
)
def test_a_span_is_told_by_the_clock(minutes, words):
    assert rules.in_words(minutes * MINUTE) == words


def test_the_gravest_comes_first_and_among_equals_the_newest():
    def brief(level, minute):
        return rules.Brief(level, "", "", "", NOW + minute * MINUTE, None)

    mixed = [brief("informasi", 9), brief("siaga", 1), brief("awas", 0), brief("siaga", 2), brief("waspada", 5)]
    assert [(alert.level, alert.starts_at) for alert in rules.gravest_first(mixed)] == [
        ("awas", NOW),
        ("siaga", NOW + 2 * MINUTE),
        ("siaga", NOW + MINUTE),
        ("waspada", NOW + 5 * MINUTE),
        ("informasi", NOW + 9 * MINUTE),
    ]


@pytest.mark.parametrize(
    ("announced", "expires", "is_current", "kind"),
    [
        (False, None, True, "Alert"),
        (True, None, True, "Update"),
        (True, None, False, "Cancel"),
        (True, NOW + MINUTE, False, "Cancel"),
        (True, NOW, False, None),
        (False, None, False, None),
    ],
)
def test_followers_are_told_what_happened_and_nothing_twice(announced, expires, is_current, kind):
    assert rules.message_kind(announced, expires, is_current=is_current, now=NOW) == kind


# --- The data -------------------------------------------------------------------------------------


def test_the_eight_parts_stand_in_the_order_of_the_law_and_each_is_a_required_field():
    assert [part.name for part in PARTS] == [
        "hazard",
        "affected",
        "evacuation",
        "avoidance",
        "assistance",
        "announcer",
        "announcement",
        "response",
    ]
    assert not any(AlertPage._meta.get_field(part.name).blank for part in PARTS)


def test_the_levels_rise_and_each_has_its_meaning_and_its_words_of_cap():
    assert [level.code for level in LEVELS] == ["informasi", "waspada", "siaga", "awas"]
    assert [level.severity for level in LEVELS] == ["Minor", "Moderate", "Severe", "Extreme"]
    assert [rank_of(level.code) for level in LEVELS] == [0, 1, 2, 3]
    assert all(level.meaning and level_of(level.code) is level for level in LEVELS)


def test_every_event_has_a_category_of_cap():
    known = {"Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE"}
    for _, events in EVENT_CHOICES:
        for code, name in events:
            assert event_of(code).name == name
            assert set(event_of(code).categories) <= known | {"Other"}
            assert event_of(code).categories

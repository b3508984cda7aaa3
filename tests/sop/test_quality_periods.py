"""Which days a report is about, whatever an address asks for."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from portal.sop.quality.periods import named_periods, read_period

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        ("bulan-ini", TODAY, "2026-11-01", "2026-11-30"),
        ("bulan-ini", date(2026, 12, 31), "2026-12-01", "2026-12-31"),
        ("bulan-ini", date(2028, 2, 29), "2028-02-01", "2028-02-29"),
        ("bulan-lalu", TODAY, "2026-10-01", "2026-10-31"),
        ("bulan-lalu", date(2027, 1, 31), "2026-12-01", "2026-12-31"),
        ("triwulan-ini", TODAY, "2026-10-01", "2026-12-31"),
        ("triwulan-ini", date(2026, 1, 1), "2026-01-01", "2026-03-31"),
        ("triwulan-lalu", TODAY, "2026-07-01", "2026-09-30"),
        ("triwulan-lalu", date(2027, 3, 31), "2026-10-01", "2026-12-31"),
        ("tahun-ini", TODAY, "2026-01-01", "2026-12-31"),
        ("tahun-lalu", date(2028, 2, 29), "2027-01-01", "2027-12-31"),
    ],
)
def test_periods_by_name(name, today, first, last):
    period, problem = read_period({"periode": name}, today)
    assert (period.first.isoformat(), period.last.isoformat(), problem) == (first, last, "")


def test_every_offered_period_can_be_asked_for_by_its_own_address():
    for period in named_periods(TODAY):
        name = period.query.removeprefix("periode=")
        assert read_period({"periode": name}, TODAY) == (period, "")


def test_days_of_ones_own_choice_go_before_a_name():
    asked = {"dari": "2026-01-05", "sampai": "2026-02-05", "periode": "bulan-ini"}
    period, problem = read_period(asked, TODAY)
    assert (period.first, period.last, problem) == (date(2026, 1, 5), date(2026, 2, 5), "")
    assert period.query == "dari=2026-01-05&sampai=2026-02-05"
    assert period.days == "5 Januari 2026 sampai 5 Februari 2026"


def test_without_a_question_it_is_this_month():
    assert read_period({}, TODAY)[0].name == "bulan-ini"
    assert read_period({"dari": "", "sampai": " "}, TODAY)[0].name == "bulan-ini"


FOREIGN = [
    {"periode": "abad-ini"},
    {"periode": "\x00"},
    {"periode": "'; drop table"},
    {"dari": "2026-01-01"},
    {"sampai": "2026-01-01"},
    {"dari": "0000-00-00", "sampai": "9999-99-99"},
    {"dari": "0001-01-01", "sampai": "9999-12-31"},
    {"dari": "1999-12-31", "sampai": "2026-01-01"},
    {"dari": "2026-01-01", "sampai": "2101-01-01"},
    {"dari": "2026-02-30", "sampai": "2026-03-01"},
    {"dari": "2026-03-02", "sampai": "2026-03-01"},
    {"dari": "kemarin", "sampai": "besok"},
    {"dari": "٢٠٢٦-٠١-٠١", "sampai": "2026-03-01"},
]


@pytest.mark.parametrize("asked", FOREIGN)
def test_a_question_that_makes_no_sense_is_told_and_answered_with_this_month(asked):
    period, problem = read_period(asked, TODAY)
    assert period.name == "bulan-ini"
    assert "bulan ini" in problem


def test_a_period_begins_and_ends_at_midnight_of_the_office():
    period, _ = read_period({"dari": "2026-11-30", "sampai": "2026-11-30"}, TODAY)
    start, end = period.bounds(ZoneInfo("Asia/Makassar"))
    assert (start.isoformat(), end.isoformat()) == ("2026-11-30T00:00:00+08:00", "2026-12-01T00:00:00+08:00")

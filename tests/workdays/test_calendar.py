"""The table of days as the reckoning sees it."""

import time
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from portal.workdays.calendar import (
    closed_days,
    local_date,
    office_hours,
    provisional_years,
    unloaded_years,
)
from portal.workdays.models import CalendarDay, CalendarYear
from portal.workdays.reckoning import SkippedDay, YearNotLoaded, add_office_minutes, add_working_days
from portal.workdays.seeding import load_year

pytestmark = pytest.mark.usefixtures("no_calendar")


@pytest.fixture
def year_2026():
    return load_year(2026).year


@pytest.fixture(params=["UTC", "Asia/Makassar", "America/New_York"])
def process_zone(request, monkeypatch):
    """The operating system's time zone, which must not matter."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


def test_the_table_gives_the_golden_dates(year_2026):
    assert add_working_days(date(2026, 3, 6), 10, closed_days()).due == date(2026, 3, 27)


def test_reading_the_calendar_takes_one_query_for_any_number_of_years(year_2026, django_assert_num_queries):
    with django_assert_num_queries(1):
        closed_days()
    load_year(2025)
    load_year(2027)
    with django_assert_num_queries(1):
        closed_days()


def test_a_reason_names_the_decree_of_the_day_or_else_of_its_year(year_2026):
    CalendarYear.objects.update(decree="SKB contoh 1/2025")
    CalendarDay.objects.filter(date=date(2026, 3, 18)).update(decree="Keppres contoh 2/2026")
    skipped = add_working_days(date(2026, 3, 17), 1, closed_days()).skipped
    assert skipped[:2] == (
        SkippedDay(date(2026, 3, 18), "Cuti Bersama Hari Suci Nyepi, Keppres contoh 2/2026"),
        SkippedDay(date(2026, 3, 19), "Hari Suci Nyepi, SKB contoh 1/2025"),
    )


def test_an_estimated_day_says_so_in_its_reason():
    load_year(2027)
    assert closed_days()[date(2027, 3, 10)] == "Hari Raya Idul Fitri (perkiraan)"


def test_a_year_still_being_filled_in_is_not_reckoned_with(year_2026):
    CalendarYear.objects.create(year=2027)
    with pytest.raises(YearNotLoaded):
        add_working_days(date(2026, 12, 31), 1, closed_days())


def test_a_closure_entered_by_hand_moves_a_due_date(year_2026):
    CalendarDay.objects.create(date=date(2026, 6, 9), name="Pemilihan contoh", kind="regional")
    assert add_working_days(date(2026, 6, 8), 1, closed_days()).due == date(2026, 6, 10)


def test_a_day_needs_its_year_first():
    day = CalendarDay(date=date(2026, 6, 9), name="Contoh", kind="regional")
    with pytest.raises(ValidationError, match="Tambahkan dahulu tahun kalender 2026"):
        day.full_clean()


def test_a_day_moved_to_another_year_belongs_to_that_year(year_2026):
    load_year(2027)
    day = CalendarDay.objects.get(date=date(2026, 12, 24))
    day.date = date(2027, 1, 4)
    day.save()
    assert CalendarDay.objects.get(pk=day.pk).year_id == 2027


def test_a_year_without_days_cannot_be_put_into_use():
    year = CalendarYear(year=2029, status=CalendarYear.Status.COMPLETE)
    with pytest.raises(ValidationError, match="Catat dahulu"):
        year.full_clean()


def test_a_year_with_days_is_not_deleted(year_2026):
    with pytest.raises(ProtectedError):
        year_2026.delete()


def test_next_year_is_asked_for_from_october(year_2026):
    assert unloaded_years(date(2026, 9, 30)) == []
    assert unloaded_years(date(2026, 10, 1)) == [2027]
    assert unloaded_years(date(2027, 1, 1)) == [2027]
    load_year(2027)
    assert unloaded_years(date(2026, 10, 1)) == []


def test_a_year_without_decreed_cuti_bersama_is_named_as_provisional():
    load_year(2028)
    assert provisional_years(date(2027, 9, 30)) == []
    assert provisional_years(date(2027, 10, 1)) == [2028]
    assert unloaded_years(date(2028, 1, 1)) == []


def test_the_local_date_is_that_of_wita_whatever_zone_a_reader_has_chosen():
    early_in_wita = datetime(2026, 3, 5, 22, 30, tzinfo=UTC)  # 06.30 WITA on the 6th
    with timezone.override("America/New_York"):
        assert local_date(early_in_wita) == date(2026, 3, 6)


def test_a_moment_without_time_zone_has_no_local_date():
    with pytest.raises(ValueError, match="naive"):
        local_date(datetime(2026, 3, 6, 6, 30))  # noqa: DTZ001


def test_the_zone_of_the_machine_does_not_matter(process_zone, year_2026):
    received = datetime(2026, 3, 5, 16, 30, tzinfo=UTC)  # 00.30 WITA on the 6th
    assert local_date(received) == date(2026, 3, 6)
    assert add_working_days(local_date(received), 10, closed_days()).due == date(2026, 3, 27)
    opened = timezone.localtime(datetime(2026, 5, 29, 7, 45, tzinfo=UTC), timezone.get_default_timezone())
    due = add_office_minutes(opened, 30, closed_days(), office_hours()).due
    assert due == datetime(2026, 6, 2, 0, 0, tzinfo=UTC)


def test_office_hours_come_from_the_settings(settings):
    settings.OFFICE_HOURS = ["08:00-12:30", ""]
    assert {day: (a.hour, b.minute) for day, (a, b) in office_hours().items()} == {0: (8, 30)}


@pytest.mark.parametrize("wrong", ["07:30-setengah dua belas", "07:30", "07:30-11:30-13:00"])
def test_office_hours_that_are_no_times_are_named(settings, wrong):
    settings.OFFICE_HOURS = ["07:30-16:00", wrong]
    with pytest.raises(ImproperlyConfigured, match=f"{wrong}.*Selasa"):
        office_hours()

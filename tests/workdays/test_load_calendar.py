"""The command that fills the calendar, and what it must leave alone."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from portal.workdays.models import CalendarDay, CalendarYear

pytestmark = pytest.mark.usefixtures("no_calendar")


def load(*args: str) -> str:
    out = StringIO()
    call_command("load_calendar", *args, stdout=out)
    return out.getvalue()


def rows() -> list[dict]:
    return [*CalendarDay.objects.values(), *CalendarYear.objects.values()]


def test_a_year_is_loaded_with_its_source_and_without_an_invented_decree():
    said = load("2026")
    year = CalendarYear.objects.get(year=2026)
    assert year.status == CalendarYear.Status.COMPLETE
    assert year.source.startswith("paket holidays ")
    assert year.decree == ""
    assert year.legal_basis == "dasar belum diisi"
    assert "17 libur nasional dan 8 cuti bersama ditambahkan" in said
    assert "16-02-2026 Cuti Bersama Tahun Baru Imlek" in said
    assert "Dasar hukum tahun 2026 belum diisi" in said


@pytest.mark.parametrize(("year", "national", "joint"), [(2024, 19, 10), (2025, 17, 11), (2027, 18, 8)])
def test_both_kinds_of_days_are_loaded(year, national, joint):
    load(str(year))
    assert CalendarDay.objects.filter(kind="national").count() == national
    assert CalendarDay.objects.filter(kind="joint_leave").count() == joint


def test_an_estimate_is_marked_and_its_name_is_clean():
    load("2027")
    day = CalendarDay.objects.get(date=date(2027, 3, 10))
    assert (day.name, day.provisional) == ("Hari Raya Idul Fitri", True)
    assert not CalendarDay.objects.get(date=date(2027, 3, 12)).provisional


def test_running_again_changes_nothing():
    load("2026", "2027")
    before = rows()
    assert "tidak diubah" in load("2026", "2027")
    assert rows() == before


def test_an_edited_day_is_kept():
    load("2026")
    CalendarDay.objects.filter(date=date(2026, 3, 18)).update(name="Diubah", kind="regional", note="Contoh")
    load("2026")
    day = CalendarDay.objects.get(date=date(2026, 3, 18))
    assert (day.name, day.kind, day.note) == ("Diubah", "regional", "Contoh")


def test_a_day_that_the_agency_removed_stays_away_and_is_named():
    load("2026")
    CalendarDay.objects.filter(date=date(2026, 3, 18)).delete()
    said = load("2026")
    assert not CalendarDay.objects.filter(date=date(2026, 3, 18)).exists()
    assert "tidak ada di kalender" in said
    assert "18-03-2026 Cuti Bersama Hari Suci Nyepi" in said


def test_a_year_begun_by_hand_is_completed_around_what_stands_there():
    CalendarYear.objects.create(year=2026, source="SKB contoh")
    CalendarDay.objects.create(date=date(2026, 3, 18), name="Tulisan sendiri", kind="joint_leave")
    load("2026")
    assert CalendarYear.objects.get(year=2026).status == CalendarYear.Status.COMPLETE
    assert CalendarYear.objects.get(year=2026).source == "SKB contoh"
    assert CalendarDay.objects.get(date=date(2026, 3, 18)).name == "Tulisan sendiri"
    assert CalendarDay.objects.count() == 25


def test_a_year_without_decreed_cuti_bersama_is_refused_and_nothing_else_is_loaded_either():
    with pytest.raises(CommandError, match="Tahun 2028 tidak dimuat"):
        load("2026", "2028")
    assert not CalendarYear.objects.exists()


def test_such_a_year_is_loaded_as_provisional_when_asked_for():
    load("2028", "--sementara")
    assert CalendarYear.objects.get(year=2028).status == CalendarYear.Status.PROVISIONAL
    assert CalendarDay.objects.filter(kind="national").exists()
    assert not CalendarDay.objects.filter(kind="joint_leave").exists()


def test_an_estimate_that_the_package_has_moved_is_pointed_out():
    load("2028", "--sementara")
    CalendarDay.objects.create(date=date(2028, 2, 25), name="Hari Raya Idul Fitri", kind="national", provisional=True)
    said = load("2028", "--sementara")
    assert "periksa tanggalnya" in said
    assert "25-02-2028" in said
    assert "27-02-2028" not in said  # still an estimate in the package too
    assert "25-12-2028" not in said


def test_without_a_year_this_one_and_the_next_are_loaded():
    with time_machine.travel(datetime(2025, 12, 31, 17, tzinfo=UTC)):  # 01.00 WITA on 1 January 2026
        load()
    assert set(CalendarYear.objects.values_list("year", flat=True)) == {2026, 2027}


def test_without_a_year_an_undecreed_one_is_left_out_and_named():
    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC)):
        said = load()
    assert list(CalendarYear.objects.values_list("year", flat=True)) == [2027]
    assert "Tahun 2028 tidak dimuat" in said

"""The calendar in the Wagtail admin, by HTTP."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.workdays.models import CalendarDay, CalendarYear
from portal.workdays.seeding import load_year

pytestmark = pytest.mark.usefixtures("no_calendar")

A_DAY = {"date": "2026-06-09", "name": "Pemilihan contoh", "kind": "regional", "decree": "", "note": ""}


@pytest.fixture
def admin_of_the_portal(admin_client):
    return admin_client


@pytest.fixture
def editor(client, django_user_model):
    """Somebody who may enter the admin and nothing else."""
    user = django_user_model.objects.create_user("penyunting", password="rahasia")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    client.user = user
    return client


def test_a_day_is_added_and_goes_on_record(admin_of_the_portal):
    load_year(2026)
    admin_of_the_portal.post(reverse("calendar_days:add"), A_DAY)
    day = CalendarDay.objects.get(date=date(2026, 6, 9))
    assert day.year_id == 2026
    entry = ModelLogEntry.objects.get(action="wagtail.create", object_id=str(day.pk))
    assert entry.user.is_superuser


def test_a_day_of_a_year_that_is_not_there_is_refused_with_a_reason(admin_of_the_portal):
    response = admin_of_the_portal.post(reverse("calendar_days:add"), A_DAY)
    assert not CalendarDay.objects.exists()
    assert "Tambahkan dahulu tahun kalender 2026." in response.content.decode()


def test_somebody_without_the_permission_adds_nothing(editor):
    load_year(2026)
    before = CalendarDay.objects.count()
    editor.post(reverse("calendar_days:add"), A_DAY)
    assert CalendarDay.objects.count() == before


def test_somebody_with_the_permission_adds_a_day(editor):
    load_year(2026)
    editor.user.user_permissions.add(Permission.objects.get(codename="add_calendarday"))
    editor.post(reverse("calendar_days:add"), A_DAY)
    assert CalendarDay.objects.filter(date=date(2026, 6, 9)).exists()


def test_the_list_is_filtered_by_year_and_kind_and_tells_a_missing_decree(admin_of_the_portal):
    load_year(2026)
    load_year(2027)
    html = admin_of_the_portal.get(
        reverse("calendar_days:index"), {"year": "2026", "kind": "joint_leave"}
    ).content.decode()
    assert "Cuti Bersama Tahun Baru Imlek" in html
    assert "Hari Buruh Internasional" not in html
    assert "Cuti Bersama Hari Raya Waisak" not in html  # of 2027
    assert html.count("dasar belum diisi") == 8


def test_the_list_costs_the_same_for_few_and_many_days(admin_of_the_portal, django_assert_max_num_queries):
    load_year(2026)
    CalendarDay.objects.exclude(kind="joint_leave", date__month=2).delete()
    admin_of_the_portal.get(reverse("calendar_days:index"))
    with django_assert_max_num_queries(50) as one:
        admin_of_the_portal.get(reverse("calendar_days:index"))
    load_year(2025)
    with django_assert_max_num_queries(len(one)):
        admin_of_the_portal.get(reverse("calendar_days:index"))


def test_the_number_of_a_year_stays_when_it_is_edited(admin_of_the_portal):
    load_year(2026)
    admin_of_the_portal.post(
        reverse("calendar_years:edit", args=[2026]),
        {"year": "2030", "status": "complete", "decree": "SKB contoh", "source": "", "note": ""},
    )
    assert list(CalendarYear.objects.values_list("year", "decree")) == [(2026, "SKB contoh")]


def test_a_year_with_days_survives_its_deletion_in_the_admin(admin_of_the_portal):
    load_year(2026)
    response = admin_of_the_portal.post(reverse("calendar_years:delete", args=[2026]), follow=True)
    assert CalendarYear.objects.filter(year=2026).exists()
    assert "Tidak dihapus, karena masih dipakai oleh 25 hari libur." in response.content.decode()
    assert not ModelLogEntry.objects.filter(action="wagtail.delete").exists()


def test_the_dashboard_warns_of_a_year_that_is_not_loaded(editor):
    load_year(2026)
    with time_machine.travel(datetime(2026, 10, 1, 3, tzinfo=UTC), tick=False):
        editor.force_login(editor.user)
        html = editor.get(reverse("wagtailadmin_home")).content.decode()
        assert "Kalender kerja tahun 2027 belum dimuat." in html
        assert "Kalender kerja tahun 2026 belum dimuat." not in html
        load_year(2027)
        assert "belum dimuat" not in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_the_dashboard_warns_of_a_provisional_year(editor):
    load_year(2028)
    with time_machine.travel(datetime(2028, 2, 1, tzinfo=UTC), tick=False):
        editor.force_login(editor.user)
        html = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "Kalender kerja tahun 2028 masih sementara" in html

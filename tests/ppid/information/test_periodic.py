"""Periodic information is brought up to date at least every six months (UU 14/2008 Pasal 9 ayat (3))."""

import csv
import datetime as dt
import io
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ppid.information import periodic
from ppid.information.models import InformationPage
from ppid.information.periodic import State
from tests import verbs
from tests.sop.test_desk import section

from .conftest import FLOW_B

WITA = ZoneInfo("Asia/Makassar")
# Published on a Monday morning; due on 23 May 2027.
PUBLISHED = dt.datetime(2026, 11, 23, 9, 0, tzinfo=WITA)
DUE = dt.date(2027, 5, 23)
REPORT = "/admin/reports/pemutakhiran/"
ONE_DAY = dt.timedelta(days=1)


def morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=WITA)


def cells(client, **asked) -> list[list[str]]:
    response = client.get(REPORT, {"export": "csv", **asked})
    return list(csv.reader(io.StringIO(response.getvalue().decode())))[1:]


def states(client, **asked) -> dict[str, str]:
    return {row[1]: row[-1] for row in cells(client, **asked)}


# --- the reckoning -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("updated", "due"),
    [
        ("2026-11-23", "2027-05-23"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-08-28", "2027-02-28"),
        ("2026-08-29", "2027-02-28"),
        ("2026-12-31", "2027-06-30"),
        ("2026-01-31", "2026-07-31"),
        ("2028-02-29", "2028-08-29"),
    ],
)
def test_it_is_due_six_calendar_months_later(updated, due):
    assert periodic.due_on(dt.date.fromisoformat(updated)) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (DUE - 31 * ONE_DAY, State.CURRENT),
        (DUE - 30 * ONE_DAY, State.SOON),
        (DUE - ONE_DAY, State.SOON),
        (DUE, State.SOON),
        (DUE + ONE_DAY, State.OVERDUE),
    ],
)
def test_on_its_last_day_it_is_still_in_time(today, state):
    assert periodic.state_on(today, PUBLISHED.date()) == state


def test_a_query_for_a_state_finds_what_is_in_that_state_on_every_day_of_two_years():
    first = dt.date(2026, 1, 1)
    days = [first + number * ONE_DAY for number in range(730)]
    for today in [*days[::7], dt.date(2027, 2, 27), dt.date(2027, 2, 28), dt.date(2027, 3, 1), dt.date(2028, 2, 29)]:
        for state in State:
            since, before = periodic.published_within(state, today)
            found = {
                day for day in days if (not since or morning(day) >= since) and (not before or morning(day) < before)
            }
            assert found == {day for day in days if periodic.state_on(today, day) == state}, (today, state)


# --- a page through time ---------------------------------------------------------------------------------------------


@pytest.fixture
def later(people):
    """``later("petugas")``: a browser in which that person has logged in now; a session lasts a working day."""

    def browser(who: str) -> Client:
        client = Client()
        client.force_login(people[who])
        return client

    return browser


@pytest.fixture
def publish_at(later, unit):
    """``publish_at(moment, index)``: an information page of the Petugas' unit, let out by flow B at that moment."""

    def publish(moment: dt.datetime, index, title="Anggaran 2026") -> InformationPage:
        with time_machine.travel(moment, tick=False):
            page = verbs.write_information(later("petugas"), index, title, unit=unit.pk)
            verbs.submit(later("petugas"), page)
            for role in FLOW_B:
                verbs.act(later(role), page)
        page = verbs.fresh(page)
        assert page.live
        return page

    return publish


@pytest.fixture
def page(publish_at, periodic):
    return publish_at(PUBLISHED, periodic)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "state", "words", "late"),
    [
        (DUE - ONE_DAY, "segera jatuh tempo", "Segera jatuh tempo:", False),
        (DUE, "segera jatuh tempo", "Segera jatuh tempo:", False),
        (DUE + ONE_DAY, "terlambat", "Sudah terlambat:", True),
    ],
)
def test_editor_report_and_desk_tell_the_same(later, page, day, state, words, late):
    with time_machine.travel(morning(day), tick=False):
        client = later("petugas")
        editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        desk = client.get(reverse("sop_desk")).content.decode()
        assert states(client) == {page.title: state}
    assert words in editor
    assert "23 Mei 2027" in editor
    waiting = section(desk, "menunggu")
    assert page.title in waiting
    assert "pemutakhiran berkala (Pasal 9 ayat (3) UU 14/2008)" in waiting
    assert ("Terlambat" in waiting) == late
    assert ("desk-item--late" in desk) == late


@pytest.mark.django_db
def test_long_before_it_is_due_nobody_is_troubled(later, page):
    with time_machine.travel(morning(DUE - 40 * ONE_DAY), tick=False):
        assert verbs.waiting_on_desk(later("petugas")) == []
        assert states(later("petugas")) == {page.title: "mutakhir"}
        editor = later("petugas").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Paling lambat dimutakhirkan" in editor
    assert "jatuh tempo:" not in editor


@pytest.mark.django_db
def test_31_august_is_due_on_the_last_of_february(later, publish_at, periodic):
    page = publish_at(dt.datetime(2027, 8, 31, 23, 30, tzinfo=WITA), periodic)
    with time_machine.travel(morning(dt.date(2028, 2, 29)), tick=False):
        assert states(later("ppid")) == {page.title: "segera jatuh tempo"}
    with time_machine.travel(morning(dt.date(2028, 3, 1)), tick=False):
        assert states(later("ppid")) == {page.title: "terlambat"}


@pytest.mark.django_db
def test_once_a_new_version_is_submitted_it_waits_for_others_and_published_it_is_up_to_date(later, page):
    with time_machine.travel(morning(DUE + ONE_DAY), tick=False):
        client = later("petugas")
        verbs.submit(client, page)
        assert verbs.waiting_on_desk(client) == []
        assert states(client) == {page.title: "terlambat"}
        verbs.act(later("timit"), page, "reject", "Lengkapi.")
        assert page.title in verbs.waiting_on_desk(client)
        verbs.submit(client, page)
        for role in ("timit", "webmaster", "pejabat", "webmaster"):
            verbs.act(later(role), page)
        assert states(client) == {page.title: "mutakhir"}
        assert verbs.waiting_on_desk(client) == []


@pytest.mark.django_db
def test_only_periodic_public_pages_have_the_duty(later, unit, anytime, periodic, publish_at):
    publish_at(PUBLISHED, anytime, "Setiap saat")
    with time_machine.travel(morning(DUE + ONE_DAY), tick=False):
        verbs.write_information(later("petugas"), periodic, "Konsep", unit=unit.pk)
        assert states(later("ppid")) == {}
        assert verbs.waiting_on_desk(later("petugas")) == []


# --- whose duty ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_desk_and_report_of_a_petugas_are_about_his_own_unit(later, page, other_unit):
    with time_machine.travel(morning(DUE + ONE_DAY), tick=False):
        assert verbs.waiting_on_desk(later("petugas2")) == []
        assert states(later("petugas2")) == {}
        assert page.title not in later("petugas2").get(REPORT).content.decode()
        for who in ("timit", "webmaster", "pejabat", "ppid", "kadis", "superuser"):
            assert states(later(who)) == {page.title: "terlambat"}
            assert verbs.waiting_on_desk(later(who)) == []


@pytest.mark.django_db
def test_outsiders_do_not_read_the_report(later, client, page):
    assert later("outsider").get(REPORT, follow=True).redirect_chain
    assert client.get(REPORT).status_code == 302
    assert REPORT not in later("outsider").get("/admin/").content.decode()
    assert REPORT in later("petugas").get("/admin/").content.decode()


# --- the report ----------------------------------------------------------------------------------------------------


def add_pages(index, unit, count, at, title="Informasi", **fields) -> None:
    """Public pages made the short way."""
    for number in range(count):
        page = InformationPage(
            title=f"{title} {number}",
            summary="x",
            unit=unit,
            responsible="x",
            made_on=dt.date(2026, 1, 1),
            made_at="x",
            formats="pdf",
            retention="x",
            first_published_at=at,
            last_published_at=at,
            **fields,
        )
        index.add_child(instance=page)


@pytest.mark.django_db
def test_the_report_is_filtered_by_state_unit_and_item(later, unit, other_unit, periodic):
    add_pages(periodic, unit, 1, PUBLISHED, "Anggaran", legal_item="B07")
    add_pages(periodic, other_unit, 1, PUBLISHED + 60 * ONE_DAY, "Profil", legal_item="B01")
    with time_machine.travel(morning(DUE + ONE_DAY), tick=False):
        ppid = later("ppid")
        assert states(ppid) == {"Anggaran 0": "terlambat", "Profil 0": "mutakhir"}
        html = ppid.get(REPORT).content.decode()
        for words in ("Anggaran 0", "B07", "Bagian Program", "23 November 2026", "23 Mei 2027", "terlambat"):
            assert words in html
        assert html.index("Anggaran 0") < html.index("Profil 0")
        assert list(states(ppid, state="overdue")) == ["Anggaran 0"]
        assert list(states(ppid, state="current")) == ["Profil 0"]
        assert list(states(ppid, unit=other_unit.pk)) == ["Profil 0"]
        assert list(states(ppid, legal_item="B07")) == ["Anggaran 0"]
        for nonsense in ({"state": "x"}, {"unit": "abc"}, {"legal_item": "'--"}, {"ordering": "password"}, {"p": "x"}):
            assert ppid.get(REPORT, nonsense).status_code == 200


@pytest.mark.django_db
def test_its_downloads_are_inert_and_tell_local_days(later, unit, periodic):
    late = dt.datetime(2026, 11, 22, 22, 30, tzinfo=dt.UTC)  # the 23rd at the office
    add_pages(periodic, unit, 1, late, '=HYPERLINK("x")')
    [row] = cells(later("ppid"))
    assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert row[4:6] == ["2026-11-23", "2027-05-23"]
    response = later("ppid").get(REPORT, {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    values = [cell for line in sheet.iter_rows(min_row=2) for cell in line]
    assert not [cell for cell in values if cell.data_type == "f"]
    assert [str(cell.value)[:10] for cell in values[4:6]] == ["2026-11-23", "2027-05-23"]


def queries_of(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


@pytest.mark.django_db
def test_report_and_desk_cost_the_same_for_2_and_for_40_pages(later, unit, periodic):
    with time_machine.travel(morning(DUE + ONE_DAY), tick=False):
        add_pages(periodic, unit, 2, PUBLISHED)
        few = {url: queries_of(later("petugas"), url) for url in (REPORT, "/admin/meja/")}
        add_pages(periodic, unit, 38, PUBLISHED, "Lagi")
        many = {url: queries_of(later("petugas"), url) for url in few}
        assert many[REPORT] == few[REPORT]
        # One more counts those that the desk does not show one by one.
        assert many["/admin/meja/"] == few["/admin/meja/"] + 1
        waiting = verbs.waiting_on_desk(later("petugas"))
    assert len(waiting) == 11
    assert waiting[-1] == "30 informasi berkala lainnya"

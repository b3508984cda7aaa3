"""The desk /admin/meja/: what stands on it, in which order, for whom, at what cost."""

import datetime as dt
import gzip
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.models import StandardPage
from news.models import NewsPage
from portal.sop import acts, desk
from portal.sop.models import StepRecord
from portal.workdays.models import CalendarYear
from tests import verbs
from tests.sop.test_rules import appoint

pytestmark = pytest.mark.django_db

DESK = "/admin/meja/"
WITA = ZoneInfo("Asia/Makassar")
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=WITA)
MAX_QUERIES = 20
MAX_BYTES = 40_000


def start(parent, model, writer, title):
    """A text that was just submitted, made the short way."""
    page = parent.add_child(instance=model(title=title, lead="Ringkasan.", owner=writer, live=False))
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    return page


@pytest.fixture
def stories(people, news_index):
    """``stories(3)``: so many stories of the Pelaksana that wait for the Kasub."""

    def make(count):
        return [
            start(news_index, NewsPage, people["pelaksana"], f"Berita nomor {number}") for number in range(1, count + 1)
        ]

    return make


def read(client) -> str:
    return client.get(DESK).content.decode()


def section(html: str, heading: str) -> str:
    """The text of one section of the desk; "" if it is not there."""
    found = re.search(rf'<section aria-labelledby="{heading}">(.*?)</section>', html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


def queries_of(client) -> int:
    """Queries of one look at the desk, without the savepoints that the test's own transaction brings."""
    client.get(DESK)  # the content types are read once a process
    with CaptureQueriesContext(connection) as captured:
        assert client.get(DESK).status_code == 200
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


# --- what waits, and in which order ------------------------------------------------------------------------------


def test_the_most_overdue_comes_first_and_what_has_no_standard_by_age_after_it(as_, people, stories):
    _without_old, _late, _soon, _without_new = stories(4)
    rows = {row.title: row for row in StepRecord.objects.open().filter(role="kasub")}
    now = timezone.now()
    for number, (due, started) in enumerate([(None, -9), (-2, -1), (5, -5), (None, -1)], 1):
        StepRecord.objects.filter(pk=rows[f"Berita nomor {number}"].pk).update(
            due_at=due and now + dt.timedelta(hours=due), started_at=now + dt.timedelta(hours=started)
        )
    assert verbs.waiting_on_desk(as_("kasub")) == [f"Berita nomor {number}" for number in (2, 3, 1, 4)]


@time_machine.travel(MONDAY, tick=False)
def test_each_item_says_its_step_its_office_its_standard_and_the_time_left(as_, people, home):
    start(home, StandardPage, people["petugas"], "Profil dinas")
    waiting = section(read(as_("timit")), "menunggu")
    for words in (
        "Menunggu Anda (1)",
        "Profil dinas",
        "langkah 2, Penerimaan oleh Tim IT",
        "sebagai Tim IT",
        "Waktu baku 1–3 jam",
        "Sisa 3 jam kerja",
        "jatuh tempo 23 Nov 2026, 12.00",
    ):
        assert words in waiting
    with time_machine.travel(MONDAY + dt.timedelta(hours=3, minutes=25), tick=False):
        html = read(as_("timit"))
        assert "Terlambat 25 menit kerja" in section(html, "menunggu")
        assert "desk-item--late" in html
        assert "pukul 12.25 WITA" in html


def test_a_step_without_a_standard_says_so(as_, stories):
    stories(1)
    assert "Waktu baku belum ditetapkan" in section(read(as_("kasub")), "menunggu")


def test_a_calendar_that_is_not_loaded_does_not_break_the_desk(as_, people, home):
    with time_machine.travel(MONDAY, tick=False):
        start(home, StandardPage, people["petugas"], "Profil dinas")
        CalendarYear.objects.update(status=CalendarYear.Status.FILLING)
        waiting = section(read(as_("timit")), "menunggu")
    assert "Kalender kerja tahun 2026 belum dimuat" in waiting


def test_an_acting_official_reads_in_which_office_and_by_which_decree(as_, people, stories):
    stories(1)
    today = timezone.localdate()
    appoint(people["webmaster"], "kasub", "plh", today, today, decree="SK 800/7/2026")
    html = read(as_("webmaster"))
    assert "sebagai Plh. Kasub HTI dan RB (SK 800/7/2026)" in section(html, "menunggu")
    assert verbs.waiting_on_desk(as_("webmaster")) == ["Berita nomor 1"]


def test_the_title_of_the_page_counts_what_waits(as_, stories):
    assert "<title>Meja kerja</title>" in read(as_("kasub"))
    stories(3)
    assert "<title>(3) Meja kerja</title>" in read(as_("kasub"))


def test_who_may_not_act_does_not_find_it_waiting(as_, people, stories):
    people["pelaksana"].groups.add(Group.objects.get(position__code="kasub"))
    stories(1)
    assert verbs.waiting_on_desk(as_("pelaksana")) == []
    assert verbs.waiting_on_desk(as_("superuser")) == []


# --- the other sections ------------------------------------------------------------------------------------------


def test_a_returned_text_stands_on_top_of_ones_own_with_its_reason(as_, people, stories):
    first, second = stories(2)
    verbs.decide(as_("kasub"), second, "reject", "Sumber belum disebut.")
    own = section(read(as_("pelaksana")), "naskah")
    assert own.index(second.title) < own.index(first.title)
    assert "Dikembalikan oleh Kasub HTI dan RB: Sumber belum disebut." in own
    assert "Di tangan Anda sejak" in own
    assert "Menunggu Kasub HTI dan RB (langkah 6, Verifikasi) sejak" in own


def test_a_resubmitted_text_no_longer_tells_the_old_reason(as_, news_index):
    page = verbs.write_news(as_("pelaksana"), news_index)
    verbs.submit(as_("pelaksana"), page)
    verbs.decide(as_("kasub"), page, "reject", "Sumber belum disebut.")
    verbs.submit(as_("pelaksana"), page)
    own = section(read(as_("pelaksana")), "naskah")
    assert page.title in own
    assert "Sumber belum disebut" not in own


def test_the_submitter_finds_what_he_submitted_for_somebody_else(as_, draft):
    verbs.submit(as_("pelaksana2"), draft)
    assert draft.title in section(read(as_("pelaksana2")), "naskah")
    assert draft.title in section(read(as_("pelaksana")), "naskah")


def test_what_is_public_is_nobodys_draft_any_more(as_, published):
    assert section(read(as_("pelaksana")), "naskah") == ""


def test_what_i_handled_lately_says_what_i_did_and_where_it_is_now(as_, submitted):
    assert section(read(as_("kasub")), "ditangani") == ""
    verbs.decide(as_("kasub"), submitted)
    handled = section(read(as_("kasub")), "ditangani")
    assert submitted.title in handled
    assert "Langkah 6, Verifikasi: disetujui sebagai Kasub HTI dan RB" in handled
    assert "kini di Kabag Program dan Humas" in handled


def test_the_last_approval_is_told_once(as_, published):
    assert section(read(as_("kadis")), "ditangani").count(published.title) == 1


def test_lately_means_the_ten_newest(as_, stories):
    for page in stories(12):
        verbs.decide(as_("kasub"), page)
    handled = section(read(as_("kasub")), "ditangani")
    assert [int(number) for number in re.findall(r"Berita nomor (\d+)", handled)] == list(range(12, 2, -1))


def test_what_waits_for_others_says_for_whom_and_how_long(as_, people, home):
    with time_machine.travel(MONDAY, tick=False):
        start(home, StandardPage, people["petugas"], "Profil dinas")
    with time_machine.travel(MONDAY + dt.timedelta(hours=4), tick=False):
        elsewhere = section(read(as_("pejabat")), "lain")
    assert "Menunggu pihak lain (1)" in elsewhere
    assert "Menunggu Tim IT (langkah 2, Penerimaan oleh Tim IT)" in elsewhere
    assert "(4 jam kerja)" in elsewhere
    assert "terlambat 1 jam kerja" in elsewhere


def test_what_waits_for_others_is_limited_and_counted(as_, stories):
    stories(12)
    elsewhere = section(read(as_("kadis")), "lain")
    assert "Menunggu pihak lain (12)" in elsewhere
    assert len(re.findall(r"Berita nomor", elsewhere)) == desk.ELSEWHERE_SHOWN


def test_nothing_stands_on_a_desk_twice(as_, people, submitted):
    assert submitted.title not in section(read(as_("kasub")), "lain")
    assert submitted.title not in section(read(as_("pelaksana")), "lain")
    assert submitted.title in section(read(as_("kabag")), "lain")


def test_an_official_sees_that_his_return_still_lies_with_the_writer(as_, submitted):
    verbs.decide(as_("kasub"), submitted, "reject", "Sumber belum disebut.")
    assert "Kembali di tangan Pelaksana" in section(read(as_("kasub")), "lain")


def test_a_draft_that_was_never_submitted_is_its_writers_own_affair(as_, draft):
    assert draft.title in section(read(as_("pelaksana")), "naskah")
    for who in ("kasub", "kabag", "kadis", "pelaksana2"):
        assert draft.title not in read(as_(who))


@pytest.mark.parametrize("who", ["timit", "pejabat", "ppid", "outsider", "superuser"])
def test_a_stranger_to_the_flow_finds_nothing_of_it(as_, submitted, who):
    assert submitted.title not in read(as_(who))


def test_the_desk_is_not_for_the_public(client):
    assert client.get(DESK).url.startswith(reverse("wagtailadmin_login"))


def test_who_answers_for_a_public_page_may_take_it_down_from_the_desk(as_, published):
    take_down = reverse("sop_take_down", args=[published.pk])
    html = read(as_("kadis"))
    assert take_down in html
    assert html.count("/admin/meja/turunkan/") == 1  # the news index itself is not offered
    assert take_down not in read(as_("pejabat"))


def test_a_writer_begins_a_new_text_from_the_desk(as_, news_index):
    assert reverse("wagtailadmin_pages:add_subpage", args=[news_index.pk]) in read(as_("pelaksana"))
    assert "Tulis naskah baru" not in read(as_("kabag"))


# --- what comes from other apps ----------------------------------------------------------------------------------


class Letters(desk.Provider):
    """A stand-in for an app with matters of its own."""

    def openings(self, user, hats):
        return [desk.Opening("Buka surat baru", "/surat/baru/")]

    def waiting(self, user, hats, now):
        late = now - dt.timedelta(days=30)
        yield desk.Waiting("surat-1", "Surat permohonan 1", "surat", "/surat/1/", late, late, office="PPID")

    def drafts(self, user):
        yield desk.Whereabouts("surat-2", "Surat permohonan 2", "surat", "/surat/2/", timezone.now(), place="di meja X")

    def handled(self, user, limit):
        yield desk.Handled(
            "Surat permohonan 3", "surat", "", "jawaban", "dikirim", "PPID", timezone.now() + dt.timedelta(hours=1)
        )

    def elsewhere(self, user, hats):
        for number in (1, 4):
            yield desk.Whereabouts(f"surat-{number}", f"Surat permohonan {number}", "surat", "", timezone.now())


def test_matters_of_another_app_stand_in_the_same_lists(as_, submitted, monkeypatch):
    monkeypatch.setattr(desk, "_providers", [*desk._providers])
    desk.register_provider(Letters())
    html = read(as_("kasub"))
    assert verbs.waiting_on_desk(as_("kasub")) == ["Surat permohonan 1", submitted.title]
    assert 'href="/surat/1/"' in html
    assert 'href="/surat/baru/"' in html
    assert "Surat permohonan 2" in section(html, "naskah")
    assert "Surat permohonan 3" in section(html, "ditangani")
    elsewhere = section(html, "lain")
    assert "Surat permohonan 4" in elsewhere
    assert "Surat permohonan 1" not in elsewhere


# --- where people land ---------------------------------------------------------------------------------------------


def log_in(who, **query):
    return Client(query_params=query).post(
        reverse("wagtailadmin_login"), {"username": who, "password": "rahasia-sekali", **query}
    )


@pytest.mark.parametrize("who", ["kadis", "kasub", "pelaksana", "petugas", "webmaster"])
@pytest.mark.parametrize("query", [{}, {"next": "/admin/"}])
def test_whoever_has_a_part_in_the_sop_lands_on_the_desk(people, who, query):
    assert log_in(who, **query).url == DESK


def test_others_land_on_the_dashboard(people):
    assert log_in("admin").url == "/admin/"
    assert log_in("orang-luar").url == "/admin/"


def test_an_address_that_was_asked_for_is_kept_unless_it_leads_away(people):
    assert log_in("kasub", next="/admin/pages/").url == "/admin/pages/"
    assert log_in("kasub", next="https://jahat.invalid/").url == DESK


def test_who_is_logged_in_already_is_sent_on(as_):
    assert as_("kasub").get(reverse("wagtailadmin_login")).url == DESK


# --- what it costs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["kadis", "pelaksana"])
def test_the_desk_takes_as_many_queries_for_fifty_as_for_one(as_, people, stories, published, who):
    # Somebody who has something in every section: he also writes, and stands in for another.
    appoint(people[who], "timit", "plh", timezone.localdate(), timezone.localdate())
    people[who].groups.add(Group.objects.get(position__code="petugas"))
    home = published.get_parent().get_parent()

    def one_more_of_everything(number):
        start(published.get_parent(), NewsPage, people["pelaksana2"], f"Berita nomor {number}")
        start(home, StandardPage, people["petugas"], f"Profil nomor {number}")
        own = start(home, StandardPage, people[who], f"Milik sendiri nomor {number}")
        acts.carry_out(verbs.current_task_state(own), people["timit"], "reject", {"comment": "Perbaiki."})

    one_more_of_everything(1)
    few = queries_of(as_(who))
    for number in range(2, 51):
        one_more_of_everything(number)
    response = as_(who).get(DESK)
    assert len(response.context["desk"].waiting) >= 50
    assert len(response.context["desk"].drafts) == 50
    assert queries_of(as_(who)) == few
    assert few <= MAX_QUERIES, few


def test_the_desk_weighs_at_most_forty_kilobytes_with_its_style(as_, stories):
    stories(50)
    html = as_("kasub").get(DESK).content
    assert html.decode().count('class="desk-item') >= 50
    assert b"<script" not in html
    names = [
        name.decode().removeprefix("/static/") for name in re.findall(rb'<link rel="stylesheet" href="([^"]+)"', html)
    ]
    assert len(names) == 3
    styles = [Path(finders.find(name)).read_bytes() for name in names]
    assert sum(len(gzip.compress(part)) for part in [html, *styles]) <= MAX_BYTES

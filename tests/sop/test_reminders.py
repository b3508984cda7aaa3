"""Reminders: when each comes, to whom, once, and in how many queries (docs/rules.md, rule 7)."""

import io
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from portal.officials.models import Appointment, Official, Position
from portal.sop import reminders
from portal.sop.models import Notice, StepRecord
from portal.sop.standards import Duration, due_at, longest_of, standard_text
from portal.workdays.models import CalendarYear
from portal.workdays.reckoning import YearNotLoaded
from tests import verbs
from tests.conftest import make_official
from tests.news.sheets import open_sheet, pass_on
from tests.sop.test_notices import told
from tests.workdays.conftest import hours  # noqa: F401 - fixtures

WITA = ZoneInfo("Asia/Makassar")
FIVE_MINUTES = timedelta(minutes=5)


def at(day: int, clock: str, month: int = 11) -> datetime:
    """A moment of 2026 on the office's clock; the 20th of November is a Friday."""
    hour, minute = clock.split(".")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=WITA)


def remind(now: datetime) -> str:
    """One run of the command at that moment; returns what it complained of."""
    complaints = io.StringIO()
    with time_machine.travel(now, tick=False):
        call_command("remind_officials", stdout=io.StringIO(), stderr=complaints)
    return complaints.getvalue()


def remind_from(start: datetime, end: datetime) -> None:
    """Run it every five minutes, as cron does."""
    while start <= end:
        remind(start)
        start += FIVE_MINUTES


# --- reckoning, without a database ----------------------------------------------------------------------------------

# standard, begun, warned of, due, told to the superior (20 November is a Friday: office until 11.30; 07.30-16.00 else)
GOLDEN = [
    ("15 menit", at(18, "09.00"), at(18, "09.05"), at(18, "09.15"), at(18, "09.30")),
    ("15 menit", at(20, "11.20"), at(20, "11.25"), at(23, "07.35"), at(23, "07.50")),
    ("15 menit", at(20, "11.28"), at(23, "07.33"), at(23, "07.43"), at(23, "07.58")),
    ("15 menit", at(22, "10.00"), at(23, "07.35"), at(23, "07.45"), at(23, "08.00")),
    ("30 menit", at(18, "15.45"), at(19, "07.35"), at(19, "07.45"), at(19, "08.15")),
    ("1 jam", at(18, "08.00"), at(18, "08.45"), at(18, "09.00"), at(18, "10.00")),
    ("3 jam", at(20, "10.00"), at(23, "08.15"), at(23, "09.00"), at(23, "12.00")),
    ("3 jam", at(20, "16.00"), at(23, "09.45"), at(23, "10.30"), at(23, "13.30")),
    # From Monday 10.00 to Tuesday 16.00 are 870 office minutes, of which 217 are left at 12.23.
    ("1 hari", at(16, "10.00"), at(17, "12.23"), at(17, "16.00"), at(18, "16.00")),
    # Christmas (Friday 25 December) and its cuti bersama (24 December) lie between.
    ("3 jam", at(23, "15.00", 12), at(28, "08.45", 12), at(28, "09.30", 12), at(28, "12.30", 12)),
]


@pytest.mark.parametrize(("standard", "start", "warned", "due", "escalated"), GOLDEN)
def test_the_moments_follow_office_time(standard, start, warned, due, escalated, decreed, hours):  # noqa: F811
    longest = Duration.parse(standard)
    assert due_at(start, longest, decreed, hours) == due
    assert reminders.warning_moment(start, due, decreed, hours) == warned
    assert reminders.escalation_moment(start, longest, decreed, hours) == escalated


@pytest.mark.parametrize(("minutes", "expected"), [(10, None), (11, at(18, "09.01"))])
def test_a_step_of_ten_minutes_or_less_is_not_warned_of(minutes, expected, decreed, hours):  # noqa: F811
    start = at(18, "09.00")
    assert reminders.warning_moment(start, start + timedelta(minutes=minutes), decreed, hours) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(20, "07.29"), False),
        (at(20, "07.30"), True),
        (at(20, "11.30"), True),
        (at(20, "11.31"), False),
        (at(21, "09.00"), False),
        (at(25, "09.00", 12), False),
    ],
)
def test_the_office_is_open_in_its_hours_on_working_days(now, expected, decreed, hours):  # noqa: F811
    assert reminders.is_open(now, decreed, hours) is expected


@pytest.mark.parametrize(
    ("shortest", "longest"), [("", "30 menit"), ("1 jam", "3 jam"), ("30 menit", "1 jam"), ("", "1 hari")]
)
def test_a_standard_on_record_is_read_back(shortest, longest):
    assert longest_of(standard_text(shortest, longest)) == Duration.parse(longest)


def test_no_standard_is_read_out_of_its_absence():
    with pytest.raises(ValueError, match="tidak dikenal"):
        longest_of(standard_text("", ""))


def test_a_year_that_is_not_loaded_is_no_guess(decreed, hours):  # noqa: F811
    with pytest.raises(YearNotLoaded):
        reminders.is_open(datetime(2031, 1, 1, 9, tzinfo=WITA), decreed, hours)


# --- one step from its opening to its end ---------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def nobody_is_logged_out_on_the_way(settings):
    """These tests travel over days; a session lasts eight hours."""
    settings.SESSION_COOKIE_AGE = 100 * 24 * 60 * 60


@pytest.fixture
def page(as_, home, db):
    """A page of flow B, submitted on Friday 20 November 2026 at 10.00: Tim IT has until Monday 09.00."""
    with time_machine.travel(at(19, "15.00")):
        page = verbs.write_standard_page(as_("petugas"), home)
    with time_machine.travel(at(20, "10.00"), tick=False):
        verbs.submit(as_("petugas"), page)
    Notice.objects.all().delete()
    return page


@pytest.fixture
def row(people):
    """``row(start, due)``: one more open row, of a sheet of the Pejabat's that has no page behind it."""

    def make(start: datetime, due: datetime | None, standard: str = "1 jam", role: str = "pejabat") -> StepRecord:
        return StepRecord.objects.create(
            object_type="news.disposition",
            object_id="1",
            title="Lembar",
            step="Disposisi",
            role=role,
            role_name=role,
            standard=standard,
            started_at=start,
            due_at=due,
        )

    return make


REMINDERS = ("due-soon", "overdue", "escalated")


def test_each_reminder_comes_once_and_in_its_time(page):
    remind_from(at(20, "10.00"), at(20, "12.00"))
    remind(at(21, "09.00"))
    remind_from(at(23, "07.00"), at(23, "08.10"))
    assert told() == []
    remind(at(23, "08.15"))
    assert told() == [("due-soon", "timit")]
    remind_from(at(23, "08.20"), at(23, "08.55"))
    assert told() == [("due-soon", "timit")]
    remind_from(at(23, "09.00"), at(23, "13.00"))
    assert told() == [("due-soon", "timit"), ("overdue", "timit")]
    assert [message.subject for message in mail.outbox] == [
        "Segera jatuh tempo: Profil",
        "Lewat jatuh tempo: Profil",
    ]


def test_two_runs_in_a_row_send_one_mail(page):
    for _ in range(2):
        remind(at(23, "08.30"))
    assert [message.to for message in mail.outbox] == [["timit@contoh.invalid"]]


def test_the_reminder_of_a_dead_day_is_delivered_once_afterwards(page, settings):
    living = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.sop.mail_servers.DeadServer"
    for hour in range(24):
        complaint = remind(at(23, "08.15") + timedelta(hours=hour))
        assert "belum terkirim" in complaint
    assert mail.outbox == []
    settings.EMAIL_BACKEND = living
    for _ in range(2):
        remind(at(24, "10.00"))
    assert sorted(message.subject.split(":")[0] for message in mail.outbox) == [
        "Lewat jatuh tempo",
        "Segera jatuh tempo",
    ]


def test_a_run_that_comes_late_does_not_warn_of_what_is_past(page):
    remind(at(23, "09.30"))
    assert told() == [("overdue", "timit")]


def test_nobody_is_warned_outside_office_hours(row):
    """Warned of on Friday at 11.28, if the command had run then; the office closes at 11.30."""
    row(at(20, "11.08"), at(23, "07.38"), "30 menit")
    remind_from(at(20, "11.35"), at(20, "18.00"))
    remind(at(22, "10.00"))
    remind(at(23, "07.25"))
    assert told() == []
    remind(at(23, "07.30"))
    assert told() == [("due-soon", "pejabat")]


def test_a_step_that_was_done_in_time_is_not_reminded_of(as_, page):
    with time_machine.travel(at(20, "10.30")):
        verbs.decide(as_("timit"), page)
    remind(at(23, "08.15"))
    assert ("due-soon", "timit") not in told()
    remind(at(23, "08.50"))
    assert told("due-soon", "overdue") == [("due-soon", "webmaster")]


def test_a_step_without_a_standard_is_never_reminded_of(as_, news_index, people):
    with time_machine.travel(at(2, "08.00")):
        story = verbs.write_news(as_("pelaksana"), news_index)
        verbs.submit(as_("pelaksana"), story)
    remind(at(30, "09.00", 12))
    assert told(*REMINDERS) == []


# --- who -------------------------------------------------------------------------------------------------------------


def test_a_draft_reminds_its_owner(as_, home):
    with time_machine.travel(at(16, "10.00"), tick=False):
        verbs.write_standard_page(as_("petugas"), home)
    make_official("petugas2", "petugas")
    remind(at(17, "12.20"))
    assert told() == []
    remind(at(17, "12.25"))
    assert told() == [("due-soon", "petugas")]
    remind(at(17, "16.00"))
    assert told() == [("due-soon", "petugas"), ("overdue", "petugas")]


def test_a_returned_draft_has_a_standard_and_reminders_of_its_own(as_, home):
    with time_machine.travel(at(16, "10.00"), tick=False):
        page = verbs.write_standard_page(as_("petugas"), home)
    remind(at(17, "13.00"))
    with time_machine.travel(at(17, "13.00"), tick=False):
        verbs.submit(as_("petugas"), page)
        verbs.decide(as_("timit"), page, "reject", "Perbaiki.")
    remind(at(18, "15.00"))
    assert told("due-soon") == [("due-soon", "petugas")] * 2


def test_today_s_acting_official_is_reminded_too(page):
    deputy = make_official("plh", "petugas")
    Appointment.objects.create(
        position=Position.objects.get(code="timit"),
        official=Official.objects.create(name="Contoh Plh.", user=deputy),
        kind="plh",
        valid_from=at(23, "00.00").date(),
        valid_to=at(23, "00.00").date(),
        decree_number="800/contoh",
    )
    remind(at(23, "08.15"))
    assert told() == [("due-soon", "plh"), ("due-soon", "timit")]
    remind(at(24, "08.15"))
    assert told("overdue") == [("overdue", "timit")]


def test_no_superuser_is_reminded(page, people):
    remind(at(24, "08.15"))
    assert "admin" not in [name for _, name in told()]


def test_who_is_shut_out_by_four_eyes_is_not_reminded(as_, page, people):
    people["petugas"].groups.add(Group.objects.get(position__code="pejabat"))
    with time_machine.travel(at(23, "08.00"), tick=False):
        verbs.decide(as_("timit"), page)
        verbs.decide(as_("webmaster"), page)
    assert verbs.waits_for(page) == "pejabat"
    remind(at(23, "09.00"))
    assert told("overdue") == [("overdue", "pejabat")]


@pytest.fixture
def superior(db):
    """The Kasub stands above Tim IT here; the SOP itself names no superior for flow B."""
    Position.objects.filter(code="timit").update(superior=Position.objects.get(code="kasub"))


def test_after_twice_the_standard_the_next_level_up_is_told_once(page, superior):
    remind_from(at(23, "09.00"), at(23, "11.55"))
    assert told() == [("overdue", "timit")]
    remind_from(at(23, "12.00"), at(23, "14.00"))
    assert told() == [("escalated", "kasub"), ("overdue", "timit")]
    notice = Notice.objects.get(kind="escalated")
    assert "selaku atasan Tim IT" in notice.body
    assert f"/admin/buku_kendali/inspect/{notice.record_id}/" in notice.body


def test_the_superior_can_open_what_the_escalation_links_to(as_, page, superior):
    remind(at(23, "12.00"))
    link = next(word for word in Notice.objects.get(kind="escalated").body.split() if word.startswith("http"))
    response = as_("kasub").get(link.removeprefix("http://testserver"))
    assert response.status_code == 200
    assert "Penerimaan oleh Tim IT" in response.content.decode()


def test_a_disposition_that_lies_too_long_is_told_to_the_position_above(as_, people):
    """30 minutes from Friday 11.10: due on Monday at 07.40, told upwards at 08.10."""
    with time_machine.travel(at(20, "11.10"), tick=False):
        sheet = open_sheet(as_("kadis"))
        pass_on(as_("kadivmin"), sheet)
    Notice.objects.all().delete()
    remind(at(23, "07.30"))
    assert told() == [("due-soon", "kabag")]
    remind(at(23, "07.40"))
    assert told("overdue", "escalated") == [("overdue", "kabag")]
    remind(at(23, "08.10"))
    assert told("overdue", "escalated") == [("escalated", "kadivmin"), ("overdue", "kabag")]


def test_where_the_sop_names_no_superior_nobody_is_told(page):
    remind(at(24, "12.00"))
    assert told() == [("overdue", "timit")]


def test_a_superior_who_holds_the_step_himself_is_not_told_of_himself(page, superior, people):
    people["kasub"].groups.add(Group.objects.get(position__code="timit"))
    remind(at(23, "12.00"))
    assert told() == [("overdue", "kasub"), ("overdue", "timit")]


def test_a_vacant_office_is_escalated_all_the_same(page, superior, people):
    people["timit"].groups.clear()
    remind(at(23, "12.00"))
    assert told() == [("escalated", "kasub"), ("stuck", "kasub"), ("stuck", "petugas")]


def test_a_draft_that_was_deleted_is_not_reminded_of(as_, home):
    with time_machine.travel(at(16, "10.00"), tick=False):
        page = verbs.write_standard_page(as_("petugas"), home)
        Page.objects.get(pk=page.pk).specific.delete()
    remind(at(18, "09.00"))
    assert told() == []


def test_a_row_whose_step_is_gone_is_passed_over(page, superior):
    StepRecord.objects.about(page).open().update(task_state_id=999_999)
    assert remind(at(24, "12.00")) == ""
    assert told() == []


# --- the command --------------------------------------------------------------------------------------------------


def test_a_moment_can_be_given_for_a_rehearsal(page):
    call_command("remind_officials", "--now", "2026-11-23T08:15", stdout=io.StringIO())
    assert told() == [("due-soon", "timit")]


def test_a_moment_that_cannot_be_read_is_refused(db):
    with pytest.raises(CommandError, match="bukan waktu ISO"):
        call_command("remind_officials", "--now", "besok")


def test_a_sheet_that_was_not_passed_on_reminds_the_office_that_opened_it(row):
    row(at(20, "08.00"), at(20, "09.00"))
    remind(at(20, "08.45"))
    assert told() == [("due-soon", "pejabat")]


def test_a_year_that_is_not_loaded_is_reported_and_the_rest_goes_on(page, row):
    beyond = datetime(2028, 1, 3, 9, tzinfo=WITA)
    row(at(20, "08.00"), beyond)
    complaint = remind(at(23, "08.30"))
    assert complaint.count("tahun 2028 belum dimuat") == 1
    assert told() == [("due-soon", "timit")]


def test_what_is_overdue_is_told_even_if_its_escalation_cannot_be_reckoned(page, row):
    row(datetime(2027, 12, 31, 10, tzinfo=WITA), datetime(2027, 12, 31, 11, tzinfo=WITA), "3 jam")
    complaint = remind(datetime(2028, 1, 3, 9, tzinfo=WITA))
    assert "tahun 2028" in complaint
    assert ("overdue", "pejabat") in told()


def test_without_any_calendar_nothing_breaks(page):
    CalendarYear.objects.update(status=CalendarYear.Status.FILLING)
    assert "belum dimuat" in remind(at(23, "08.30"))
    assert told() == []
    remind(at(23, "09.05"))
    assert told() == [("overdue", "timit")]


@pytest.mark.parametrize("late", [False, True], ids=["nothing has come", "everything is told already"])
def test_the_queries_of_a_run_do_not_grow_with_the_open_rows(as_, home, row, late):
    now = at(24, "09.00") if late else at(20, "10.05")

    def queries() -> int:
        reminders.remind(now)
        with CaptureQueriesContext(connection) as captured:
            reminders.remind(now)
        return len(captured)

    def open_rows(names: Iterable[str]) -> None:
        """For each name a draft, a step and a sheet."""
        with time_machine.travel(at(20, "10.00"), tick=False):
            for name in names:
                verbs.write_standard_page(as_("petugas"), home, f"Konsep {name}")
                verbs.submit(as_("petugas"), verbs.write_standard_page(as_("petugas"), home, f"Naskah {name}"))
                row(at(20, "10.00"), at(20, "11.00"))

    open_rows(["satu"])
    few = queries()
    open_rows(["dua", "tiga", "empat", "lima", "enam"])
    assert queries() == few
    assert bool(told(*REMINDERS)) is late

"""Who is told what by mail, and that no notice is lost or sent twice."""

import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default as modern

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from wagtail.admin.signal_handlers import register_signal_handlers

from portal.core import outbox
from portal.core.models.mail import CLAIM_LASTS
from portal.officials.models import Appointment, Official, Position
from portal.sop import notice_texts, notices
from portal.sop.models import Notice, StepRecord
from tests import verbs
from tests.conftest import make_official, needs_row_locks
from tests.news.sheets import open_sheet, pass_on
from tests.sop.test_holes import state_of

pytestmark = pytest.mark.django_db

HOSTILE = {
    "line ends": "Vaksinasi\r\nBcc: korban@contoh.invalid\n\nIsi palsu",
    "other line ends": "Vaksinasi\x0b\x0c\x1c\x85\u2028\u2029Bcc: korban@contoh.invalid",
    "very long": "Vaksinasi " * 1000,
    "one long word": "V" * 10_000,
    "turned round": "Vaksinasi \u202egnp.exe\u2066\u200f",
    "markup": "Vaksinasi & <b>tebal</b> {{ name }}",
    "not latin": "تطعيم في العيادة 💉",
    "nothing visible": "\u200b\u202e\r\n",
}


def told(*kinds: str) -> list[tuple[str, str]]:
    """Kind and recipient of the notices so far, in a fixed order."""
    rows = Notice.objects.filter(kind__in=kinds) if kinds else Notice.objects.all()
    return sorted(rows.values_list("kind", "recipient__username"))


@pytest.fixture(autouse=True)
def a_working_morning():
    """Thursday 19 November 2026, 09.00 WITA: a day that the calendar knows, whenever the tests run."""
    with time_machine.travel(datetime(2026, 11, 19, 1, tzinfo=UTC)):
        yield


@pytest.fixture
def information(as_, home):
    """A page of flow B that waits for Tim IT."""
    page = verbs.write_standard_page(as_("petugas"), home)
    verbs.submit(as_("petugas"), page)
    return page


# --- who may act ----------------------------------------------------------------------------------------------------


def test_writing_a_draft_tells_nobody(draft):
    assert told() == []


def test_a_submission_tells_who_may_act_and_nobody_else(submitted):
    assert told() == [("step-opened", "kasub")]


def test_each_step_tells_its_own_officials_and_the_publication_the_writer(as_, submitted):
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        verbs.decide(as_(role), submitted)
    assert verbs.fresh(submitted).live
    assert told() == [
        ("published", "pelaksana"),
        *[("step-opened", role) for role in ("kabag", "kadis", "kadivmin", "kasub")],
    ]


def test_all_who_hold_the_office_are_told(people, as_, draft):
    make_official("kasub2", "kasub")
    verbs.submit(as_("pelaksana"), draft)
    assert told() == [("step-opened", "kasub"), ("step-opened", "kasub2")]


def test_a_superuser_is_told_only_if_he_holds_the_office(people, as_, draft):
    people["superuser"].groups.add(Group.objects.get(position__code="kasub"))
    verbs.submit(as_("pelaksana"), draft)
    assert told() == [("step-opened", "admin"), ("step-opened", "kasub")]


def test_whoever_wrote_the_text_is_not_told_to_judge_it(people, as_, draft):
    people["pelaksana"].groups.add(Group.objects.get(position__code="kasub"))
    verbs.submit(as_("pelaksana"), draft)
    assert told() == [("step-opened", "kasub")]


def test_whoever_acted_already_is_not_told_to_act_in_another_office(people, as_, draft):
    people["kasub"].groups.add(Group.objects.get(position__code="kabag"))
    verbs.submit(as_("pelaksana"), draft)
    verbs.decide(as_("kasub"), draft)
    assert told() == [("step-opened", "kabag"), ("step-opened", "kasub")]


@pytest.mark.parametrize(("shift", "expected"), [(0, ["kasub", "plh"]), (1, ["kasub"]), (-1, ["kasub"])])
def test_an_acting_official_is_told_on_his_days_only(as_, draft, shift, expected):
    day = timezone.localdate() + timedelta(days=shift)
    acting = make_official("plh", "pelaksana")
    Appointment.objects.create(
        position=Position.objects.get(code="kasub"),
        official=Official.objects.create(name="Contoh Plh.", user=acting),
        kind="plh",
        valid_from=day,
        valid_to=day,
        decree_number="800/contoh",
    )
    verbs.submit(as_("pelaksana"), draft)
    assert [name for _, name in told("step-opened")] == expected


@pytest.mark.parametrize("fields", [{"is_active": False}, {"email": ""}])
def test_who_is_inactive_or_has_no_address_gets_no_mail(people, as_, draft, fields):
    make_official("kasub2", "kasub")
    for name, value in fields.items():
        setattr(people["kasub"], name, value)
    people["kasub"].save()
    verbs.submit(as_("pelaksana"), draft)
    assert told() == [("step-opened", "kasub2")]


def test_the_same_step_told_again_is_one_notice(people, submitted):
    before = list(Notice.objects.values())
    record = StepRecord.objects.about(submitted).open().get()
    notices.tell("step-opened", record, [people["kasub"]])
    assert list(Notice.objects.values()) == before


# --- the writer ------------------------------------------------------------------------------------------------------


def test_a_return_tells_the_writer_why_who_and_in_which_office(people, as_, waiting_at):
    page = waiting_at("kabag")
    Notice.objects.all().delete()
    verbs.decide(as_("kabag"), page, "reject", "Sumber angka belum disebut.\nTambahkan tanggal.")
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient, notice.address) == (
        "returned",
        people["pelaksana"],
        "pelaksana@contoh.invalid",
    )
    for words in ("Sumber angka belum disebut.", "Tambahkan tanggal.", "Contoh kabag (Kabag Program dan Humas)"):
        assert words in notice.body
    assert f"http://testserver/admin/pages/{page.pk}/edit/" in notice.body


def test_a_return_tells_both_owner_and_submitter(as_, draft):
    verbs.submit(as_("pelaksana2"), draft)
    verbs.decide(as_("kasub"), draft, "reject", "Perbaiki.")
    assert told("returned") == [("returned", "pelaksana"), ("returned", "pelaksana2")]


def test_a_second_return_is_told_again(as_, submitted):
    for reason in ("Pertama.", "Kedua."):
        verbs.decide(as_("kasub"), submitted, "reject", reason)
        verbs.submit(as_("pelaksana"), submitted)
    assert len(told("returned")) == 2
    assert len(told("step-opened")) == 3


def test_tidak_layak_tayang_is_told_as_such(as_, information):
    for role in ("timit", "webmaster"):
        verbs.decide(as_(role), information)
    verbs.decide(as_("pejabat"), information, "unfit", "Memuat data pribadi.")
    assert told("returned", "unfit", "published") == [("unfit", "petugas")]
    body = Notice.objects.get(kind="unfit").body
    assert "tidak layak tayang" in body
    assert "Memuat data pribadi." in body


def test_the_publication_names_the_public_page(published):
    assert published.full_url in Notice.objects.get(kind="published").body


def test_a_writer_who_is_gone_stops_nobody(people, as_, submitted):
    people["pelaksana"].delete()
    verbs.decide(as_("kasub"), submitted, "reject", "Perbaiki.")
    assert StepRecord.objects.about(submitted).filter(outcome="returned").exists()
    assert told("returned") == []


def test_a_notice_outlives_the_account_that_it_went_to(people, submitted):
    people["kasub"].delete()
    notice = Notice.objects.get()
    assert (notice.recipient, notice.address) == (None, "kasub@contoh.invalid")


def test_an_assignment_tells_the_owner_of_the_draft(people, draft):
    notices.tell_of_assignment(draft, people["kasub"])
    assert told() == [("assigned", "pelaksana")]
    assert f"http://testserver/admin/pages/{draft.pk}/edit/" in Notice.objects.get().body


# --- disposition sheets -----------------------------------------------------------------------------------------------


def test_each_level_of_a_disposition_is_told_and_at_last_the_named_writer(as_, people):
    sheet = open_sheet(as_("kadis"))
    for role in ("kadivmin", "kabag"):
        pass_on(as_(role), sheet)
    pass_on(as_("kasub"), sheet, writer=people["pelaksana2"].pk)
    assert told() == [
        ("assigned", "pelaksana2"),
        ("step-opened", "kabag"),
        ("step-opened", "kadivmin"),
        ("step-opened", "kasub"),
    ]
    assert "Waktu baku: 30 menit" in Notice.objects.filter(kind="step-opened").first().body


def test_a_disposition_that_is_sent_back_tells_who_opened_it(as_):
    sheet = open_sheet(as_("kadis"))
    pass_on(as_("kadivmin"), sheet, "reject", comment="Nomor surat belum benar.")
    assert told("returned") == [("returned", "kadis")]
    assert "Nomor surat belum benar." in Notice.objects.get(kind="returned").body


# --- what it says -----------------------------------------------------------------------------------------------------


def test_the_notice_names_step_standard_and_due_time_in_wita_and_links_to_the_step(information):
    notice = Notice.objects.get(kind="step-opened")
    record = StepRecord.objects.about(information).open().get()
    assert notice.subject == "Menunggu Anda: Profil"
    for words in (
        "Yth. Bapak/Ibu Contoh timit,",
        "Judul: Profil",
        "Langkah: 2. Penerimaan oleh Tim IT (Tim IT)",
        "Waktu baku: 1–3 jam",
        f"Jatuh tempo: {notice_texts.in_words(record.due_at)}",
        f"http://testserver/admin/meja/langkah/{record.task_state_id}/",
    ):
        assert words in notice.body
    assert "Ringkasan halaman contoh" not in notice.body
    assert "Isi halaman contoh" not in notice.body


def test_times_are_written_in_indonesian_and_wita():
    moment = datetime(2026, 11, 20, 2, 5, tzinfo=UTC)
    with timezone.override("UTC"):
        assert notice_texts.in_words(moment) == "Jumat, 20 November 2026 pukul 10.05 WITA"


def test_a_step_without_a_standard_says_so(submitted):
    body = Notice.objects.get().body
    assert "Waktu baku: belum ditetapkan" in body
    assert "Jatuh tempo" not in body


def test_a_due_time_that_cannot_be_reckoned_is_not_guessed(as_, home):
    from portal.workdays.models import CalendarYear

    CalendarYear.objects.update(status=CalendarYear.Status.FILLING)
    page = verbs.write_standard_page(as_("petugas"), home)
    verbs.submit(as_("petugas"), page)
    body = Notice.objects.get().body
    assert "Jatuh tempo: belum dapat dihitung. Kalender kerja tahun" in body


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_title_stays_one_harmless_line(people, submitted, title):
    record = StepRecord.objects.about(submitted).open().get()
    Notice.objects.all().delete()
    record.title = title
    notices.write("step-opened", record, [people["kasub"]])
    outbox.send_unsent()

    sent = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=modern)
    assert sent["To"] == "kasub@contoh.invalid"
    assert sent["Bcc"] is None
    subject = str(sent["Subject"]).removeprefix(" ")  # a folded header begins on its second line
    assert len(subject) <= 200
    assert subject == " ".join(subject.split())
    assert not any(mark in subject for mark in "\u202e\u2066\u200f\u200b")
    body = sent.get_content()
    line = next(line for line in body.splitlines() if line.startswith("Judul:"))
    assert line == f"Judul: {subject.removeprefix('Menunggu Anda: ')}"
    if "<b>" in title:
        assert "Vaksinasi & <b>tebal</b> {{ name }}" in line


def test_a_hostile_title_comes_through_the_editor_without_harm(as_, news_index):
    page = verbs.write_news(
        as_("pelaksana"), news_index, "Judul \u202eterbalik\u2028Bcc: x@contoh.invalid", slug="judul"
    )
    verbs.submit(as_("pelaksana"), page)
    outbox.send_unsent()
    assert mail.outbox[0].subject == "Menunggu Anda: Judul terbalik Bcc: x@contoh.invalid"


# --- Wagtail's own mails ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("again", [False, True], ids=["as started", "stock handlers registered again"])
def test_wagtail_sends_no_mail_of_its_own(as_, people, submitted, settings, again):
    # Notices are sent after the commit, so whatever lies in the outbox here came from somebody else.
    settings.WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = True
    if again:
        register_signal_handlers()
    verbs.decide(as_("kasub"), submitted, "reject", "Perbaiki.")
    verbs.submit(as_("pelaksana"), submitted)
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        verbs.decide(as_(role), submitted)
    assert verbs.fresh(submitted).live
    assert mail.outbox == []


# --- together with the act --------------------------------------------------------------------------------------------


def test_an_act_whose_notice_cannot_be_written_does_not_happen(as_, submitted, monkeypatch):
    before = state_of(submitted), told()

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(Notice.objects, "bulk_create", broken)
    client = as_("kasub")
    client.raise_request_exception = False
    for name, reason in (("approve", ""), ("reject", "Perbaiki.")):
        verbs.act(client, submitted, name, reason)
        assert (state_of(submitted), told()) == before


def test_a_publication_whose_notice_cannot_be_written_does_not_happen(as_, waiting_at, monkeypatch):
    page = waiting_at("kadis")
    before = state_of(page)

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(Notice.objects, "bulk_create", broken)
    client = as_("kadis")
    client.raise_request_exception = False
    verbs.act(client, page)
    assert state_of(page) == before
    assert not verbs.fresh(page).live


def test_an_act_that_is_refused_tells_nobody(as_, submitted):
    before = told()
    verbs.decide(as_("kasub"), submitted, "reject", " ")
    verbs.decide(as_("kadis"), submitted)
    assert told() == before


# --- on its way ------------------------------------------------------------------------------------------------------


def test_the_queue_sends_the_notice_once_the_act_is_committed(as_, draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        verbs.submit(as_("pelaksana"), draft)
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [["kasub@contoh.invalid"]]
    notice = Notice.objects.get()
    assert notice.sent_at is not None
    assert notice.attempts == 1


def test_a_notice_already_sent_is_not_sent_again(submitted):
    for _ in range(2):
        call_command("remind_officials")
        outbox.enqueue(Notice.objects.all())
    assert len(mail.outbox) == 1


def test_with_the_mail_server_dead_for_a_day_each_notice_is_delivered_once_afterwards(
    as_, draft, settings, capsys, django_capture_on_commit_callbacks
):
    living = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.sop.mail_servers.DeadServer"
    with django_capture_on_commit_callbacks(execute=True):
        verbs.submit(as_("pelaksana"), draft)
        for role in ("kasub", "kabag"):
            verbs.decide(as_(role), draft)
    for _ in range(24):
        call_command("remind_officials")
    assert mail.outbox == []
    assert Notice.objects.unsent().count() == 3
    assert "3 surel belum terkirim. Galat terakhir: ConnectionRefusedError: no answer" in capsys.readouterr().err

    settings.EMAIL_BACKEND = living
    for _ in range(3):
        call_command("remind_officials")
    assert [message.to[0].split("@")[0] for message in mail.outbox] == ["kasub", "kabag", "kadivmin"]
    assert not Notice.objects.unsent().exists()


def test_a_dead_server_is_asked_once_a_run_not_once_a_notice(as_, waiting_at, settings):
    from tests.sop.mail_servers import DeadServer

    waiting_at("kadis")
    assert Notice.objects.unsent().count() == 4
    settings.EMAIL_BACKEND = "tests.sop.mail_servers.DeadServer"
    asked = DeadServer.asked
    call_command("remind_officials")
    assert DeadServer.asked == asked + 1


def test_one_notice_that_cannot_be_sent_holds_up_no_other(waiting_at, settings):
    waiting_at("kabag")
    settings.EMAIL_BACKEND = "tests.sop.mail_servers.ChokingServer"
    call_command("remind_officials")
    assert [message.to for message in mail.outbox] == [["kabag@contoh.invalid"]]
    stuck = Notice.objects.unsent().get()
    assert (stuck.recipient.username, stuck.attempts, stuck.last_error) == ("kasub", 1, "OSError: mailbox full")


@pytest.mark.parametrize(("age", "sent"), [(timedelta(), 0), (CLAIM_LASTS + timedelta(seconds=1), 1)])
def test_what_another_sender_holds_is_left_alone_until_that_sender_is_taken_for_dead(submitted, age, sent):
    Notice.objects.update(claimed_at=timezone.now() - age)
    call_command("remind_officials")
    assert len(mail.outbox) == sent


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_senders_at_once_one_sends(settings):
    settings.EMAIL_BACKEND = "tests.sop.mail_servers.SlowServer"
    record = StepRecord.objects.create(
        object_type="wagtailcore.page", object_id="1", title="Profil", step="Penyaringan", started_at=timezone.now()
    )
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_user("kasub", "kasub@contoh.invalid")
    (notice,) = notices.write("overdue", record, [user])
    barrier = threading.Barrier(3)

    def run(send):
        barrier.wait()
        send()
        connections.close_all()

    senders = [
        outbox.send_unsent,
        lambda: outbox.enqueue([notice]),
        lambda: call_command("remind_officials"),
    ]
    threads = [threading.Thread(target=run, args=[send]) for send in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(mail.outbox) == 1
    assert Notice.objects.get().attempts == 1

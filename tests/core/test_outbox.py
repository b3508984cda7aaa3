"""Mail of every kind: one way out, recognisable, and made up for by a command."""

from io import StringIO

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from portal.core import outbox
from portal.sop.models import Notice, StepRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def notices(db) -> list[Notice]:
    """Two unsent mails of the one kind that the SOP has."""
    record = StepRecord.objects.create(
        object_type="wagtailcore.page", object_id="1", title="Profil", step="Penyaringan", started_at=timezone.now()
    )
    return [
        Notice.objects.create(
            key=name, kind="overdue", record=record, address=f"{name}@contoh.invalid", subject="Perihal", body="Isi."
        )
        for name in ("satu", "dua")
    ]


def run() -> tuple[str, str]:
    """What the command says, and what it complains of."""
    out, err = StringIO(), StringIO()
    call_command("send_mail", stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue().strip()


def test_the_command_sends_what_has_not_gone_out_oldest_first_and_once(notices):
    assert run() == ("2 surel terkirim.", "")
    assert run() == ("", "")
    assert [message.to for message in mail.outbox] == [["satu@contoh.invalid"], ["dua@contoh.invalid"]]
    assert not Notice.objects.unsent().exists()


def test_the_command_says_what_still_waits_and_why(notices, settings):
    settings.EMAIL_BACKEND = "tests.sop.mail_servers.DeadServer"
    assert run() == ("", "2 surel belum terkirim. Galat terakhir: ConnectionRefusedError: no answer")
    assert Notice.objects.unsent().count() == 2


def test_what_another_sender_holds_waits_without_an_error(notices):
    Notice.objects.update(claimed_at=timezone.now())
    assert run() == ("", "2 surel belum terkirim.")


def test_the_queue_is_given_model_and_row(notices):
    outbox.enqueue(notices[1:])
    assert [message.to for message in mail.outbox] == [["dua@contoh.invalid"]]
    assert list(Notice.objects.unsent()) == notices[:1]


def test_the_message_carries_the_same_id_whenever_it_is_made(notices):
    first, again, other = (row.message().message()["Message-ID"] for row in (notices[0], notices[0], notices[1]))
    assert first == again != other
    assert first.startswith(f"<sop.notice.{notices[0].pk}.")  # the model too: rows of two kinds may share a number
    assert notices[0].message().message()["Auto-Submitted"] == "auto-generated"


def test_a_kind_of_mail_may_attach_a_file(notices, monkeypatch):
    plain = Notice.message

    def with_file(self, connection=None) -> EmailMessage:
        message = plain(self, connection)
        message.attach("surat.pdf", b"%PDF-1.7", "application/pdf")
        return message

    monkeypatch.setattr(Notice, "message", with_file)
    outbox.send_unsent()
    assert [name for name, _, _ in mail.outbox[0].attachments] == ["surat.pdf"]

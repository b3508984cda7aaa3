"""Getting notices out: claim, send, mark as sent (docs/why/0006).

The row is the truth and the queue only its messenger. What the queue did not deliver, because the mail server was
down, no worker ran or the machine stopped, ``remind_officials`` sends on its next run. Between sending and marking
lies an instant in which a crash makes the same mail go out once more, after ``CLAIM_LASTS``; both then carry the same
Message-ID.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task

from .models import Notice

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivery:
    """What one run brought: notices that went out, notices that are still waiting, and why the last one failed."""

    sent: int
    waiting: int
    error: str = ""


@task()
def send_notice(notice_id: int) -> None:
    """The queue's way; a failure stays on the row, for the next run of ``remind_officials``."""
    _send(notice_id)


def enqueue(notice_ids: Iterable[int]) -> None:
    for notice_id in notice_ids:
        send_notice.enqueue(notice_id)


def send_unsent() -> Delivery:
    """Send everything that has not gone out, oldest first, over one connection.

    A server that does not answer is asked once, not once for each notice.
    """
    waiting = list(Notice.objects.unsent().order_by("created_at", "pk").values_list("pk", flat=True))
    if not waiting:
        return Delivery(0, 0)
    connection = get_connection()
    try:
        connection.open()
    except Exception as problem:
        logger.warning("The mail server cannot be reached: %s", problem)
        return Delivery(0, len(waiting), _words(problem))
    try:
        sent = sum(_send(pk, connection) for pk in waiting)
    finally:
        connection.close()
    failed = Notice.objects.unsent().exclude(last_error="").order_by("-pk").first()
    return Delivery(sent, Notice.objects.unsent().count(), failed.last_error if failed else "")


def message_of(notice: Notice, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The mail itself; its Message-ID follows from the row, so that a second copy can be recognised as one."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<pemberitahuan.{notice.pk}.{notice.created_at:%Y%m%d%H%M%S}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(notice.subject, notice.body, to=[notice.address], headers=headers, connection=connection)


def _send(notice_id: int, connection: BaseEmailBackend | None = None) -> bool:
    """Send one notice if it is still to be sent and nobody else is at it; returns whether it went out."""
    this = Notice.objects.filter(pk=notice_id)
    if not this.claim(timezone.now()):
        return False
    try:
        message_of(this.get(), connection).send()
    except Exception as problem:
        # Whatever it was, the notice is not lost and the others are not held up.
        logger.warning("Notice %s was not sent: %s", notice_id, problem)
        this.update(claimed_at=None, last_error=_words(problem))
        return False
    this.update(claimed_at=None, sent_at=timezone.now(), last_error="")
    return True


def _words(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"

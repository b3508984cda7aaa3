"""Getting mail out: claim, send, mark as sent (docs/why/0006).

The row is the truth and the queue only its messenger. What the queue did not deliver, because the mail server was
down, no worker ran or the machine stopped, ``send_unsent`` sends on its next run. Between sending and marking lies an
instant in which a crash makes the same mail go out once more, after ``CLAIM_LASTS``; both then carry the same
Message-ID.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task

from .models import OutgoingMail

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivery:
    """What one run brought: mails that went out, mails that are still waiting, and why the last one failed."""

    sent: int
    waiting: int
    error: str = ""

    @property
    def complaint(self) -> str:
        """What whoever runs the portal should know of what still waits, in Indonesian; empty where nothing does."""
        if not self.waiting:
            return ""
        reason = f" Galat terakhir: {self.error}" if self.error else ""
        return f"{self.waiting} surel belum terkirim.{reason}"


@task()
def send_mail(label: str, pk: int) -> None:
    """The queue's way; a failure stays on the row, for the next run of ``send_unsent``. ``label`` names the model."""
    _send(apps.get_model(label), pk)


def enqueue(mails: Iterable[OutgoingMail]) -> None:
    for mail in mails:
        send_mail.enqueue(mail._meta.label_lower, mail.pk)


def send_unsent() -> Delivery:
    """Send everything that has not gone out, of every kind, oldest first, over one connection.

    A server that does not answer is asked once, not once for each mail.
    """
    waiting = sorted(
        (created_at, model._meta.label_lower, pk)
        for model in _kinds()
        for created_at, pk in model.objects.unsent().values_list("created_at", "pk")
    )
    if not waiting:
        return Delivery(0, 0)
    connection = get_connection()
    try:
        connection.open()
    except Exception as problem:
        logger.warning("The mail server cannot be reached: %s", problem)
        return Delivery(0, len(waiting), _words(problem))
    try:
        sent = sum(_send(apps.get_model(label), pk, connection) for _, label, pk in waiting)
    finally:
        connection.close()
    left = [mail for model in _kinds() for mail in model.objects.unsent().only("pk", "last_error")]
    return Delivery(sent, len(left), next((mail.last_error for mail in reversed(left) if mail.last_error), ""))


def _kinds() -> list[type[OutgoingMail]]:
    return [model for model in apps.get_models() if issubclass(model, OutgoingMail)]


def _send(model: type[OutgoingMail], pk: int, connection: BaseEmailBackend | None = None) -> bool:
    """Send one mail if it is still to be sent and nobody else is at it; returns whether it went out."""
    this = model.objects.filter(pk=pk)
    if not this.claim(timezone.now()):
        return False
    try:
        this.get().message(connection).send()
    except Exception as problem:
        # Whatever it was, the mail is not lost and the others are not held up.
        logger.warning("%s %s was not sent: %s", model._meta.label, pk, problem)
        this.update(claimed_at=None, last_error=_words(problem))
        return False
    this.update(claimed_at=None, sent_at=timezone.now(), last_error="")
    return True


def _words(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"

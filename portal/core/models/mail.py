"""Mail as rows: what was told to whom, and whether it has gone out (docs/why/0006)."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.db.models import F, Q

# A sender that has not come back after this long is taken for dead. Far more than one message can take
# (``EMAIL_TIMEOUT``), since taking it away from a living sender makes two mails.
CLAIM_LASTS = timedelta(minutes=10)


class OutgoingMailQuerySet(models.QuerySet):
    def unsent(self) -> OutgoingMailQuerySet:
        return self.filter(sent_at=None)

    def claim(self, now: datetime) -> bool:
        """Take the one mail of this query set for sending; false if it was sent or another sender has it.

        One conditional update, so that of two at once exactly one gets it, on SQLite and on PostgreSQL.
        """
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
        return bool(self.unsent().filter(free).update(claimed_at=now, attempts=F("attempts") + 1))


class OutgoingMail(models.Model):
    """One mail to one person, written down together with the act that it tells of; ``portal.core.outbox`` sends it.

    ``key`` names what is told, of what and to whom: whoever wants to tell the same thing again finds it told.
    """

    key = models.CharField("kunci", max_length=100, unique=True)
    address = models.EmailField("alamat")
    subject = models.CharField("perihal", max_length=255)
    body = models.TextField("isi")

    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    claimed_at = models.DateTimeField("mulai dikirim", null=True)
    sent_at = models.DateTimeField("terkirim", null=True)
    attempts = models.PositiveIntegerField("percobaan", default=0)
    last_error = models.TextField("galat terakhir", blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        indexes = [
            models.Index(fields=["created_at"], condition=Q(sent_at=None), name="%(app_label)s_%(class)s_unsent")
        ]

    def message(self, connection: BaseEmailBackend | None = None) -> EmailMessage:
        """The mail itself; a kind of mail that carries a file attaches it here.

        Its Message-ID follows from the row, so that a second copy can be recognised as one.
        """
        host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
        headers = {
            "Message-ID": f"<{self._meta.label_lower}.{self.pk}.{self.created_at:%Y%m%d%H%M%S}@{host}>",
            "Auto-Submitted": "auto-generated",
        }
        return EmailMessage(self.subject, self.body, to=[self.address], headers=headers, connection=connection)

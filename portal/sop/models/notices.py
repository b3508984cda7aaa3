"""Mail to officials and writers, kept as rows: what was told to whom, and whether it has gone out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .register import StepRecord

# A sender that has not come back after this long is taken for dead. Far more than one message can take
# (``EMAIL_TIMEOUT``), since taking it away from a living sender makes two mails.
CLAIM_LASTS = timedelta(minutes=10)


class NoticeQuerySet(models.QuerySet):
    def unsent(self) -> NoticeQuerySet:
        return self.filter(sent_at=None)

    def claim(self, now: datetime) -> bool:
        """Take the one notice of this query set for sending; false if it was sent or another sender has it.

        One conditional update, so that of two at once exactly one gets it, on SQLite and on PostgreSQL.
        """
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
        return bool(self.unsent().filter(free).update(claimed_at=now, attempts=F("attempts") + 1))


class Notice(models.Model):
    """One mail about one row of the register to one person.

    The text is written down together with the act that it tells of, and the row stays when the person goes.
    ``key`` names kind, row and person: whoever wants to tell the same thing again finds it told.
    """

    class Kind(models.TextChoices):
        STEP_OPENED = "step-opened", "langkah menunggu"
        ASSIGNED = "assigned", "penugasan menulis"
        RETURNED = "returned", "dikembalikan"
        UNFIT = "unfit", "tidak layak tayang"
        PUBLISHED = "published", "ditayangkan"
        DUE_SOON = "due-soon", "segera jatuh tempo"
        OVERDUE = "overdue", "lewat jatuh tempo"
        ESCALATED = "escalated", "diteruskan kepada atasan"
        STUCK = "stuck", "tidak ada yang dapat bertindak"
        NOTED = "noted", "pemberitahuan"
        DROPPED = "dropped", "naskah yang diperintahkan dihapus"

    key = models.CharField("kunci", max_length=100, unique=True)
    kind = models.CharField("jenis", max_length=20, choices=Kind.choices)
    record = models.ForeignKey(
        StepRecord, on_delete=models.CASCADE, related_name="notices", verbose_name="catatan langkah"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="penerima"
    )
    address = models.EmailField("alamat")
    subject = models.CharField("perihal", max_length=255)
    body = models.TextField("isi")

    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    claimed_at = models.DateTimeField("mulai dikirim", null=True)
    sent_at = models.DateTimeField("terkirim", null=True)
    attempts = models.PositiveIntegerField("percobaan", default=0)
    last_error = models.TextField("galat terakhir", blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        default_permissions = ()
        indexes = [models.Index(fields=["created_at"], condition=Q(sent_at=None), name="sop_notice_unsent")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    @staticmethod
    def key_of(kind: str, record_id: int, user_id: int) -> str:
        return f"{kind}:{record_id}:{user_id}"

"""Mail to officials and writers, kept as rows: what was told to whom, and whether it has gone out."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from portal.core.models import OutgoingMail

from .register import StepRecord


class Notice(OutgoingMail):
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

    kind = models.CharField("jenis", max_length=20, choices=Kind.choices)
    record = models.ForeignKey(
        StepRecord, on_delete=models.CASCADE, related_name="notices", verbose_name="catatan langkah"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="penerima"
    )

    class Meta(OutgoingMail.Meta):
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    @staticmethod
    def key_of(kind: str, record_id: int, user_id: int) -> str:
        return f"{kind}:{record_id}:{user_id}"

"""The annual report on the service (PERKI 1/2021 Pasal 56), and the mails that remind of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from portal.core.models import OutgoingMail
from portal.core.refusal import Refusal

LONGEST_TEXT = 20_000
# All of them are set by publication, or none.
_FROZEN = tuple(f"{name}__isnull" for name in ("figures", "smallest_group", "signature", "published_at"))


def _text(label: str, help_text: str) -> models.TextField:
    return models.TextField(label, blank=True, max_length=LONGEST_TEXT, help_text=help_text)


class AnnualReport(models.Model):
    """The report on one year. Parts a, b, e and f are written; c and d are reckoned from the registers.

    Until it is published, c and d are reckoned anew each time. Publishing (``account.publishing``) keeps them in
    ``figures`` with who signed, and from then on nothing of the report changes. The row refers to nobody who may leave.
    """

    year = models.PositiveSmallIntegerField(
        "tahun", unique=True, validators=[MinValueValidator(2010), MaxValueValidator(2200)]
    )
    policy = _text("a. Gambaran umum kebijakan layanan", "Peraturan, keputusan, dan prosedur layanan yang berlaku.")
    facilities = _text(
        "b1. Sarana dan prasarana layanan, dan kondisinya", "Ruang layanan, peralatan, situs, kondisinya."
    )
    staff = _text("b2. Sumber daya manusia dan kualifikasinya", "Jumlah dan kualifikasi petugas, tanpa nama orang.")
    budget = _text("b3. Anggaran layanan dan laporan penggunaannya", "Anggaran, realisasi, dan penggunaannya.")
    outer_obstacles = _text("e1. Kendala eksternal", "Bila tidak ada, tulis demikian.")
    inner_obstacles = _text("e2. Kendala internal", "Bila tidak ada, tulis demikian.")
    follow_up = _text("f. Rekomendasi dan rencana tindak lanjut", "Perbaikan yang direncanakan, waktunya, dan unitnya.")

    figures = models.JSONField("angka yang dibekukan", null=True, editable=False)
    # The threshold by which the figures were shown (``tables.account_of``).
    smallest_group = models.PositiveSmallIntegerField("ambang rincian", null=True, editable=False)
    signature = models.JSONField("penanda tangan", null=True, editable=False)
    published_at = models.DateTimeField("diumumkan pada", null=True, editable=False)

    TEXTS = ("policy", "facilities", "staff", "budget", "outer_obstacles", "inner_obstacles", "follow_up")

    class Meta:
        verbose_name = "laporan layanan informasi publik"
        verbose_name_plural = "laporan layanan informasi publik"
        ordering = ["-year"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(**dict.fromkeys(_FROZEN, True)) | Q(**dict.fromkeys(_FROZEN, False)),
                name="report_published_whole",
            )
        ]

    def __str__(self) -> str:
        return f"Laporan layanan informasi publik tahun {self.year}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def clean(self) -> None:
        if self.year and self.year > timezone.localdate().year:
            raise ValidationError({"year": "Tahun itu belum dimulai."})

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        """Raises ``Refusal`` once it is published, also where that happened while somebody still wrote."""
        self._refuse_if_published()
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        self._refuse_if_published()
        return super().delete(*args, **kwargs)

    def _refuse_if_published(self) -> None:
        """The row is locked, so that publishing and saving come one after the other."""
        rows = type(self).objects.select_for_update().filter(pk=self.pk)
        if rows.values_list("published_at", flat=True).first() is not None:
            raise Refusal("Laporan ini sudah diumumkan, jadi tidak dapat diubah atau dihapus lagi.")


class ReportMail(OutgoingMail):
    """One reminder of one year's report to one official."""

    class Meta(OutgoingMail.Meta):
        verbose_name = "pengingat laporan tahunan"
        verbose_name_plural = "pengingat laporan tahunan"

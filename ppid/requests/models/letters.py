"""Letters of a request: numbered, frozen, verifiable (UU 14/2008 Pasal 22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .cases import OfCase, belongs_to_one_case
from .objections import Objection
from .requests import InformationRequest

if TYPE_CHECKING:
    from portal.core.models import PrivateFile


class Letter(OfCase):
    """One letter as it was issued. ``content`` holds everything it says, so that nothing later changes it.

    ``code`` is the unguessable part of the address at which a reader of the paper verifies it. Its PDF and hash stay as
    they are when it comes back signed (``SignedLetter``).
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", "Tanda bukti penerimaan"
        INCOMPLETE = "incomplete", "Surat keterangan tidak lengkap"
        NOTICE = "notice", "Pemberitahuan tertulis"
        EXTENSION = "extension", "Pemberitahuan perpanjangan"
        REFUSAL = "refusal", "Keputusan penolakan"
        REDIRECTION = "redirection", "Pemberitahuan pengalihan"
        HANDOVER = "handover", "Tanda bukti penyerahan"
        OBJECTION_RECEIPT = "objection-receipt", "Tanda bukti penerimaan keberatan"
        DECISION = "decision", "Tanggapan atas keberatan"

    request = models.ForeignKey(
        InformationRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    objection = models.ForeignKey(Objection, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField("jenis surat", max_length=20, choices=Kind.choices)
    # A receipt bears the number of its case.
    year = models.PositiveSmallIntegerField("tahun")
    sequence = models.PositiveIntegerField("nomor urut", null=True)
    number = models.CharField("nomor surat", max_length=100)
    dated_on = models.DateField("tanggal surat")
    content = models.JSONField("isi surat")
    code = models.CharField("kode verifikasi", max_length=40, unique=True)
    pdf = models.OneToOneField(
        "core.PrivateFile", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="PDF"
    )
    sha256 = models.CharField("sidik", max_length=64)
    issued_at = models.DateTimeField("dibuat pada", auto_now_add=True)

    class Meta:
        verbose_name = "surat"
        verbose_name_plural = "surat"
        ordering = ["request", "objection", "pk"]
        default_permissions = ()
        constraints = [
            belongs_to_one_case("letter_of_one_case"),
            models.UniqueConstraint(
                fields=["year", "sequence"], condition=Q(sequence__isnull=False), name="letter_sequence_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def final(self) -> PrivateFile | None:
        """The signed scan or file that was put back last."""
        *_, newest = [None, *self.signed.all()]
        return newest and newest.file

    @property
    def given(self) -> PrivateFile | None:
        """What the applicant gets: the signed one, once there is one."""
        return self.final or self.pdf


class SignedLetter(models.Model):
    """A letter as it came back signed. The newest counts; those that it replaced stay, with their hashes."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="signed")
    file = models.OneToOneField(
        "core.PrivateFile", on_delete=models.PROTECT, related_name="+", verbose_name="surat bertanda tangan"
    )

    class Meta:
        verbose_name = "surat bertanda tangan"
        verbose_name_plural = "surat bertanda tangan"
        ordering = ["letter", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file.name

"""Files of a request: what the applicant handed in, and what the agency gives out. All are private files."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from portal.core.hidden.findings import Finding, from_rows

from .answers import RequestedItem
from .cases import OfCase, belongs_to_one_case
from .objections import Objection
from .requests import InformationRequest


class RequestFile(OfCase):
    """A private file and what it is to its case; ``portal.core.vault`` keeps its content.

    Of a file that goes out, ``cleaned`` is what the portal took out of it when it came in, ``findings`` what it still
    carries and its reader would not see; ``checked_by`` is the second person who let it go (the first is ``added_by``).
    """

    class Kind(models.TextChoices):
        IDENTITY = "identity", "Identitas pemohon"
        POWER_OF_ATTORNEY = "power-of-attorney", "Surat kuasa khusus"
        ATTACHMENT = "attachment", "Lampiran pemohon"
        SCAN = "scan", "Pindaian surat permohonan"
        RELEASED = "released", "Informasi yang diberikan"
        PROOF = "proof", "Bukti penyampaian"
        DISPUTE = "dispute", "Surat atau putusan sengketa"

    # Erased when their term is over; the register stays.
    PERSONAL = (Kind.IDENTITY, Kind.POWER_OF_ATTORNEY)

    request = models.ForeignKey(
        InformationRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    objection = models.ForeignKey(Objection, null=True, blank=True, on_delete=models.PROTECT, related_name="files")
    item = models.ForeignKey(
        RequestedItem, null=True, blank=True, on_delete=models.PROTECT, related_name="files", verbose_name="untuk butir"
    )
    kind = models.CharField("jenis", max_length=20, choices=Kind.choices)
    # Empty once the file was erased.
    file = models.OneToOneField(
        "core.PrivateFile", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="berkas"
    )
    name = models.CharField("nama berkas", max_length=255)
    sha256 = models.CharField("sidik", max_length=64)
    cleaned = models.JSONField("dibersihkan", default=list)
    findings = models.JSONField("temuan", default=list)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="diunggah oleh"
    )
    added_at = models.DateTimeField("diunggah pada", auto_now_add=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="diperiksa oleh"
    )
    checked_at = models.DateTimeField("diperiksa pada", null=True)
    erased_on = models.DateField("dihapus pada", null=True)

    class Meta:
        verbose_name = "berkas permohonan"
        verbose_name_plural = "berkas permohonan"
        ordering = ["request", "objection", "pk"]
        default_permissions = ()
        constraints = [belongs_to_one_case("file_of_one_case")]

    def __str__(self) -> str:
        return self.name

    @property
    def found(self) -> list[Finding]:
        return from_rows(self.findings)

    @property
    def taken_out(self) -> list[Finding]:
        return from_rows(self.cleaned)

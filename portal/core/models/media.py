"""The agency's pictures and documents: what is kept of an upload, and under which name."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.core.files import File
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField, WagtailImageFieldFile

from portal.core.hidden import sandbox
from portal.core.hidden.findings import Finding, Refused, from_rows
from portal.core.uploads import RebuiltPicture, check_document, rebuild_picture


def picture_path(instance: AgencyImage, filename: str) -> str:
    """A name that nobody can guess: the picture of a draft must not be found by the draft's title.

    Wagtail names the sizes after the original, so they inherit it.
    """
    return f"original_images/{secrets.token_hex(12)}{Path(filename).suffix.lower()}"


def document_path(instance: AgencyDocument, filename: str) -> str:
    """A folder that nobody can guess; the file keeps its own name, under which citizens download it."""
    return f"documents/{secrets.token_hex(12)}/{Path(filename).name}"


class RebuiltPictureFile(WagtailImageFieldFile):
    """Whatever way a picture comes in (form, command, code), it is stored as rebuilt from its pixels."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store ``content`` rebuilt; raise ``ValidationError`` (Indonesian) for what is no picture."""
        picture = content if isinstance(content, RebuiltPicture) else rebuild_picture(content)
        super().save(picture.name, picture, save)


class RebuiltPictureField(WagtailImageField):
    attr_class = RebuiltPictureFile


class AgencyImage(AbstractImage):
    """A picture with the text that stands in for it and the source it came from."""

    file = RebuiltPictureField("berkas", upload_to=picture_path, width_field="width", height_field="height")
    description = models.CharField(
        "teks alternatif",
        max_length=255,
        help_text="Uraikan isi gambar bagi pembaca yang tidak dapat melihatnya, misalnya "
        "“Petugas menimbang balita di posyandu”.",
    )
    credit = models.CharField(
        "sumber gambar", max_length=255, blank=True, help_text="Nama pemotret atau pemilik gambar."
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "gambar"
        verbose_name_plural = "gambar"
        permissions = [("choose_image", "Dapat memilih gambar")]


class AgencyRendition(AbstractRendition):
    """One size of a picture. Which sizes there are stands in ``portal.core.renditions``."""

    image = models.ForeignKey(AgencyImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "ukuran gambar"
        verbose_name_plural = "ukuran gambar"
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size")
        ]


class InspectedFile(FieldFile):
    """Whatever way a document comes in (form, command, code), what it hides is known before it is stored."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store ``content``; raise ``ValidationError`` (Indonesian) for what is not let in."""
        self.instance.inspect_upload(content, name)
        super().save(name, content, save)


class InspectedFileField(models.FileField):
    attr_class = InspectedFile


class AgencyDocument(AbstractDocument):
    """A document whose content is what its name says; who may read it stands in ``portal.core.document_access``."""

    file = InspectedFileField("berkas", upload_to=document_path, max_length=255)
    # Both belong to the stored file and are reckoned anew with every new one. Empty: not inspected yet.
    sha256 = models.CharField("sidik SHA-256", max_length=64, blank=True, editable=False)
    # What a reader would not see and the file still carries: rows of ``portal.core.hidden.findings``.
    findings = models.JSONField("temuan", default=list, blank=True, editable=False)

    # The new file that was inspected already, while it is not stored yet.
    _inspected: File | None = None

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        permissions = [("choose_document", "Dapat memilih dokumen")]

    def __str__(self) -> str:
        """In the admin a document says at its name that it may not go out; choosers show nothing else of it."""
        return f"{self.title} (memuat isi tersembunyi)" if self.blocking_findings else self.title

    @property
    def found(self) -> list[Finding]:
        return from_rows(self.findings)

    @property
    def blocking_findings(self) -> list[Finding]:
        """What stops the publication of every page that uses this document."""
        return [finding for finding in self.found if finding.blocks]

    def clean(self) -> None:
        """Refuse a new file of a kind that is not allowed, too large, locked, or not what its name says."""
        self._inspect_new_file()

    def save(self, *args, **kwargs) -> None:
        self._inspect_new_file()
        super().save(*args, **kwargs)

    def inspect_upload(self, upload: File, name: str) -> None:
        """Check ``upload`` and note what it hides; the form, the model and the field ask, and it is done once."""
        if self._inspected is not upload:
            report = check_document(upload, name)
            self.sha256, self.findings = report.sha256, report.rows()
            self._inspected = upload

    def inspect_if_missing(self) -> None:
        """Inspect a file that was stored before there were inspections, and keep what was found."""
        if self.sha256:
            return
        try:
            with self.open_file() as file:
                report = sandbox.inspect(file, self.file_extension.lower())
        except (OSError, Refused) as problem:
            reason = str(problem) if isinstance(problem, Refused) else "Berkasnya tidak ditemukan."
            self.findings = [{"code": "uninspected", "text": reason}]
            return
        self.sha256, self.findings = report.sha256, report.rows()
        AgencyDocument.objects.filter(pk=self.pk).update(sha256=self.sha256, findings=self.findings)

    def _inspect_new_file(self) -> None:
        if self.file and not self.file._committed:
            self.inspect_upload(self.file.file, self.file.name)

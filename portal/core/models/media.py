"""The agency's pictures and documents: what is kept of an upload, and under which name."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.core.files import File
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField, WagtailImageFieldFile

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


class AgencyDocument(AbstractDocument):
    """A document whose content is what its name says; who may read it stands in ``portal.core.document_access``."""

    file = models.FileField("berkas", upload_to=document_path, max_length=255)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        permissions = [("choose_document", "Dapat memilih dokumen")]

    def clean(self) -> None:
        """Refuse a new file of a kind that is not allowed, too large, or not what its name says."""
        self._check_new_file()

    def save(self, *args, **kwargs) -> None:
        self._check_new_file()
        super().save(*args, **kwargs)

    def _check_new_file(self) -> None:
        if self.file and not self.file._committed:
            check_document(self.file.file, self.file.name)

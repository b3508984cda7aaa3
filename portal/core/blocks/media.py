"""Pictures, galleries and lists of documents."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.core.comparison import PictureComparison
from portal.core.renditions import prefetch_for


def newest_picture():
    """Something to show in the editor's preview of a block; nothing where no picture was uploaded yet."""
    from portal.core.models import AgencyImage

    return AgencyImage.objects.order_by("-pk").first()


def newest_documents() -> list:
    from portal.core.models import AgencyDocument

    return list(AgencyDocument.objects.order_by("-pk")[:2])


class SizedImageChooserBlock(ImageChooserBlock):
    """Reads the sizes of all its pictures in one query, however many there are."""

    def bulk_to_python(self, values: Iterable[int]) -> list:
        images = super().bulk_to_python(values)
        prefetch_for(images)
        return images

    def get_comparison_class(self):
        return PictureComparison


class PictureBlock(blocks.StructBlock):
    """A picture with its caption. The alternative text is the picture's own unless given here."""

    image = SizedImageChooserBlock(label="Gambar")
    alt = blocks.CharBlock(
        label="Teks alternatif",
        max_length=255,
        required=False,
        help_text="Kosongkan untuk memakai teks alternatif yang tersimpan pada gambar.",
    )
    caption = blocks.CharBlock(label="Keterangan", max_length=255, required=False)

    class Meta:
        label = "Gambar"
        description = "Satu gambar dengan teks alternatif dan keterangan."
        icon = "image"
        group = "Media"
        template = "core/blocks/picture.html"

    def get_preview_value(self):
        return self.normalize({"image": newest_picture(), "caption": "Contoh keterangan gambar."})


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side; each opens in full when chosen."""

    title = blocks.CharBlock(label="Judul", max_length=120, required=False)
    pictures = blocks.ListBlock(PictureBlock(), label="Gambar", min_num=2, max_num=24)

    class Meta:
        label = "Galeri"
        description = "Dua gambar atau lebih dalam susunan kotak."
        icon = "image"
        group = "Media"
        template = "core/blocks/gallery.html"

    def get_preview_value(self):
        picture = {"image": newest_picture(), "caption": "Contoh keterangan."}
        return self.normalize({"title": "Galeri kegiatan", "pictures": [picture, picture]})


class DocumentListBlock(blocks.StructBlock):
    """Documents to download, each with its kind and size."""

    title = blocks.CharBlock(label="Judul", max_length=120, required=False)
    documents = blocks.ListBlock(DocumentChooserBlock(label="Dokumen"), label="Dokumen", min_num=1)

    class Meta:
        label = "Daftar dokumen"
        description = "Dokumen yang dapat diunduh, dengan jenis dan ukurannya."
        icon = "doc-full"
        group = "Media"
        template = "core/blocks/document_list.html"

    def get_preview_value(self):
        return self.normalize({"title": "Dokumen", "documents": newest_documents()})

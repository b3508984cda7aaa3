"""Headings, paragraphs, quotes and call-outs."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail import blocks

from portal.core.comparison import ChoiceComparison, RichTextComparison
from portal.core.rich_text import ReadableText, readable

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ChoiceBlock(blocks.ChoiceBlock):
    """A choice that is compared by its label, not by its code; how a block looks is nothing to be found by."""

    def get_comparison_class(self):
        return ChoiceComparison

    def get_searchable_content(self, value):
        return []


class RichTextBlock(blocks.RichTextBlock):
    """Running text with what an official text needs and no more, compared with its paragraphs and links.

    What it stores, shows and lets be found holds nothing hidden (``portal.core.rich_text``).
    """

    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    def to_python(self, value):
        return ReadableText(value)

    def normalize(self, value):
        return ReadableText(super().normalize(value).source)

    def value_from_form(self, value):
        return ReadableText(readable(value or ""))

    def get_prep_value(self, value):
        return readable(super().get_prep_value(value))

    def get_searchable_content(self, value):
        return super().get_searchable_content(ReadableText(readable(value.source)))

    def get_comparison_class(self):
        return RichTextComparison


class HeadingBlock(blocks.StructBlock):
    """A heading below the page's own title, so level 2 or 3."""

    text = blocks.CharBlock(label="Teks", max_length=150)
    level = ChoiceBlock(label="Tingkat", choices=[("h2", "Judul bagian"), ("h3", "Subjudul")], default="h2")

    class Meta:
        label = "Judul bagian"
        description = "Membagi isi menjadi bagian yang mudah ditemukan."
        icon = "title"
        group = "Teks"
        template = "core/blocks/heading.html"
        preview_value = {"text": "Cara mengajukan permohonan", "level": "h2"}


class ParagraphBlock(RichTextBlock):
    """A stretch of running text."""

    def clean(self, value):
        """An empty paragraph counts as missing: Wagtail takes its mark-up for content."""
        value = super().clean(value)
        if not self.is_deferred_validation and not strip_tags(value.source).strip():
            raise ValidationError("Paragraf ini kosong. Tulis isinya atau hapus paragrafnya.")
        return value

    class Meta:
        label = "Paragraf"
        description = "Teks dengan cetak tebal, miring, daftar, dan tautan."
        icon = "pilcrow"
        group = "Teks"
        template = "core/blocks/paragraph.html"
        preview_value = (
            "<p>Contoh paragraf dengan <b>teks tebal</b> dan sebuah daftar:</p>"
            "<ul><li>butir satu</li><li>butir dua</li></ul>"
        )


class QuoteBlock(blocks.StructBlock):
    """What somebody said, with who said it."""

    text = blocks.TextBlock(label="Kutipan", max_length=600)
    person = blocks.CharBlock(label="Nama", max_length=120)
    position = blocks.CharBlock(label="Jabatan", max_length=160, required=False)

    class Meta:
        label = "Kutipan"
        description = "Ucapan seseorang beserta nama dan jabatannya."
        icon = "openquote"
        group = "Teks"
        template = "core/blocks/quote.html"
        preview_value = {
            "text": "Contoh kutipan yang menjelaskan isi berita.",
            "person": "Nama narasumber",
            "position": "Jabatan",
        }


class CalloutBlock(blocks.StructBlock):
    """A passage that must not be overlooked."""

    kind = ChoiceBlock(label="Jenis", choices=[("info", "Informasi"), ("warning", "Peringatan")], default="info")
    title = blocks.CharBlock(label="Judul", max_length=120)
    text = RichTextBlock(label="Isi")

    class Meta:
        label = "Kotak penting"
        description = "Informasi atau peringatan yang tidak boleh terlewat."
        icon = "warning"
        group = "Teks"
        template = "core/blocks/callout.html"
        preview_value = {
            "kind": "info",
            "title": "Gratis",
            "text": "<p>Contoh isi kotak penting.</p>",
        }

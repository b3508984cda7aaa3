"""What can be found, and the words that it is written in. Both hold what is public, and nothing else.

The words by which an entry is found lie outside these models, where the database finds them quickest
(``search.index``).
"""

from __future__ import annotations

from datetime import date

from django.db import models
from wagtail.models import Page

KEY_BITS = 40
LONGEST_SPELLING = 24  # letters


class Kind(models.TextChoices):
    """What a result is to its reader; the value stands in addresses."""

    NEWS = "berita", "Berita"
    INFORMATION = "informasi", "Informasi publik"
    ALERT = "peringatan", "Peringatan"
    PAGE = "halaman", "Halaman"
    DOCUMENT = "dokumen", "Dokumen"


def key_for(day: date, *, page_id: int = 0, document_id: int = 0) -> int:
    """A key that sorts entries by day: the newest first is then the order in which both databases keep them."""
    number = document_id * 2 + 1 if document_id else page_id * 2
    return (day.toordinal() << KEY_BITS) | number


class Entry(models.Model):
    """One thing that can be found: a page, or a document with the page that carries it. Replaced, never changed."""

    # Entries come and go with pages; Wagtail need not note that they use them.
    wagtail_reference_index_ignore = True

    key = models.BigIntegerField(primary_key=True)
    kind = models.CharField("jenis", max_length=12, choices=Kind.choices)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    document = models.OneToOneField("core.AgencyDocument", null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("officials.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    day = models.DateField("tanggal")
    year = models.PositiveSmallIntegerField("tahun", db_index=True)
    title = models.CharField("judul", max_length=255)
    text = models.TextField("teks")

    class Meta:
        default_permissions = ()
        verbose_name = "isi yang dapat dicari"
        verbose_name_plural = "isi yang dapat dicari"

    def __str__(self) -> str:
        return self.title


class DocumentText(models.Model):
    """The text of a file, read once: to read a large file takes seconds, and its page may change often."""

    wagtail_reference_index_ignore = True

    document = models.OneToOneField("core.AgencyDocument", primary_key=True, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField("sidik SHA-256", max_length=64)
    text = models.TextField("teks")

    class Meta:
        default_permissions = ()
        verbose_name = "teks dokumen"
        verbose_name_plural = "teks dokumen"


class Spelling(models.Model):
    """A word of the titles, as it is and with one letter left out (``spelling``)."""

    text = models.CharField("ejaan", max_length=LONGEST_SPELLING)
    word = models.CharField("kata", max_length=LONGEST_SPELLING, db_index=True)

    class Meta:
        default_permissions = ()
        verbose_name = "ejaan kata"
        verbose_name_plural = "ejaan kata"
        constraints = [models.UniqueConstraint(fields=["text", "word"], name="search_spelling_once")]

    def __str__(self) -> str:
        return self.text

"""An information page with its files: what the catalogue (DIP) lists (UU 14/2008 Pasal 9 and 11)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from portal.core.blocks import body_field
from portal.core.models import ListedPage

from ..forms import InformationPageForm
from ..panels import GuidancePanel, UpdateDutyPanel
from .pages import Category, InformationIndexPage

KEEP_PUBLIC_FILES = (
    "Berkas yang sedang tayang tidak dilepas dan tidak ditukar. Untuk memuat versi baru, tambahkan berkas baru di "
    "baris lain, lalu isi “diganti pada” pada baris yang lama: berkas lama tetap tercantum sebagai versi lama."
)


def category_under(parent: Page) -> str:
    """The kind of information that a page under ``parent`` is: its place in the tree says so, nobody chooses it."""
    parent = parent.specific
    return parent.category if isinstance(parent, InformationIndexPage) else Category.IMMEDIATE


class InformationPageTag(TaggedItemBase):
    """A tag on an information page."""

    content_object = ParentalKey("information.InformationPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = "tag informasi"
        verbose_name_plural = "tag informasi"


class InformationPage(ListedPage):
    """One piece of public information with the seven columns of the catalogue (DIP).

    A draft may be saved unfinished; it is submitted with every column filled.
    """

    # Column 1. Given when the page first goes public, or by the import of an existing catalogue; never changes.
    number = models.PositiveIntegerField("nomor", null=True, blank=True, unique=True, editable=False)
    summary = models.TextField("ringkasan isi informasi", max_length=1000)
    # Not PROTECT, which Wagtail cannot read back from a draft; ``receivers`` keeps a unit that holds pages.
    unit = models.ForeignKey(
        "officials.Unit",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="pejabat/unit yang menguasai informasi",
    )
    responsible = models.CharField("penanggung jawab pembuatan atau penerbitan", max_length=255)
    made_on = models.DateField("waktu pembuatan", null=True)
    made_at = models.CharField("tempat pembuatan", max_length=255)
    # Codes of ``formats.FORMATS``, parted by one blank, for example "pdf cetak".
    formats = models.CharField("format informasi yang tersedia", max_length=100)
    retention = models.CharField("jangka waktu penyimpanan atau retensi arsip", max_length=255)

    # What the page's place in the tree says; kept here so that the catalogue can sort and filter by it.
    category = models.CharField("jenis informasi", max_length=20, choices=Category.choices, editable=False)
    legal_item = models.CharField("butir peraturan", max_length=5, blank=True)
    period_start = models.DateField("masa yang dicakup, mulai", null=True, blank=True)
    period_end = models.DateField("masa yang dicakup, sampai", null=True, blank=True)
    tags = ClusterTaggableManager(
        through=InformationPageTag, blank=True, verbose_name="tag", help_text="Kata kunci, dipisahkan dengan koma."
    )
    # What the editor should put here, from the law; never shown to citizens.
    guidance = models.TextField("petunjuk", blank=True, editable=False)
    body = body_field("isi informasi", blank=True)

    base_form_class = InformationPageForm
    content_panels = [
        GuidancePanel(heading="Petunjuk"),
        UpdateDutyPanel(heading="Pemutakhiran"),
        *ListedPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        InlinePanel("documents", heading="Dokumen", label="dokumen", help_text=KEEP_PUBLIC_FILES),
        MultiFieldPanel(
            [
                FieldPanel("unit"),
                FieldPanel("responsible"),
                FieldRowPanel([FieldPanel("made_on"), FieldPanel("made_at")]),
                FieldPanel("formats"),
                FieldPanel("retention"),
            ],
            heading="Kolom daftar informasi publik",
            help_text="Semuanya wajib diisi sebelum naskah diajukan.",
        ),
        MultiFieldPanel(
            [
                FieldPanel("legal_item"),
                FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")]),
                FieldPanel("tags"),
            ],
            heading="Keterangan informasi",
        ),
    ]
    search_fields = [
        *ListedPage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("category"),
    ]

    parent_page_types = ["information.InformationIndexPage", "information.AlertIndexPage"]
    subpage_types: list[str] = []
    page_description = "Satu informasi publik dengan dokumennya. Tayang setelah disetujui menurut SOP."
    unit_field = "unit"
    exclude_fields_in_copy = ["number"]

    class Meta:
        verbose_name = "informasi publik"
        verbose_name_plural = "informasi publik"
        # The catalogue in its usual order.
        indexes = [
            models.Index(
                fields=["number", "page_ptr"], name="information_shown_by_number", condition=models.Q(shown=True)
            )
        ]

    def save(self, *args, **kwargs) -> None:
        if self._state.adding:
            self.category = category_under(self.get_parent())
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict) -> InformationPage:
        """A version of the page; what the page has of its own, and no version changes, stays."""
        version = super().with_content_json(content)
        version.number = self.number
        version.category = self.category
        version.guidance = self.guidance
        version.last_published_at = self.last_published_at
        return version

    def clean(self) -> None:
        """Refuse impossible dates, and a version that drops a file which citizens read today."""
        super().clean()
        errors = {}
        if self.made_on and self.made_on > timezone.localdate():
            errors["made_on"] = "Waktu pembuatan tidak boleh di masa depan."
        if self.period_start and self.period_end and self.period_end < self.period_start:
            errors["period_end"] = "Akhir masa yang dicakup tidak boleh sebelum awalnya."
        if errors:
            raise ValidationError(errors)
        if dropped := self.public_files_not_in({row.document_id for row in self.documents.all()}):
            raise ValidationError(self.refusal_to_drop(dropped))

    def public_files_not_in(self, document_ids: set[int]) -> list[str]:
        """The titles of the files on the public page that a new version with these documents would drop."""
        public = InformationDocument.objects.filter(page_id=self.pk, page__live=True).select_related("document")
        return [str(row) for row in public.exclude(document_id__in=document_ids)]

    @staticmethod
    def refusal_to_drop(titles: list[str]) -> str:
        names = ", ".join(f"“{title}”" for title in titles)
        return f"Dokumen {names} hilang dari daftar dokumen. {KEEP_PUBLIC_FILES}"

    @property
    def lead(self) -> str:
        """What search engines and social sites are told of the page."""
        return self.summary

    @property
    def updated_on(self) -> date | None:
        """The day of the last publication; ``None`` for what is not public."""
        return timezone.localdate(self.last_published_at) if self.live and self.last_published_at else None

    @property
    def is_periodic(self) -> bool:
        return self.category == Category.PERIODIC


class InformationDocument(Orderable):
    """A file of an information page. A file that was public stays listed: as older, once it is replaced.

    Format, size and checksum are those of the document and are not kept twice.
    """

    class Language(models.TextChoices):
        """ISO 639; "mis" is its code for languages without one."""

        INDONESIAN = "id", "Indonesia"
        ENGLISH = "en", "Inggris"
        OTHER = "mis", "Daerah atau lainnya"

    page = ParentalKey(InformationPage, on_delete=models.CASCADE, related_name="documents")
    # Not PROTECT, which Wagtail cannot read back from a draft; files of public pages are kept by ``portal.sop.media``.
    document = models.ForeignKey(
        "core.AgencyDocument", on_delete=models.CASCADE, related_name="+", verbose_name="dokumen"
    )
    title = models.CharField("judul", max_length=255, blank=True, help_text="Kosongkan untuk memakai judul dokumen.")
    year = models.PositiveSmallIntegerField(
        "tahun",
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1900, "Tulis tahun dengan empat angka, misalnya 2026."),
            MaxValueValidator(2100, "Tulis tahun dengan empat angka, misalnya 2026."),
        ],
    )
    language = models.CharField("bahasa", max_length=10, choices=Language.choices, default=Language.INDONESIAN)
    replaced_on = models.DateField(
        "diganti pada",
        null=True,
        blank=True,
        help_text="Isi bila ada versi yang lebih baru. Berkas ini tetap tercantum sebagai versi lama.",
    )

    panels = [
        FieldPanel("document"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("language"), FieldPanel("replaced_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "dokumen informasi"
        verbose_name_plural = "dokumen informasi"

    def __str__(self) -> str:
        return self.title or self.document.title

    def clean(self) -> None:
        if self.replaced_on and self.replaced_on > timezone.localdate():
            raise ValidationError({"replaced_on": "Tanggal penggantian tidak boleh di masa depan."})

    @property
    def format(self) -> str:
        """As the reader knows it: "PDF"."""
        return self.document.file_extension.upper()

    @property
    def checksum(self) -> str:
        """SHA-256 in hexadecimal; "" for a file that was stored before they were reckoned."""
        return self.document.sha256

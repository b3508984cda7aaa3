"""News: the index at /berita/, its pages, and what hangs on them.

A news page goes public through flow A of the SOP (steps 6 to 9). The disposition sheet of steps 1 to 4 is
``dispositions.Disposition``, kept in a module of its own.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.models import Orderable
from wagtail.search import index

from portal.core import renditions
from portal.core.blocks import body_field
from portal.core.chrome import chrome_for
from portal.core.models import BasePage, ListedPage
from portal.sop.models.register import story_key_of

from .dispositions import Disposition
from .panels import DispositionPanel

__all__ = ["Disposition", "NewsCategory", "NewsIndexPage", "NewsPage"]

RELATED = 3
RESERVED_SLUGS = ("rss", "atom")


class NewsCategory(models.Model):
    """What a story is about, for readers who look for one subject."""

    name = models.CharField("nama", max_length=80, unique=True)
    slug = models.SlugField("slug", max_length=80, unique=True, help_text="Dipakai dalam alamat, misalnya imunisasi.")

    panels = [FieldPanel("name"), FieldPanel("slug")]

    class Meta:
        ordering = ["name"]
        verbose_name = "kategori berita"
        verbose_name_plural = "kategori berita"

    def __str__(self) -> str:
        return self.name


class NewsIndexPage(RoutablePageMixin, BasePage):
    """The list of all news, newest first, by year, category and tag; also the feed at ``rss/`` and ``atom/``."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat di atas daftar.")

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    page_description = "Daftar berita, terbaru di atas. Hanya ada satu."

    class Meta:
        verbose_name = "daftar berita"
        verbose_name_plural = "daftar berita"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from . import listing

        return super().get_context(request, *args, **kwargs) | listing.context(self, request)

    @re_path(r"^(?P<kind>rss|atom)/$", name="feed")
    def feed(self, request: HttpRequest, kind: str) -> HttpResponse:
        from .feeds import NewsFeed

        return NewsFeed(self, chrome_for(request), kind)(request)


class NewsPageTag(TaggedItemBase):
    """A tag on a story."""

    content_object = ParentalKey("news.NewsPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = "tag berita"
        verbose_name_plural = "tag berita"


class NewsPage(ListedPage):
    """One story. A draft may be saved unfinished; it is submitted whole."""

    lead = models.TextField(
        "teras berita",
        max_length=400,
        help_text="Satu atau dua kalimat: apa, siapa, kapan, di mana. Tampil di daftar dan hasil pencarian.",
    )
    date = models.DateField(
        "tanggal berita", default=timezone.localdate, help_text="Tanggal yang tampil dan menentukan urutan."
    )
    byline = models.CharField(
        "penulis", max_length=120, blank=True, help_text="Nama yang tampil di bawah judul, boleh kosong."
    )
    category = models.ForeignKey(
        NewsCategory,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name="kategori",
    )
    tags = ClusterTaggableManager(
        through=NewsPageTag,
        blank=True,
        verbose_name="tag",
        help_text="Kata kunci, dipisahkan dengan koma.",
    )
    picture = models.ForeignKey(
        "core.AgencyImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="gambar utama",
    )
    picture_caption = models.CharField("keterangan gambar", max_length=255, blank=True)
    body = body_field("isi berita")
    # A page without a sheet was begun on the Pelaksana's own initiative; the register shows which.
    disposition = models.ForeignKey(
        "news.Disposition",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="pages",
        verbose_name="lembar disposisi",
    )

    content_panels = [
        DispositionPanel(heading="Lembar disposisi"),
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_caption")], heading="Gambar utama"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("date"), FieldPanel("byline")]),
                FieldPanel("category"),
                FieldPanel("tags"),
            ],
            heading="Keterangan berita",
        ),
        InlinePanel("gallery_items", heading="Galeri", label="gambar galeri"),
        InlinePanel("attachments", heading="Lampiran", label="lampiran"),
        InlinePanel(
            "related_links",
            heading="Berita terkait",
            label="berita terkait",
            help_text="Dibiarkan kosong: portal memilih sendiri berita dengan kategori atau tag yang sama.",
            max_num=RELATED,
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("byline"),
        index.FilterField("date"),
    ]

    # A sheet orders one story; a copy of it is begun on its writer's own initiative.
    exclude_fields_in_copy = ["disposition"]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    page_description = "Satu berita. Tayang setelah disetujui menurut SOP."
    open_graph_type = "article"

    class Meta:
        verbose_name = "berita"
        verbose_name_plural = "berita"
        # The order of every list; the key breaks the tie between stories of one day. Conditions and not columns:
        # Django asks SQLite for "shown" and not for "shown = 1", which finds no column of an index.
        indexes = [
            models.Index(fields=["-date", "-page_ptr"], name="news_shown_newest_first", condition=models.Q(shown=True)),
            models.Index(
                fields=["category", "-date", "-page_ptr"], name="news_shown_by_category", condition=models.Q(shown=True)
            ),
        ]

    def clean(self) -> None:
        """A story must not stand at an address that the index answers itself."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": f"Alamat “{self.slug}” sudah dipakai portal. Pilih yang lain."})

    @property
    def story_key(self) -> str:
        """The register tells one story of the sheet and of the page that it ordered."""
        return story_key_of(self.disposition) if self.disposition_id else ""

    @property
    def share_image(self):
        return self.social_image or self.picture

    @property
    def gallery(self) -> list[NewsGalleryItem]:
        """The further pictures with their sizes, in two queries however many there are."""
        items = list(self.gallery_items.select_related("image"))
        renditions.prefetch_for([item.image for item in items])
        return items

    @property
    def documents(self) -> list[NewsAttachment]:
        return list(self.attachments.select_related("document"))

    @property
    def related(self) -> list[NewsPage]:
        """What to read next (see ``queries.related``)."""
        from . import queries

        return queries.related(self)


class NewsGalleryItem(Orderable):
    """A further picture under the story."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="gallery_items")
    image = models.ForeignKey("core.AgencyImage", on_delete=models.CASCADE, related_name="+", verbose_name="gambar")
    caption = models.CharField("keterangan", max_length=255, blank=True)

    panels = [FieldPanel("image"), FieldPanel("caption")]

    class Meta(Orderable.Meta):
        verbose_name = "gambar galeri"
        verbose_name_plural = "gambar galeri"


class NewsAttachment(Orderable):
    """A document that belongs to the story."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "core.AgencyDocument", on_delete=models.CASCADE, related_name="+", verbose_name="dokumen"
    )
    title = models.CharField("judul", max_length=255, blank=True, help_text="Kosongkan untuk memakai judul dokumen.")

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = "lampiran"
        verbose_name_plural = "lampiran"

    def __str__(self) -> str:
        return self.title or self.document.title


class RelatedNews(Orderable):
    """A story that the writer put beside this one by hand."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related_links")
    target = models.ForeignKey(NewsPage, on_delete=models.CASCADE, related_name="+", verbose_name="berita")

    panels = [PageChooserPanel("target", "news.NewsPage")]

    class Meta(Orderable.Meta):
        verbose_name = "berita terkait"
        verbose_name_plural = "berita terkait"

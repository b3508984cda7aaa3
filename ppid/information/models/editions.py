"""The catalogue (DIP), and the frozen, signed editions of the catalogue and of the exempt list (DIK)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from http import HTTPMethod
from typing import TYPE_CHECKING, NoReturn

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.search import index

from portal.core.chrome import chrome_for
from portal.core.models import BasePage

if TYPE_CHECKING:
    from ..catalogue.rows import Column, PrintedColumn


class Immutable(TypeError):
    """Something tried to change or to remove what was frozen."""


class FrozenQuerySet(models.QuerySet):
    """Rows that are added and read, and never touched again, not by a whole query either."""

    def update(self, **values) -> NoReturn:
        raise Immutable("a frozen row is never changed")

    def bulk_update(self, *args, **kwargs) -> NoReturn:
        raise Immutable("a frozen row is never changed")

    def bulk_create(self, *args, **kwargs) -> NoReturn:
        raise Immutable("a frozen row is added by its own act, one by one")

    def delete(self) -> NoReturn:
        raise Immutable("a frozen row is never removed")

    delete.alters_data = True
    delete.queryset_only = True


class Edition(models.Model):
    """One edition of the catalogue (DIP) or of the exempt list (DIK): frozen, numbered, signed, never changed.

    ``content`` is the edition itself, the very text that citizens download as JSON, so that anybody can reckon
    ``sha256`` again; the other fields repeat its head for lists. The row refers to no page, user or official and
    so outlives them all. ``catalogue.editions`` makes and reads editions.
    """

    class Kind(models.TextChoices):
        CATALOGUE = "catalogue", "Daftar informasi publik"
        EXEMPT = "exempt", "Daftar informasi yang dikecualikan"

    kind = models.CharField("daftar", max_length=20, choices=Kind.choices)
    number = models.PositiveIntegerField("nomor edisi")
    decree_number = models.CharField("nomor surat keputusan", max_length=255)
    decree_date = models.DateField("tanggal surat keputusan")
    frozen_at = models.DateTimeField("dibekukan pada")
    row_count = models.PositiveIntegerField("banyaknya baris")
    # ``SignatureBlock.as_dict``. It holds the NIP, so only its public lines ever leave (``catalogue.editions``).
    signature = models.JSONField("penanda tangan")
    content = models.TextField("isi")
    sha256 = models.CharField("sidik SHA-256", max_length=64)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = "edisi"
        verbose_name_plural = "edisi"
        ordering = ["kind", "-number"]
        default_permissions = ("view",)
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, edisi {self.number}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise Immutable("a frozen edition is never changed")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs) -> NoReturn:
        raise Immutable("a frozen edition is never removed")


class EditionPaper(models.Model):
    """A volume of an edition as PDF, kept once it was made: made from the frozen content, and so again at any time."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="papers", verbose_name="edisi")
    volume = models.PositiveSmallIntegerField("jilid")
    pdf = models.BinaryField("berkas PDF")

    class Meta:
        verbose_name = "cetakan edisi"
        verbose_name_plural = "cetakan edisi"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "volume"], name="edition_paper_once")]


class ListWithEditions(RoutablePageMixin, BasePage):
    """A public list of which the PPID freezes editions; their archive stands at ``edisi/`` below it.

    A list says what it is (``edition_kind``), whether a Plh. may sign it (UU 30/2014 Pasal 14), and what stands
    in it (``edition_columns``, ``edition_rows``). Freezing, archive, PDF and downloads then come by themselves. How
    an edition looks on its page (``edition_table``) and on paper (``printed_columns``) may be said, too.
    """

    edition_kind: str
    plh_may_sign = False
    # A template; it gets ``columns``, ``rows`` and ``caption``.
    edition_table = "information/includes/edition_table.html"

    class Meta:
        abstract = True

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    def edition_columns(self) -> Sequence[Column]:
        raise NotImplementedError

    def edition_rows(self) -> Iterable[dict]:
        """The rows of the whole list as it is now: by column name, values that JSON can hold (dates as ISO text)."""
        raise NotImplementedError

    def printed_columns(self) -> Sequence[PrintedColumn]:
        """How the columns stand on paper: side by side and of one width, unless the list says otherwise."""
        from ..catalogue.rows import PrintedColumn

        return [PrintedColumn(column.label, 1, (column.name,)) for column in self.edition_columns()]

    @path("edisi/", name="editions")
    def archive(self, request: HttpRequest) -> HttpResponse:
        from ..catalogue import archive

        return archive.show_archive(self, request)

    @path("edisi/<int:number>/", name="edition")
    def edition(self, request: HttpRequest, number: int) -> HttpResponse:
        from ..catalogue import archive

        return archive.show_edition(self, request, number)

    @path("edisi/<int:number>/pdf/", name="edition_pdf")
    @path("edisi/<int:number>/pdf/<int:volume>/", name="edition_volume")
    def edition_pdf(self, request: HttpRequest, number: int, volume: int = 1) -> HttpResponse:
        from ..catalogue import archive

        return archive.show_paper(self, number, volume)

    @re_path(r"^edisi/(?P<number>[0-9]{1,9})/(?P<kind>csv|xlsx|json)/$", name="edition_download")
    def edition_download(self, request: HttpRequest, number: str, kind: str) -> HttpResponse:
        from ..catalogue import archive

        return archive.download(self, int(number), kind)


class CataloguePage(ListWithEditions):
    """The catalogue of public information (UU 14/2008 Pasal 11(1)a)."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat di atas daftar.")

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    max_count = 1
    parent_page_types = ["information.PpidPage"]
    subpage_types: list[str] = []
    page_description = "Daftar informasi publik. Hanya ada satu."
    edition_kind = Edition.Kind.CATALOGUE
    # Listing what is public anyway is routine work, which a Plh. may do.
    plh_may_sign = True
    edition_table = "information/includes/catalogue_table.html"

    class Meta:
        verbose_name = "daftar informasi publik"
        verbose_name_plural = "daftar informasi publik"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from ..catalogue import listing

        return super().get_context(request, *args, **kwargs) | listing.context(self, request)

    def edition_columns(self) -> Sequence[Column]:
        from ..catalogue.rows import COLUMNS

        return COLUMNS

    def edition_rows(self) -> Iterable[dict]:
        from ..catalogue.rows import live_pages, rows_of, site_of

        return rows_of(list(live_pages().values_list("pk", flat=True)), site_of(self))

    def printed_columns(self) -> Sequence[PrintedColumn]:
        from ..catalogue.rows import PRINTED_COLUMNS

        return PRINTED_COLUMNS

    @re_path(r"^(?P<kind>rss|atom)/$", name="feed")
    def feed(self, request: HttpRequest, kind: str) -> HttpResponse:
        from ..catalogue.feeds import CatalogueFeed

        return CatalogueFeed(self, chrome_for(request), kind)(request)

    @re_path(r"^(?P<kind>csv|xlsx|json)/$", name="export")
    def export(self, request: HttpRequest, kind: str) -> HttpResponse:
        from ..catalogue import exports

        return exports.download(self, request, kind)

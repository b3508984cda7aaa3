"""The PPID tree and its information pages (UU 14/2008 Pasal 9 and 11)."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from portal.core.blocks import body_field
from portal.core.models import BasePage


class Category(models.TextChoices):
    """The kinds of public information of UU 14/2008. Exempt information is no page: see ``exemptions``."""

    PERIODIC = "periodic", "Informasi berkala"
    IMMEDIATE = "immediate", "Informasi serta-merta"
    ANYTIME = "anytime", "Informasi setiap saat"


class PpidPage(BasePage):
    """The way in to everything about public information, at /ppid/."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat di bawah judul.")
    body = body_field("isi halaman", blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "information.SectionPage",
        "home.StandardPage",
        "information.InformationIndexPage",
        "information.AlertIndexPage",
        "information.CataloguePage",
        "information.ExemptListPage",
    ]
    page_description = "Halaman depan PPID. Hanya ada satu."

    class Meta:
        verbose_name = "halaman PPID"
        verbose_name_plural = "halaman PPID"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from ppid.information import overview

        return super().get_context(request, *args, **kwargs) | overview.context(self)


class SectionPage(BasePage):
    """Pages of text that belong together, such as the service standards. It says nothing itself but lists them."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat di atas daftar.")

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    parent_page_types = ["information.PpidPage"]
    subpage_types = ["home.StandardPage"]
    page_description = "Beberapa halaman teks di bawah satu judul."

    class Meta:
        verbose_name = "bagian PPID"
        verbose_name_plural = "bagian PPID"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from ppid.information import overview

        return super().get_context(request, *args, **kwargs) | {"pages": overview.live_children_of(self)}


class InformationIndexPage(BasePage):
    """One kind of public information, item by item in the order of the law."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat di atas daftar.")
    category = models.CharField("jenis informasi", max_length=20, choices=Category.choices)
    # The item whose details are listed here (the procurement documents: B12); empty for a whole kind of information.
    legal_item = models.CharField("butir peraturan", max_length=5, blank=True, editable=False)

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("category")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    parent_page_types = ["information.PpidPage", "information.InformationIndexPage"]
    subpage_types = ["information.InformationPage", "information.InformationIndexPage"]
    page_description = "Daftar informasi dari satu jenis."

    class Meta:
        verbose_name = "daftar informasi"
        verbose_name_plural = "daftar informasi"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        from ppid.information import listing

        return super().get_context(request, *args, **kwargs) | listing.context(self, request)

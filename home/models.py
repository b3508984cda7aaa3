"""The home page and the standard pages."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from portal.core.blocks import body_field
from portal.core.models import BasePage
from ppid.information.items import text_page
from ppid.information.panels import GuidancePanel

from .blocks import SectionsField
from .sops import sops_in_force


class HomePage(BasePage):
    """The one page under the tree's root; everything else of the portal stands below it.

    A migration makes it. Nobody can make another in the admin: a page directly under the root would ask
    the root's own permission tester, which knows nothing of the SOP (hole H3, docs/rules.md).
    """

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat di bawah nama instansi.")
    sections = SectionsField("bagian", blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("sections")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("sections")]

    is_creatable = False
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage", "home.SopPage", "news.NewsIndexPage", "information.PpidPage"]
    page_description = "Halaman depan. Hanya ada satu."

    class Meta:
        verbose_name = "beranda"
        verbose_name_plural = "beranda"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """A search box that comes first stands in the page's head, and takes the place of the header's."""
        sections = list(self.sections)
        opening = sections.pop(0) if sections and sections[0].block_type == "search" else None
        context = super().get_context(request, *args, **kwargs)
        return context | {"opening": opening, "has_own_search": opening is not None, "sections": sections}

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page by its whole address: two queries, however deep it lies (Wagtail's walk takes two a level).

        What is no page's address (a feed, a mistake) takes Wagtail's walk.
        """
        if path_components:
            address = f"{self.url_path}{'/'.join(path_components)}/"
            page = Page.objects.live().filter(slug=path_components[-1], url_path=address).first()
            if page:
                return page.specific.route(request, [])
        return super().route(request, path_components)


class StandardPage(BasePage):
    """A page of text: profile, services, contact and the like."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat: inti halaman ini.")
    body = body_field("isi halaman")
    # Which page of text about the PPID's service this is; empty for every other page.
    legal_item = models.CharField("butir peraturan", max_length=5, blank=True, editable=False)

    content_panels = [
        GuidancePanel(heading="Petunjuk"),
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    parent_page_types = ["home.HomePage", "home.StandardPage", "information.PpidPage", "information.SectionPage"]
    subpage_types = ["home.StandardPage"]
    page_description = "Halaman teks biasa, misalnya profil atau layanan."

    class Meta:
        verbose_name = "halaman standar"
        verbose_name_plural = "halaman standar"

    @property
    def guidance(self) -> str:
        """What the editor should put here, from the law; never shown to citizens."""
        page = text_page(self.legal_item)
        return page.guidance if page else ""

    @property
    def leads_to_tasks(self) -> bool:
        page = text_page(self.legal_item)
        return page is not None and page.leads_to_tasks


class SopPage(BasePage):
    """The SOPs in force as they are installed: what the program keeps to is what citizens read and print."""

    lead = models.TextField("pengantar", blank=True, help_text="Satu atau dua kalimat: untuk apa SOP ini.")

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    max_count = 1
    parent_page_types = ["home.HomePage", "information.PpidPage", "information.SectionPage"]
    subpage_types: list[str] = []
    page_description = "SOP yang berlaku, langkah demi langkah, terisi sendiri dari berkas SOP yang terpasang."

    class Meta:
        verbose_name = "halaman SOP"
        verbose_name_plural = "halaman SOP"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        return super().get_context(request, *args, **kwargs) | {"sops": sops_in_force()}


@register_setting(icon="info-circle", order=20)
class PublicStatements(BaseSiteSetting):
    """What the agency itself says on /aksesibilitas/ and /privasi/; the rest of these pages the program knows."""

    accessibility_note = models.TextField(
        "catatan aksesibilitas",
        blank=True,
        help_text="Misalnya pengujian dengan pengguna pembaca layar: kapan, oleh siapa, apa hasilnya.",
    )
    privacy_note = models.TextField(
        "catatan privasi",
        blank=True,
        help_text="Misalnya jadwal retensi arsip (JRA) yang berlaku bagi register permohonan.",
    )
    data_protection_contact = models.TextField(
        "kontak pelindungan data pribadi",
        blank=True,
        help_text="Jabatan, bukan nama orang, beserta cara menghubunginya. Kosong: kontak instansi yang ditampilkan.",
    )

    panels = [
        FieldPanel("accessibility_note"),
        FieldPanel("privacy_note"),
        FieldPanel("data_protection_contact"),
    ]

    class Meta:
        verbose_name = "pernyataan situs"

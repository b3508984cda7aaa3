"""The sections of the home page, put in order by the editor."""

from __future__ import annotations

from wagtail import blocks

from news import queries
from portal.core.blocks.text import RichTextBlock

NEWEST = 5


class SearchBlock(blocks.StructBlock):
    """The search box: what most visitors come for."""

    heading = blocks.CharBlock(label="Judul", max_length=80, default="Cari informasi")

    class Meta:
        template = "home/blocks/search.html"
        icon = "search"
        label = "Kotak pencarian"
        description = "Kotak untuk mencari di seluruh portal."
        preview_value = {"heading": "Cari informasi"}


class LinkValue(blocks.StructValue):
    @property
    def url(self) -> str:
        """The page's address, or what was typed; empty where the page is no longer public."""
        page = self.get("page")
        if page:
            return page.get_url() if page.live else ""
        return self.get("address") or ""


class LinkBlock(blocks.StructBlock):
    """A way on: a page of the portal, or an address."""

    text = blocks.CharBlock(label="Teks", max_length=80)
    note = blocks.CharBlock(label="Keterangan", max_length=160, required=False)
    page = blocks.PageChooserBlock(label="Halaman", required=False)
    address = blocks.RegexBlock(
        regex=r"^(https?://[^\s/]\S*|/(?!/)\S*)$",
        label="Alamat",
        required=False,
        help_text="Diisi bila tautan tidak menuju halaman yang dapat dipilih di atas.",
        error_messages={"invalid": "Tulis alamat yang diawali https:// atau garis miring (/)."},
    )

    class Meta:
        icon = "link"
        label = "Tautan"
        value_class = LinkValue


class LinksBlock(blocks.StructBlock):
    """What a visitor can do here, as a short list of links."""

    heading = blocks.CharBlock(label="Judul", max_length=80)
    links = blocks.ListBlock(LinkBlock(), label="Tautan", min_num=1, max_num=6)

    class Meta:
        template = "home/blocks/links.html"
        icon = "list-ul"
        label = "Daftar tautan"
        description = "Layanan atau tautan penting, paling banyak enam."
        preview_value = {
            "heading": "Layanan",
            "links": [{"text": "Berita", "note": "Kabar terbaru", "page": None, "address": "/berita/"}],
        }


class NewestNewsBlock(blocks.StructBlock):
    """The newest stories; the list keeps itself."""

    heading = blocks.CharBlock(label="Judul", max_length=80, default="Berita terbaru")

    class Meta:
        template = "home/blocks/newest_news.html"
        icon = "doc-full"
        label = "Berita terbaru"
        description = f"{NEWEST} berita terbaru, terisi sendiri."
        preview_value = {"heading": "Berita terbaru"}

    def get_context(self, value, parent_context=None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        return context | {"stories": queries.newest(NEWEST), "news_index": queries.news_index()}


class TextBlock(blocks.StructBlock):
    """A few plain paragraphs."""

    heading = blocks.CharBlock(label="Judul", max_length=80)
    text = RichTextBlock(label="Teks")

    class Meta:
        template = "home/blocks/text.html"
        icon = "pilcrow"
        label = "Teks"
        description = "Judul dan beberapa alinea."
        preview_value = {"heading": "Tentang portal ini", "text": "<p>Uraian singkat.</p>"}


class HomeSections(blocks.StreamBlock):
    search = SearchBlock()
    links = LinksBlock()
    newest_news = NewestNewsBlock()
    text = TextBlock()

    class Meta:
        block_counts = {"search": {"max_num": 1}, "newest_news": {"max_num": 1}}

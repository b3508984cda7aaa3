"""The sections of the home page, put in order by the editor."""

from __future__ import annotations

from django.utils import timezone
from wagtail import blocks

from news import queries
from news.models import NewsCategory
from portal.core.blocks import BlocksInCode
from portal.core.blocks.text import RichTextBlock
from portal.core.chrome import TASKS, Task, chrome_for
from ppid.information import overview
from ppid.requests.account.headline import headline

NEWEST = 5


def news_categories() -> list[tuple[int, str]]:
    """What a list of news may be narrowed to."""
    return list(NewsCategory.objects.values_list("pk", "name"))


class SearchBlock(blocks.StructBlock):
    """The search box: what most visitors come for. As the first section it stands in the page's head."""

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


class TasksBlock(blocks.StructBlock):
    """The ways into the agency: the three of UU 14/2008, and where its own services are told of."""

    heading = blocks.CharBlock(label="Judul", max_length=80, default="Apa yang Anda perlukan?")
    services = blocks.PageChooserBlock(
        label="Halaman layanan", required=False, help_text="Halaman tentang layanan instansi; boleh kosong."
    )

    class Meta:
        template = "home/blocks/tasks.html"
        icon = "tasks"
        label = "Tugas utama"
        description = "Minta informasi, lacak permohonan, ajukan keberatan, dan layanan instansi."
        preview_value = {"heading": "Apa yang Anda perlukan?", "services": None}

    def get_context(self, value, parent_context=None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        page, request = value.get("services"), context.get("request")
        is_open = page and page.live and request and chrome_for(request).shows(page)
        services = [Task("health", page.title, "", page.get_url())] if is_open else []
        return context | {"tasks": [*TASKS, *services]}


class NewestNewsBlock(blocks.StructBlock):
    """The newest stories, of all kinds or of one; the list keeps itself."""

    heading = blocks.CharBlock(label="Judul", max_length=80, default="Berita terbaru")
    category = blocks.ChoiceBlock(
        label="Kategori",
        choices=news_categories,
        required=False,
        help_text="Kosongkan untuk berita dari semua kategori.",
    )

    class Meta:
        template = "home/blocks/newest_news.html"
        icon = "doc-full"
        label = "Berita terbaru"
        description = f"{NEWEST} berita terbaru, dari semua kategori atau satu kategori (misalnya pengumuman)."
        preview_value = {"heading": "Berita terbaru", "category": None}

    def get_context(self, value, parent_context=None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        chosen = value.get("category")
        category = NewsCategory.objects.filter(pk=chosen).first() if chosen else None
        # Of a category that was deleted since there is nothing to show; news of all would stand under its heading.
        stories = queries.newest(NEWEST, category) if category or not chosen else []
        return context | {"stories": stories, "category": category, "news_index": queries.news_index()}


class InformationBlock(blocks.StructBlock):
    """The classes of public information (UU 14/2008 Pasal 9 to 11 and 17)."""

    heading = blocks.CharBlock(label="Judul", max_length=80, default="Informasi publik")

    class Meta:
        template = "home/blocks/information.html"
        icon = "folder-open-inverse"
        label = "Informasi publik (PPID)"
        description = "Informasi berkala, serta-merta, setiap saat, dan daftar informasi publik."
        preview_value = {"heading": "Informasi publik"}

    def get_context(self, value, parent_context=None) -> dict:
        return super().get_context(value, parent_context=parent_context) | {"pages": overview.fixed_pages()}


class FiguresBlock(blocks.StructBlock):
    """How the service does this year, from the registers; nothing to be typed."""

    heading = blocks.CharBlock(label="Judul", max_length=80, default="Layanan informasi tahun ini")

    class Meta:
        template = "home/blocks/figures.html"
        icon = "order"
        label = "Angka layanan"
        description = "Permohonan tahun ini, ketepatan waktu, dan lama menjawab, terisi sendiri dari register."
        preview_value = {"heading": "Layanan informasi tahun ini"}

    def get_context(self, value, parent_context=None) -> dict:
        return super().get_context(value, parent_context=parent_context) | {"figures": headline(timezone.now())}


class ContactBlock(blocks.StructBlock):
    """How to reach the agency, from its identity."""

    heading = blocks.CharBlock(label="Judul", max_length=80, default="Hubungi kami")

    class Meta:
        template = "home/blocks/contact.html"
        icon = "mail"
        label = "Kontak"
        description = "Alamat, jam layanan, telepon, WhatsApp, surel, dan SP4N-LAPOR! dari identitas instansi."
        preview_value = {"heading": "Hubungi kami"}


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
    tasks = TasksBlock()
    newest_news = NewestNewsBlock()
    information = InformationBlock()
    figures = FiguresBlock()
    contact = ContactBlock()
    links = LinksBlock()
    text = TextBlock()

    class Meta:
        block_counts = {
            "search": {"max_num": 1},
            "tasks": {"max_num": 1},
            "newest_news": {"max_num": 2},
            "information": {"max_num": 1},
            "figures": {"max_num": 1},
            "contact": {"max_num": 1},
        }


class SectionsField(BlocksInCode):
    """The stream of the home page's sections."""

    def __init__(self, verbose_name=None, **kwargs):
        super().__init__(HomeSections, verbose_name=verbose_name, **kwargs)

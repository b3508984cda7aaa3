"""The demonstration pages, brought by the demonstration's people into every state that moderation knows."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Site

from home.models import HomePage, SopPage, StandardPage
from news.models import NewsCategory, NewsIndexPage, NewsPage
from portal.core.models import AgencyIdentity, AgencyImage

from . import pictures
from .acting import (
    NEWS_OFFICIALS,
    SHEET_OFFICIALS,
    People,
    approve,
    dispose,
    open_sheet,
    pass_along,
    publish_information,
    return_,
    rewrite,
    submit,
    take_down,
    write,
)
from .bodies import body_of_parts, body_of_story
from .texts import CATEGORIES, CREDIT, LEAFLETS, MARK, STORIES, Story

# How far each story came: the number of officials of flow A who approved it.
WAITING = {
    "kelas-ibu-hamil": 0,
    "air-minum-aman": 1,
    "sarapan-anak-sekolah": 2,
    "bergerak-di-sela-kerja": 3,
}
LIVE = (
    "bersama-mencegah-jentik",
    "periksa-tekanan-darah",
    "isi-piring-seimbang",
    "cuci-tangan-pakai-sabun",
)
CORRECTED = "imunisasi-rutin-di-posyandu"
TAKEN_DOWN = "puskesmas-ramah-lansia"
RETURNED = "mengenal-tanda-dehidrasi"
DRAFT = "kebun-sehat-sekolah"


def load(people: People) -> None:
    """Write everything; ``people`` are the users by user name."""
    home = HomePage.objects.get()
    _introduce_the_agency()
    for leaflet in LEAFLETS:
        page = StandardPage(
            title=leaflet.title,
            slug=leaflet.slug,
            lead=leaflet.lead,
            body=body_of_parts(leaflet.parts),
            show_in_menus=True,
        )
        publish_information(write(home, page, people["petugas"]), people)
    publish_information(write(home, _sop_page(), people["petugas"]), people)
    _fill_home(home, people)
    _tell_news(NewsIndexPage.objects.get(), people)
    _order_news(people)


def _introduce_the_agency() -> None:
    AgencyIdentity.objects.get_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={
            "name": "Instansi Contoh",
            "short_name": "Portal Contoh",
            "address": "Alamat kantor ditulis di sini.",
            "email": "humas@contoh.invalid",
            "opening_hours": "Jam layanan ditulis di sini.",
        },
    )


# --- flow B: everything that is no news -------------------------------------------------------------------


def _sop_page() -> SopPage:
    return SopPage(
        title="SOP pengelolaan website dan informasi publik",
        slug="sop",
        lead="Langkah yang dilalui setiap berita dan informasi sebelum tayang di portal ini.",
    )


def _fill_home(home: HomePage, people: People) -> None:
    pages = {page.slug: page for page in StandardPage.objects.child_of(home)}
    sop = SopPage.objects.get()
    links = [
        {"text": "Profil", "note": "Siapa kami", "page": pages["profil"], "address": ""},
        {"text": "SOP pengelolaan website", "note": "Cara naskah diperiksa", "page": sop, "address": ""},
    ]
    draft = rewrite(
        home,
        people["petugas"],
        lead="Situs contoh: isinya karangan untuk memperagakan portal informasi publik.",
        sections=[
            ("search", {"heading": "Cari informasi"}),
            ("tasks", {"heading": "Apa yang Anda perlukan?", "services": pages["layanan"]}),
            ("newest_news", {"heading": "Berita terbaru", "category": None}),
            ("information", {"heading": "Informasi publik"}),
            ("figures", {"heading": "Layanan informasi tahun ini"}),
            ("links", {"heading": "Tentang kami", "links": links}),
            ("contact", {"heading": "Hubungi kami"}),
        ],
    )
    publish_information(draft, people)


# --- flow A: news -------------------------------------------------------------------------------------------


def _tell_news(index: NewsIndexPage, people: People) -> None:
    categories = {
        slug: NewsCategory.objects.get_or_create(slug=slug, defaults={"name": name})[0]
        for slug, name in CATEGORIES.items()
    }
    writer = people["pelaksana"]
    today = timezone.localdate()
    pages = {
        slug: write(index, _news_page(story, number, categories, today - timedelta(days=3 * number)), writer)
        for number, (slug, story) in enumerate(STORIES.items())
    }

    for slug in (*LIVE, TAKEN_DOWN, CORRECTED):
        submit(pages[slug], writer)
        pass_along(pages[slug], people, NEWS_OFFICIALS)
    take_down(pages[TAKEN_DOWN], people["kadis"], "Contoh alasan: keterangan di dalamnya perlu diperbarui.")

    correction = rewrite(pages[CORRECTED], writer, lead=f"{STORIES[CORRECTED].lead} (Ralat contoh.)")
    submit(correction, writer)
    approve(correction, people["kasub"])

    for slug, approvals in WAITING.items():
        submit(pages[slug], writer)
        pass_along(pages[slug], people, NEWS_OFFICIALS[:approvals])

    submit(pages[RETURNED], writer)
    approve(pages[RETURNED], people["kasub"])
    return_(pages[RETURNED], people["kabag"], "Contoh alasan: lengkapi dengan narasumber yang dapat dihubungi.")


def _order_news(people: People) -> None:
    """Two sheets: one on its way down, one that has become a draft."""
    for title, levels in (
        ("Persiapan pekan imunisasi", ("kadivmin",)),
        ("Kunjungan posyandu keliling", SHEET_OFFICIALS),
    ):
        sheet = open_sheet(
            people["kadis"],
            subject=f"{MARK}{title}",
            sender="Puskesmas Contoh",
            letter_number="Contoh/001",
            letter_date=timezone.localdate() - timedelta(days=2),
            agenda_number="Contoh 12",
            instructions=["Tindak lanjuti"],
            note="Contoh disposisi: mohon dibuatkan berita.",
        )
        for name in levels:
            dispose(
                sheet,
                people[name],
                instructions=["Koordinasikan"],
                comment=f"Contoh arahan {people[name].get_full_name()}.",
                **({"writer": people["pelaksana"].pk} if name == SHEET_OFFICIALS[-1] else {}),
            )


def _news_page(story: Story, number: int, categories: dict[str, NewsCategory], day: date) -> NewsPage:
    page = NewsPage(
        title=f"{MARK}{story.title}",
        slug=story.slug,
        lead=story.lead,
        date=day,
        byline="Tim Humas Contoh",
        category=categories[story.category],
        picture=_picture(story, number),
        picture_caption=f"{story.alt}.",
        body=body_of_story(story),
    )
    page.tags.add(*story.tags)
    return page


def _picture(story: Story, number: int) -> AgencyImage:
    file = ContentFile(pictures.draw(number, story.motif), name=f"{story.slug}.jpg")
    return AgencyImage.objects.create(title=f"{MARK}{story.title}", description=story.alt, credit=CREDIT, file=file)

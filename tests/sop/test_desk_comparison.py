"""What changed between two versions of a text: words, pictures, documents, order."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.models import Revision

from news.models import NewsAttachment, NewsGalleryItem
from portal.core.models import AgencyDocument, AgencyRendition
from portal.sop.comparison import changes_between
from tests.core import files
from tests.core.conftest import add_image
from tests.news.conftest import make_picture, make_story

pytestmark = pytest.mark.django_db

BODY = [
    {"type": "heading", "id": "a", "value": {"text": "Jadwal", "level": "h2"}},
    {"type": "paragraph", "id": "b", "value": "<p>Imunisasi dibuka hari Senin.</p><p>Bawa buku KIA.</p>"},
    {"type": "paragraph", "id": "c", "value": "<p>Tidak dipungut biaya.</p>"},
]


@pytest.fixture
def story(news_index):
    story = make_story(news_index, "Imunisasi di posyandu", live=False, date=dt.date(2026, 11, 20))
    story.body = BODY
    return story


@pytest.fixture
def compared(story, rf, admin_user):
    """``compared(change)``: the changes that a function makes to the story, by field, as text and as HTML."""

    def compare(change):
        before = story.save_revision()
        draft = story.get_latest_revision_as_object()
        change(draft)
        after = draft.save_revision()
        request = rf.get("/")
        request.user = admin_user
        found = changes_between(
            Revision.objects.get(pk=before.pk).as_object(), Revision.objects.get(pk=after.pk).as_object(), request
        )
        return {change.label: change.html for change in found}

    return compare


def words(html: str) -> str:
    return re.sub(r"\s+", " ", BeautifulSoup(html, "html.parser").get_text(" ")).strip()


def marked(html: str, tag: str) -> list[str]:
    """What stands in each ``ins`` or ``del``, without the hint for screen readers."""
    soup = BeautifulSoup(html, "html.parser")
    for hint in soup.find_all(class_="visually-hidden"):
        hint.decompose()
    return [re.sub(r"\s+", " ", found.get_text(" ")).strip() for found in soup.find_all(tag)]


def test_the_same_text_has_no_changes(compared):
    assert compared(lambda draft: None) == {}


def test_only_the_fields_that_changed_are_shown_with_the_words_that_changed(compared):
    def change(draft):
        draft.title = "Imunisasi di puskesmas"

    changes = compared(change)
    (html,) = changes.values()
    assert marked(html, "del") == ["posyandu"]
    assert marked(html, "ins") == ["puskesmas"]
    assert "Imunisasi di" in words(html)


def test_the_marks_are_spoken(compared):
    def change(draft):
        draft.lead = "Teras yang baru."

    html = compared(change)["Teras berita"]
    assert "dihapus:" in words(html)
    assert "ditambahkan:" in words(html)


def test_in_the_body_only_the_changed_part_is_shown(compared):
    def change(draft):
        body = [dict(block) for block in BODY]
        body[1]["value"] = "<p>Imunisasi dibuka hari Selasa.</p><p>Bawa buku KIA.</p>"
        draft.body = body

    html = compared(change)["Isi berita"]
    assert marked(html, "del") == ["Senin."]
    assert marked(html, "ins") == ["Selasa."]
    assert "Paragraf" in words(html)
    assert words(html).count("1 bagian tidak berubah") == 2
    assert "Tidak dipungut biaya" not in html
    # Wagtail glues paragraphs together; here the next one begins on a line of its own.
    assert re.search(r"\.\s*\nBawa buku", BeautifulSoup(html, "html.parser").get_text())


def test_a_new_and_a_removed_part_are_told_apart(compared):
    def change(draft):
        draft.body = [*BODY[:2], {"type": "quote", "id": "d", "value": {"text": "Ayo datang.", "person": "Contoh"}}]

    html = compared(change)["Isi berita"]
    assert marked(html, "del") == ["Tidak dipungut biaya."]
    assert "Ayo datang." in marked(html, "ins")[0]
    assert "Kutipan" in words(html)


def test_parts_in_another_order_are_told(compared):
    def change(draft):
        draft.body = [BODY[0], BODY[2], BODY[1]]

    assert "Urutan bagian berubah." in words(compared(change)["Isi berita"])


def test_a_part_that_was_cut_and_pasted_back_is_no_change(compared):
    def change(draft):
        draft.body = [BODY[0], BODY[1], {**BODY[2], "id": "pasted"}]

    assert compared(change) == {}


def test_another_address_behind_the_same_words_is_seen(compared, story):
    story.body = [{"type": "paragraph", "id": "b", "value": '<p>Baca <a href="https://contoh.go.id/">di sini</a>.</p>'}]

    def change(draft):
        draft.body = [
            {"type": "paragraph", "id": "b", "value": '<p>Baca <a href="https://jahat.example/">di sini</a>.</p>'}
        ]

    html = compared(change)["Isi berita"]
    assert "contoh" in " ".join(marked(html, "del"))
    assert "jahat" in " ".join(marked(html, "ins"))


def test_the_same_words_in_another_form_are_told_so(compared):
    def change(draft):
        draft.body = [BODY[0], BODY[1], {**BODY[2], "value": "<p>Tidak <b>dipungut</b> biaya.</p>"}]

    html = compared(change)["Isi berita"]
    assert "Kata-katanya sama; bentuk tulisannya berubah." in words(html)


def test_a_choice_is_shown_by_its_label(compared):
    def change(draft):
        draft.body = [{**BODY[0], "value": {"text": "Jadwal", "level": "h3"}}, *BODY[1:]]

    html = compared(change)["Isi berita"]
    assert (marked(html, "del"), marked(html, "ins")) == (["Judul bagian"], ["Subjudul"])


def test_a_table_is_compared_as_cells(compared, story):
    table = {"data": [["Hari", "Jam"], ["Senin", "08.00"]], "table_caption": "Jadwal"}
    story.body = [{"type": "table", "id": "t", "value": table}]

    def change(draft):
        draft.body = [{"type": "table", "id": "t", "value": {**table, "data": [["Hari", "Jam"], ["Senin", "09.00"]]}}]

    html = compared(change)["Isi berita"]
    assert "Hari | Jam" in words(html)
    assert (marked(html, "del"), marked(html, "ins")) == (["08.00"], ["09.00"])


def test_another_picture_is_shown_by_name_and_in_small(compared, story):
    story.picture = make_picture("Posyandu lama")
    new = make_picture("Posyandu baru")

    def change(draft):
        draft.picture = new

    html = compared(change)["Gambar utama"]
    assert marked(html, "del") == ["Gambar “Posyandu lama”"]
    assert marked(html, "ins") == ["Gambar “Posyandu baru”"]
    assert [image["alt"] for image in BeautifulSoup(html, "html.parser").find_all("img")] == [
        "Uraian Posyandu lama",
        "Uraian Posyandu baru",
    ]


def test_a_picture_in_the_body_is_shown_and_no_size_is_made_while_one_waits(compared, story):
    old, new = add_image("Perahu lama"), add_image("Perahu baru")
    AgencyRendition.objects.all().delete()
    for image in (old, new):
        image.renditions.all().delete()
    story.body = [{"type": "picture", "id": "p", "value": {"image": old.pk, "alt": "", "caption": ""}}]

    def change(draft):
        draft.body = [{"type": "picture", "id": "p", "value": {"image": new.pk, "alt": "", "caption": ""}}]

    html = compared(change)["Isi berita"]
    assert marked(html, "del") == ["Gambar “Perahu lama”"]
    assert marked(html, "ins") == ["Gambar “Perahu baru”"]
    assert "Teks alternatif" not in html  # empty on both sides
    assert not AgencyRendition.objects.exists()


def test_documents_and_gallery_are_compared_one_by_one(compared, story):
    first, second = (
        AgencyDocument.objects.create(title=title, file=ContentFile(files.pdf(), name="a.pdf"))
        for title in ("Laporan lama", "Laporan baru")
    )
    story.attachments = [NewsAttachment(document=first)]
    story.gallery_items = [NewsGalleryItem(image=make_picture("Satu"), caption="Kegiatan")]

    def change(draft):
        draft.attachments = [*draft.attachments.all(), NewsAttachment(document=second)]
        draft.gallery_items = []

    changes = compared(change)
    assert list(changes) == ["Galeri", "Lampiran"]
    assert "Laporan baru" in marked(changes["Lampiran"], "ins")[0]
    assert "Laporan lama" not in changes["Lampiran"]
    assert "Gambar “Satu”" in marked(changes["Galeri"], "del")[0]
    assert "Kegiatan" in marked(changes["Galeri"], "del")[0]


def test_dates_and_tags_read_as_people_write_them(compared):
    def change(draft):
        draft.date = dt.date(2026, 11, 21)
        draft.tags.add("imunisasi")

    changes = compared(change)
    assert marked(changes["Tanggal berita"], "del") == ["20 November 2026"]
    assert marked(changes["Tanggal berita"], "ins") == ["21 November 2026"]
    assert marked(changes["Tag"], "ins") == ["imunisasi"]


def test_what_somebody_wrote_cannot_become_markup(compared):
    def change(draft):
        draft.title = '<script>alert(1)</script> <span class="addition">palsu</span>'
        draft.body = [{**BODY[0], "value": {"text": "<img src=x onerror=alert(1)>", "level": "h2"}}, *BODY[1:]]

    for html in compared(change).values():
        soup = BeautifulSoup(html, "html.parser")
        assert not soup.find("script")
        assert not soup.find("img")
        assert not soup.find(class_="addition")

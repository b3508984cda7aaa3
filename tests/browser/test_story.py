"""A story with a picture, from the writer's editor over four officials' phones to a citizen's phone."""

import pytest
from PIL import Image, ImageDraw

from news.models import NewsIndexPage, NewsPage
from tests import verbs
from tests.browser.conftest import shoot

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TITLE = "Contoh: Puskesmas keliling mengunjungi kampung di tepi sungai"
LEAD = "Perahu puskesmas keliling membawa tenaga kesehatan kepada warga yang tinggal jauh dari jalan."
TEXT = "Warga memeriksakan tekanan darah dan berkonsultasi tanpa biaya."


@pytest.fixture
def picture(tmp_path):
    """A picture made here: a boat on a river."""
    image = Image.new("RGB", (1600, 1067), "#bfe3ef")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 620, 1600, 1067), fill="#2f7f93")
    draw.polygon([(380, 600), (1220, 600), (1080, 760), (520, 760)], fill="#8a4b2a")
    draw.rectangle((640, 440, 980, 600), fill="#f4f1e8")
    draw.polygon([(700, 440), (920, 440), (810, 360)], fill="#0b5d62")
    path = tmp_path / "perahu.jpg"
    image.save(path, quality=90)
    return path


def write_story(page, picture):
    index = NewsIndexPage.objects.get()
    page.goto(f"/admin/pages/add/news/newspage/{index.pk}/")
    page.fill("#id_title", TITLE)
    page.fill("#id_lead", LEAD)

    page.click("#id_picture-chooser button[data-chooser-action-choose]:visible")
    page.click(".modal-body [role=tab][href='#tab-upload']")
    page.set_input_files("#id_image-chooser-upload-file", picture)
    page.fill("#id_image-chooser-upload-title", "Perahu puskesmas keliling")
    page.fill("#id_image-chooser-upload-description", "Perahu kayu beratap hijau di sungai")
    page.click(".modal-body #tab-upload button[type=submit]")
    page.wait_for_selector(".modal-body", state="detached")

    type_story(page)


def type_story(page):
    page.click(".c-sf-add-button")
    page.click("[role=option]:has-text('Paragraf')")
    page.click(".Draftail-Editor [contenteditable=true]")
    page.keyboard.type(TEXT)
    # The editor writes what was typed into the form with a little delay.
    page.wait_for_function("text => document.querySelector('[name=body-0-value]').value.includes(text)", arg=TEXT)


def submit_story(page):
    page.click("footer .w-dropdown__toggle")
    page.click("button[name='action-submit']")
    page.wait_for_selector(".messages .success")


def test_a_story_travels_from_the_writer_to_a_citizen(browse, picture):
    writer = browse("pelaksana")
    write_story(writer, picture)
    shoot(writer, "editor-1280")
    submit_story(writer)
    story = NewsPage.objects.get()
    assert verbs.waits_for(story) == "kasub"

    citizen = browse(width=360)
    assert citizen.goto(f"/berita/{story.slug}/").status == 404

    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        official = browse(role, width=360, scripts=False)
        official.goto("/admin/meja/")
        if role == "kasub":
            shoot(official, "desk-360")
        official.click(f"a:has-text('{TITLE}')")
        if role == "kasub":
            shoot(official, "decide-360")
            assert_the_preview_shows_the_whole_text(official)
        official.click("button[value=approve]")
        official.wait_for_selector("text=Tercatat")
        assert verbs.waits_for(story) == {"kasub": "kabag", "kabag": "kadivmin", "kadivmin": "kadis"}.get(role, "")

    citizen.goto("/berita/")
    shoot(citizen, "news-index-360")
    citizen.click(f"a:has-text('{TITLE}')")
    assert TEXT in citizen.inner_text("main")
    picture_seen = citizen.get_by_alt_text("Perahu kayu beratap hijau di sungai").first
    # The words may be there before the picture: decoding waits for it, and fails where none comes.
    picture_seen.evaluate("image => image.decode()")
    assert picture_seen.evaluate("image => image.naturalWidth") > 0
    shoot(citizen, "news-page-360")
    wide = browse(width=1280)
    wide.goto(f"/berita/{story.slug}/")
    shoot(wide, "news-page-1280")


def assert_the_preview_shows_the_whole_text(official):
    with official.context.expect_page() as opened:
        official.click("text=Baca naskah lengkap")
    assert TEXT in opened.value.inner_text("main")
    opened.value.close()


def test_a_return_with_a_reason_reaches_the_writer(browse, picture):
    writer = browse("pelaksana")
    write_story(writer, picture)
    submit_story(writer)
    story = NewsPage.objects.get()

    official = browse("kasub", width=360, scripts=False)
    official.goto("/admin/meja/")
    official.click(f"a:has-text('{TITLE}')")
    official.click("button[value=reject]")
    assert "Tuliskan alasannya" in official.inner_text("[role=alert]")
    shoot(official, "return-without-reason-360")
    official.fill("#comment", "Sebutkan jadwal kunjungan berikutnya.")
    official.click("button[value=reject]")
    official.wait_for_selector("text=Tercatat")

    assert verbs.waits_for(story) == ""
    writer.goto(f"/admin/pages/{story.pk}/edit/")
    assert "Sebutkan jadwal kunjungan berikutnya." in writer.inner_text(".messages")
    writer.wait_for_timeout(600)  # the message slides in
    shoot(writer, "returned-1280")

"""The pieces of a page's body: what they let in and how they are drawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db.migrations.writer import MigrationWriter
from django.test import RequestFactory
from wagtail.blocks import Block, RawHTMLBlock, StructBlock
from wagtail.rich_text import expand_db_html

from home.models import StandardPage
from portal.core.blocks import BodyBlock, BodyField, body_field
from portal.core.blocks.video import VideoBlock, parse_video

BODY = BodyBlock()
KEY = "dQw4w9WgXcQ"
PLAYER = f"https://www.youtube-nocookie.com/embed/{KEY}"
REPOSITORY = Path(__file__).resolve().parents[2]


def every_block(block: Block = BODY):
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from every_block(child)
    if hasattr(block, "child_block"):
        yield from every_block(block.child_block)


def render(name: str, value) -> str:
    block = BODY.child_blocks[name]
    return block.render(block.normalize(value), {"request": RequestFactory().get("/")})


# --- What there is -------------------------------------------------------------------------------


def test_no_block_takes_raw_html():
    assert not [block for block in every_block() if isinstance(block, RawHTMLBlock)]
    sources = [path for part in ("portal", "home", "news", "search") for path in (REPOSITORY / part).rglob("*.py")]
    assert sources
    assert not [path for path in sources if "RawHTMLBlock" in path.read_text()]


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_every_block_tells_the_editor_what_it_is(db, name):
    block = BODY.child_blocks[name]

    assert block.label and block.get_description() and block.meta.group and block.meta.icon != "placeholder"
    assert block.is_previewable


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_the_preview_of_every_block_is_drawn(editor, image, document, name):
    block = BODY.child_blocks[name]

    answer = editor.get(f"/admin/block-preview/?id={block.definition_prefix}")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "core/site.css" in html
    assert f"block-{name}" in html


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_the_preview_of_a_block_needs_no_picture_or_document(db, name):
    block = BODY.child_blocks[name]

    assert isinstance(block.render(block.get_preview_value(), {}), str)


def test_changing_a_block_changes_no_migration():
    written, _ = MigrationWriter.serialize(body_field("isi berita"))

    assert "isi berita" in written
    assert "lock" not in written.replace("portal.core.blocks", "")
    assert isinstance(BodyField("x").clone().stream_block, BodyBlock)


def test_a_body_survives_the_database(home):
    page = home.add_child(
        instance=StandardPage(title="L", slug="l", body=[("heading", {"text": "Syarat", "level": "h3"})])
    )

    [block] = StandardPage.objects.get(pk=page.pk).body
    assert (block.block_type, block.value["text"], block.value["level"]) == ("heading", "Syarat", "h3")


# --- How they are drawn --------------------------------------------------------------------------


def test_a_heading_stands_below_the_title_of_the_page():
    assert "<h2>Syarat</h2>" in render("heading", {"text": "Syarat", "level": "h2"})
    assert "<h3>Syarat</h3>" in render("heading", {"text": "Syarat", "level": "h3"})


def test_text_is_never_markup():
    evil = "<script>alert(1)</script>"

    for name, value in {
        "heading": {"text": evil, "level": "h2"},
        "quote": {"text": evil, "person": evil, "position": evil},
        "callout": {"kind": "info", "title": evil, "text": ""},
        "video": {"title": evil, "address": f"https://youtu.be/{KEY}", "summary": evil},
        "table": {"data": [[evil]], "table_caption": evil, "first_row_is_table_header": False},
        "gallery": {"title": evil, "pictures": []},
        "documents": {"title": evil, "documents": []},
    }.items():
        html = render(name, value)
        assert "<script" not in html, name
        assert "&lt;script" in html, name


def test_a_table_has_a_caption_and_header_cells():
    html = render(
        "table",
        {
            "data": [["Kegiatan", "Jumlah"], ["Posyandu", "12"]],
            "table_caption": "Kegiatan 2026",
            "first_row_is_table_header": True,
            "first_col_is_header": True,
        },
    )

    assert "<caption>Kegiatan 2026</caption>" in html
    assert html.count('scope="col"') == 2
    assert '<th scope="row">Posyandu</th>' in html


def test_a_warning_is_a_warning_to_who_cannot_see_colours():
    assert "Peringatan:" in render("callout", {"kind": "warning", "title": "Hati-hati", "text": ""})


def test_a_document_is_listed_with_kind_and_size(document):
    html = render("documents", {"title": "", "documents": [document]})

    assert document.url in html
    assert "PDF" in html


# --- Links ----------------------------------------------------------------------------------------


def test_links_to_other_sites_give_no_standing(db):
    html = expand_db_html('<a href="https://contoh.invalid/?a=1&amp;b=2">x</a>')

    assert html == '<a href="https://contoh.invalid/?a=1&amp;b=2" rel="nofollow noopener">x</a>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:x",
        "data:text/html,x",
        "vbscript:x",
    ],
)
def test_a_link_that_runs_something_does_not_get_past_the_editor(address):
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    state = {
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}},
        "blocks": [
            {
                "key": "a",
                "text": "klik",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"key": 0, "offset": 0, "length": 4}],
            }
        ],
    }
    stored = ContentstateConverter(features=["link"]).to_database_format(json.dumps(state))

    assert "script:" not in expand_db_html(stored).lower()
    assert "data:" not in expand_db_html(stored)


# --- Videos ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={KEY}",
        f"https://m.youtube.com/watch?app=desktop&v={KEY}&t=10s",
        f"https://youtu.be/{KEY}?si=abc",
        f"https://www.youtube.com/shorts/{KEY}",
        f"https://www.youtube.com/live/{KEY}",
        f"https://www.youtube.com/embed/{KEY}",
        f"https://www.youtube-nocookie.com/embed/{KEY}",
    ],
)
def test_every_address_of_a_youtube_video_leads_to_the_player_without_cookies(address):
    assert parse_video(address).player == PLAYER


@pytest.mark.parametrize("address", ["https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"])
def test_a_vimeo_video_is_played_without_tracking(address):
    assert parse_video(address).player == "https://player.vimeo.com/video/76979871?dnt=1"


OFF_THE_LIST = [
    "https://contoh.invalid/video",
    f"http://www.youtube.com/watch?v={KEY}",
    f"https://youtube.com.contoh.invalid/watch?v={KEY}",
    f"https://contoh.invalid/?u=https://youtu.be/{KEY}",
    f"https://youtube.com@contoh.invalid/watch?v={KEY}",
    "https://www.youtube.com/channel/UCabcdefghijk",
    "https://www.youtube.com/watch?v=short",
    'https://youtu.be/"><script>x',
    "https://www.youtube.com/",
    "https://vimeo.com/kanal",
    "https://www.dailymotion.com/video/x7tgad0",
    "https://[youtube.com/watch",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("address", OFF_THE_LIST)
def test_any_other_address_is_no_video(address):
    assert parse_video(address) is None


def test_an_address_off_the_list_is_refused_at_its_field_in_indonesian():
    block = VideoBlock()

    with pytest.raises(ValidationError) as refusal:
        block.clean(block.normalize({"title": "x", "address": "https://contoh.invalid/video", "summary": ""}))

    [message] = refusal.value.block_errors["address"].messages
    assert "YouTube atau Vimeo" in message


def test_a_video_is_a_link_and_its_player_waits_until_it_is_opened():
    html = render("video", {"title": "Cuci tangan", "address": f"https://youtu.be/{KEY}", "summary": ""})

    assert f'href="https://www.youtube.com/watch?v={KEY}"' in html
    inside = html[html.index("<details>") : html.index("</details>")]
    assert f'src="{PLAYER}"' in inside
    assert 'title="Cuci tangan"' in inside
    assert 'loading="lazy"' in inside


def test_a_stored_address_off_the_list_is_not_drawn():
    assert "iframe" not in render("video", {"title": "x", "address": "https://contoh.invalid/v", "summary": ""})


def test_every_struct_has_labels_that_an_editor_understands():
    english = {"Text", "Title", "Image", "Caption", "Alt", "Level", "Kind", "Person", "Address", "Documents"}
    labels = {
        child.label
        for block in every_block()
        if isinstance(block, StructBlock)
        for child in block.child_blocks.values()
    }

    assert labels
    assert not labels & english

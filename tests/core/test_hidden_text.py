"""Nothing in running text is hidden from its readers: not when it is stored, not when it is shown (judol)."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks import RawHTMLBlock
from wagtail.blocks import RichTextBlock as AnyRichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision

from home.models import StandardPage
from portal.core.blocks.text import ParagraphBlock, RichTextBlock
from portal.core.concealment import concealed_by_style, without_unseen
from portal.core.rich_text import ReadableText, readable

LINK = '<a href="https://slot.contoh.invalid/">maxwin</a>'
HIDDEN = [
    f'<p style="display:none">{LINK}</p>',
    f'<div style="position:absolute; left:-9999px">{LINK}</div>',
    f'<p style="text-indent:-999em">{LINK}</p>',
    f'<p><span style="font-size:0">{LINK}</span></p>',
    f'<p><span style="font-size:1px;line-height:0">{LINK}</span></p>',
    f'<p><span style="color:#fff">{LINK}</span></p>',
    f'<p><span style="color: rgb(255, 255, 255); background-color: rgb(255,255,255)">{LINK}</span></p>',
    f'<p><span style="color:#eee;background:#eee">{LINK}</span></p>',
    f'<p><font color="#FFFFFF">{LINK}</font></p>',
    f'<p><span style="opacity:0.01">{LINK}</span></p>',
    f'<p><span style="visibility: hidden !important">{LINK}</span></p>',
    f'<p><span style="width:1px;height:1px;overflow:hidden">{LINK}</span></p>',
    f'<p><span style="clip: rect(0,0,0,0)">{LINK}</span></p>',
    f'<p><span style="transform:scale(0)">{LINK}</span></p>',
    f'<p><span style="dis/* */play:none">{LINK}</span></p>',
    f"<p hidden>{LINK}</p>",
    f'<p><span aria-hidden="true">{LINK}</span></p>',
    f'<marquee width="1" height="1">{LINK}</marquee>',
    f"<!-- {LINK} -->",
    f"<p><![CDATA[ {LINK} ]]></p>",
    f"<style>.maxwin{{}}</style><script>maxwin</script><template>{LINK}</template>",
    '<iframe src="https://slot.contoh.invalid/maxwin"></iframe>',
    '<p><a href="https://slot.contoh.invalid/maxwin"></a></p>',
    '<p><a href="https://slot.contoh.invalid/maxwin">&#8203;&zwj; </a></p>',
]
SHOWN = '<p data-block-key="abc12">Jadwal <b>imunisasi</b> &amp; gizi.</p><ul><li data-block-key="x">satu</li></ul>'


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_text_is_neither_stored_nor_shown(db, hidden):
    source = f"{SHOWN}{hidden}<p>Tamat.</p>"
    block = ParagraphBlock()

    for html in (
        block.get_prep_value(ReadableText(source)),
        block.value_from_form(source).source,
        str(block.to_python(source)),
        block.render(block.to_python(source)),
    ):
        assert "maxwin" not in html
        assert "slot.contoh" not in html
        assert "Jadwal" in html
        assert "Tamat." in html


@pytest.mark.parametrize(
    "visible",
    [
        SHOWN,
        '<p>Lihat <a id="3" linktype="page">halaman</a> dan <a href="https://contoh.invalid/?a=1&amp;b=2">situs</a>.</p>',
        "<p>Suhu &lt; 5 derajat</p>",
        "<p>keluarga \U0001f468\u200d\U0001f469\u200d\U0001f467 dan نامه\u200cها</p>",
        "<p>Baris<br/>kedua</p>",
    ],
)
def test_what_an_editor_writes_stays_as_it_is(visible):
    assert readable(readable(visible)) == readable(visible)
    assert ReadableText(visible).source == visible
    for word in ("Jadwal", "imunisasi", "halaman", "situs", "keluarga", "Baris", "kedua"):
        assert (word in visible) == (word in readable(visible))


def test_what_our_editor_makes_is_not_even_taken_apart(monkeypatch):
    monkeypatch.setattr("portal.core.rich_text._Cleaner", lambda: pytest.fail("it was taken apart"))

    assert readable(SHOWN * 2000) == SHOWN * 2000


@pytest.mark.parametrize("source", ["<p" * 20_000, "&" * 50_000, "<a href=" * 20_000, "<p>" * 3000, '<a id="' * 9000])
def test_no_text_takes_long_to_look_at(source):
    assert "maxwin" not in readable(source)


def test_a_flood_of_characters_that_nobody_sees_goes(home):
    flood = "\u200b\u2060\ufeff\u202e\u00ad" * 10
    page = home.add_child(
        instance=StandardPage(
            title=f"Jad{flood}wal",
            seo_title=f"Jadwal{flood}",
            slug="jadwal",
            lead=f"{flood}Setiap Senin.",
            search_description="Sla\u200bt",
            body=[("paragraph", f"<p>Posyan{flood}du</p>")],
        )
    )
    page.save_revision()

    stored = StandardPage.objects.get(pk=page.pk)
    assert (stored.title, stored.seo_title, stored.lead) == ("Jadwal", "Jadwal", "Setiap Senin.")
    html = Client().get(page.url).content.decode()
    assert "Posyandu" in html
    for text in (html, json.dumps(Revision.objects.get().content, ensure_ascii=False), str(stored.body.raw_data[0])):
        assert without_unseen(text) == text


def test_a_slug_holds_no_character_that_nobody_sees(home):
    with pytest.raises(ValidationError):
        home.add_child(instance=StandardPage(title="Jadwal", slug="jad\u200bwal"))


def test_mark_up_in_a_title_is_text(home):
    page = home.add_child(instance=StandardPage(title='Jadwal <b style="display:none">maxwin</b>', slug="jadwal"))

    html = Client().get(page.url).content.decode()

    assert "<b style" not in html
    assert "&lt;b style" in html


def test_a_row_that_was_changed_in_the_database_shows_nothing_hidden(home):
    page = home.add_child(instance=StandardPage(title="Jadwal", slug="jadwal", body=[("paragraph", "<p>Senin</p>")]))
    body = [{"type": "paragraph", "value": f"<p>Senin</p>{HIDDEN[0]}", "id": "9d4e1c0c-7b9a-4a62-8d1e-000000000001"}]
    StandardPage.objects.filter(pk=page.pk).update(body=json.dumps(body))
    assert "maxwin" in StandardPage.objects.values_list("body", flat=True).get(pk=page.pk).raw_data[0]["value"]

    html = Client().get(page.url).content.decode()

    assert "Senin" in html
    assert "maxwin" not in html


def test_what_the_editor_sends_is_stored_without_what_it_may_not_hold(home, editor):
    """A forged form: marks and links that no toolbar offers."""
    page = home.add_child(instance=StandardPage(title="Jadwal", slug="jadwal", live=False, body=[]))
    content = {
        "blocks": [
            {
                "key": "abcde",
                "text": "Senin\u200b maxwin",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [{"offset": 0, "length": 5, "style": "HIDDEN"}],
                "entityRanges": [{"offset": 7, "length": 6, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}},
    }
    form = {
        "title": "Jadwal",
        "slug": "jadwal",
        "lead": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-id": "",
        "body-0-value": json.dumps(content),
    }
    answer = editor.post(f"/admin/pages/{page.pk}/edit/", form)

    assert answer.status_code == 302
    [block] = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().body.raw_data
    assert without_unseen(block["value"]) == block["value"]
    assert "javascript" not in str(ReadableText(block["value"]))
    assert "HIDDEN" not in block["value"]


# --- There is no other way in ----------------------------------------------------------------------------


def blocks_of(block, met=None):
    met = set() if met is None else met
    if id(block) in met:
        return
    met.add(id(block))
    yield block
    for child in (*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)):
        if child is not None:
            yield from blocks_of(child, met)


def test_every_running_text_of_every_page_is_of_this_kind_and_none_is_raw():
    found = set()
    for model in apps.get_models():
        if not issubclass(model, Page):
            continue
        for field in model._meta.get_fields():
            assert not isinstance(field, RichTextField), f"{model.__name__}.{field.name}"
            for block in blocks_of(field.stream_block) if isinstance(field, StreamField) else ():
                assert not isinstance(block, RawHTMLBlock)
                if isinstance(block, AnyRichTextBlock):
                    assert isinstance(block, RichTextBlock), f"{model.__name__}.{field.name}: {block}"
                    found.add(model.__name__)
    assert {"HomePage", "StandardPage", "NewsPage", "InformationPage"} <= found


# --- Links to other sites ------------------------------------------------------------------------------------


def shown(html: str) -> str:
    return str(ReadableText(html))


def test_an_outside_link_says_where_it_leads_and_gives_no_standing(db):
    assert shown('<p><a href="https://Contoh.Invalid:8443/a?b=1&amp;c=2">Baca</a></p>') == (
        '<p><a href="https://Contoh.Invalid:8443/a?b=1&amp;c=2" rel="nofollow noopener">Baca '
        '<span class="link-host">(contoh.invalid)</span></a></p>'
    )


def test_a_link_whose_words_name_the_host_does_not_say_it_twice(db):
    html = shown('<a href="https://contoh.invalid/">https://contoh.invalid/</a>')

    assert html == '<a href="https://contoh.invalid/" rel="nofollow noopener">https://contoh.invalid/</a>'


def test_a_link_within_the_site_is_plain_however_it_is_written(db):
    for href in ("/berita/", "http://testserver/berita/", "#isi", "mailto:a@contoh.invalid"):
        assert shown(f'<a href="{href}">Baca</a>') == f'<a href="{href}">Baca</a>'


def test_a_known_host_is_trusted_and_still_named(db, settings):
    settings.PORTAL_KNOWN_HOSTS = ["contoh.invalid"]

    assert shown('<a href="https://www.contoh.invalid/">Baca</a>') == (
        '<a href="https://www.contoh.invalid/" rel="noopener">Baca '
        '<span class="link-host">(www.contoh.invalid)</span></a>'
    )
    assert "nofollow" in shown('<a href="https://bukancontoh.invalid/">Baca</a>')
    assert "nofollow" in shown('<a href="https://contoh.invalid.lain.invalid/">Baca</a>')


@pytest.mark.parametrize("href", ["//contoh.invalid/", "https://[::1", "https://", "http://a@b@c/", "https:///x"])
def test_no_address_is_an_error(db, href):
    assert "Baca" in shown(f'<a href="{href}">Baca</a>')


def test_an_address_without_a_scheme_leads_outside_too(db):
    assert "nofollow" in shown('<a href="//contoh.invalid/">Baca</a>')


def test_a_host_in_another_script_is_shown_as_it_is_typed_and_cannot_pass_for_ours(db):
    assert "(tеstserver)" in shown('<a href="https://tеstserver/">Baca</a>')


# --- What hides and what does not ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "style",
    [
        "",
        "color:#222",
        "text-align:center",
        "font-size:14px",
        "font-size:1.2em",
        "font-size:90%",
        "width:100%",
        "margin:0 auto",
        "margin-left:-4px",
        "color:white;background:#003",
        "transform:scale(0.9)",
        "opacity:.8",
    ],
)
def test_a_style_that_hides_nothing_is_none_that_does(style):
    assert concealed_by_style(style) == ""

"""What is found on one page: each kind of plant, and nothing on what our own templates write."""

from __future__ import annotations

import pytest

from portal.watch.reading import Kind, Rules, suspicions

RULES = Rules(
    own=frozenset({"testserver"}),
    known=frozenset({"lapor.go.id"}),
    framed=frozenset({"www.youtube-nocookie.com"}),
    ways_out=(("https://wa.me/62811",), ("https://t.me/share/url?", "http%3A%2F%2Ftestserver")),
)
OUT = '<a href="https://asing.contoh.invalid/">baca</a>'
PLANTS = [
    (f'<p style="display:none">{OUT}</p>', {Kind.CONCEALED, Kind.STYLE, Kind.HOST}),
    (f'<div style="position:absolute;left:-5000px">{OUT}</div>', {Kind.CONCEALED, Kind.STYLE, Kind.HOST}),
    (f"<p hidden>{OUT}</p>", {Kind.CONCEALED, Kind.HOST}),
    (f'<p aria-hidden="true">{OUT}</p>', {Kind.CONCEALED, Kind.HOST}),
    (f'<p class="visually-hidden">{OUT}</p>', {Kind.CONCEALED, Kind.HOST}),
    ('<a hidden href="//asing.contoh.invalid/">x</a>', {Kind.CONCEALED, Kind.HOST}),
    (f"<!-- {OUT} -->", {Kind.CONCEALED}),
    ("<!-- slot gacor -->", {Kind.WORDS}),
    (OUT, {Kind.HOST}),
    ('<a href="https://kab.go.id/">x</a>', {Kind.HOST}),
    ('<a href="https://wa.me/62899">x</a>', {Kind.HOST}),
    ('<a href="https://t.me/kanal">x</a>', {Kind.HOST}),
    ('<a href="https://t.me/share/url?url=https%3A%2F%2Fasing.contoh.invalid">x</a>', {Kind.HOST}),
    ('<a href="/x/" title="slot gacor">x</a>', {Kind.WORDS}),
    ('<a href="/slot-gacor/">x</a>', {Kind.WORDS}),
    ('<img src="/a.webp" alt="maxwin">', {Kind.WORDS}),
    ('<meta name="description" content="togel">', {Kind.WORDS}),
    ("<style>p{color:red}</style>", {Kind.STYLE}),
    ('<b style="color:red">x</b>', {Kind.STYLE}),
    ("<script>location='/x'</script>", {Kind.SCRIPT}),
    ('<script src="https://asing.contoh.invalid/x.js"></script>', {Kind.SCRIPT}),
    ('<iframe src="https://asing.contoh.invalid/"></iframe>', {Kind.SCRIPT}),
    ('<img src="https://asing.contoh.invalid/x.gif">', {Kind.SCRIPT}),
    ('<link rel="canonical" href="https://asing.contoh.invalid/">', {Kind.SCRIPT}),
    ('<form action="https://asing.contoh.invalid/"></form>', {Kind.SCRIPT}),
    ('<meta http-equiv="Refresh" content="0;url=https://asing.contoh.invalid/">', {Kind.REDIRECT}),
]
CLEAN = """<!doctype html><html lang="id"><head><title>Slot vaksin</title><link rel="stylesheet" href="/static/x.css">
<script type="application/ld+json">{"@context": "https://schema.org"}</script><script src="/static/x.js"></script>
<link rel="canonical" href="http://testserver/"></head><body><a class="skip-link" href="#isi">Langsung ke isi</a>
<div class="visually-hidden" aria-hidden="true"><label>Kosongkan <input name="x"></label></div>
<span class="visually-hidden">Peringatan: </span><svg aria-hidden="true" width="24" height="24"></svg>
<a href="https://wa.me/62811" rel="noopener">WhatsApp</a> <a href="https://www.lapor.go.id/">SP4N</a>
<a href="https://t.me/share/url?url=http%3A%2F%2Ftestserver%2Fberita%2F&text=a">Telegram</a>
<a href="mailto:a@contoh.invalid">surel</a> <a href="https://[rusak">x</a> <a href="http://testserver/berita/">berita</a>
<iframe src="https://www.youtube-nocookie.com/embed/aaaaaaaaaaa"></iframe></body></html>"""


@pytest.mark.parametrize(("plant", "kinds"), PLANTS)
def test_each_plant_is_found(plant, kinds):
    found = suspicions("/", CLEAN.replace("</body>", f"{plant}</body>"), RULES)

    assert {one.kind for one in found} == kinds


def test_what_our_templates_write_is_silent():
    assert suspicions("/berita/slot-vaksin/", CLEAN, RULES) == []


@pytest.mark.parametrize("html", ["", "\x00", "<", "<a href=", "<!--", "]]>", "<p" * 5000])
def test_no_page_is_an_error(html):
    assert suspicions("/", html, RULES) == []

"""Presentations, each with one kind of hidden content, and clean ones."""

from __future__ import annotations

from .packages import DECLARATION, OFFICE, SECRET, Hiding, office, with_part

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def pptx(slide: str = "", show: str = "") -> bytes:
    """A presentation of two slides; the second is made of ``slide``."""
    main = "ppt/presentation.xml"
    made = office(
        main,
        f'{DECLARATION}<p:presentation xmlns:p="{_P}" xmlns:r="{OFFICE}"><p:sldIdLst><p:sldId id="256" r:id="rIdX0"/>'
        '<p:sldId id="257" r:id="rIdX1"/></p:sldIdLst></p:presentation>',
    )
    for number, (inside, attributes) in enumerate((("", ""), (slide, show)), start=1):
        content = f'{DECLARATION}<p:sld xmlns:p="{_P}" xmlns:a="a" {attributes}><p:cSld>{inside}</p:cSld></p:sld>'
        made = with_part(made, main, "slide", f"ppt/slides/slide{number}.xml", content)
    return made


def _notes(text: str) -> bytes:
    notes = (
        f'{DECLARATION}<p:notes xmlns:p="{_P}" xmlns:a="a"><p:sp><p:nvPr><p:ph type="body"/></p:nvPr>'
        f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp>"
        '<p:sp><p:nvPr><p:ph type="sldNum"/></p:nvPr><a:t>2</a:t></p:sp></p:notes>'
    )
    return with_part(pptx(), "ppt/slides/slide2.xml", "notesSlide", "ppt/notesSlides/notesSlide1.xml", notes)


_SHAPE = f'<p:sp><p:nvSpPr><p:cNvPr id="4" name="Kotak" hidden="1"/></p:nvSpPr><a:t>{SECRET}</a:t></p:sp>'

HIDING = {
    "hidden slide": Hiding("pptx", pptx(f"<a:t>{SECRET}</a:t>", 'show="0"'), "hidden-slide", "Salindia 2"),
    "speaker notes": Hiding("pptx", _notes(SECRET), "speaker-notes", "Salindia 2", goes=True),
    "hidden shape": Hiding("pptx", pptx(_SHAPE), "hidden-shape", "Salindia 2"),
    "comment on a slide": Hiding(
        "pptx",
        with_part(
            pptx(),
            "ppt/slides/slide1.xml",
            "comments",
            "ppt/comments/comment1.xml",
            f'<p:cmLst xmlns:p="{_P}"><p:cm><p:text>{SECRET}</p:text></p:cm></p:cmLst>',
        ),
        "comment",
        "Salindia 1",
        goes=True,
    ),
}

# What hides nothing, however much it looks like it.
CLEAN = {
    "presentation": ("pptx", pptx()),
    "presentation with empty notes": ("pptx", _notes("")),
}

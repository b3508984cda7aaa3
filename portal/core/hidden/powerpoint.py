"""PowerPoint files (PPTX): hidden slides and shapes, speaker notes, comments."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .archive import text_of
from .findings import Finding, some_of
from .office import Package, relationship_id

_OFF = {"0", "false"}
_ON = {"1", "true"}


def inspect(package: Package) -> Iterator[Finding]:
    """Hidden slides and shapes, notes, and comments; each is told with the numbers of its slides."""
    hidden, with_shapes, with_notes, with_comments = [], [], [], []
    for number, part in enumerate(_slides(package), start=1):
        slide = package.tree(part)
        if slide.get("show") in _OFF:
            hidden.append(number)
        if any(shape.get("hidden") in _ON for shape in slide.iter("{*}cNvPr")):
            with_shapes.append(number)
        if any(_has_notes(package.tree(link.target)) for link in package.of_kind("notesSlide", source=part)):
            with_notes.append(number)
        if any(_has_comments(package, link.target) for link in package.of_kind("comments", source=part)):
            with_comments.append(number)
    for code, numbers, what in (
        ("hidden-slide", hidden, "disembunyikan"),
        ("hidden-shape", with_shapes, "memuat objek yang disembunyikan"),
        ("speaker-notes", with_notes, "memuat catatan pembicara"),
        ("comment", with_comments, "memuat komentar"),
    ):
        if numbers:
            yield Finding(code, f"Salindia {some_of(numbers)} {what}.")


def _slides(package: Package) -> list[str]:
    """The slides' parts in the order in which they are shown."""
    parts = {link.id: link.target for link in package.of_kind("slide", source=package.main)}
    ids = [relationship_id(slide) for slide in package.tree(package.main).iter("{*}sldId")]
    return [parts[key] for key in ids if key in parts]


def _has_notes(notes: etree._Element) -> bool:
    """Whether somebody wrote into the notes; the picture of the slide and its number stand there by themselves."""
    for shape in notes.iter("{*}sp"):
        place = shape.find(".//{*}ph")
        if place is not None and place.get("type") == "body" and text_of(shape):
            return True
    return False


def _has_comments(package: Package, part: str) -> bool:
    return any(True for _ in package.elements(part, "cm"))

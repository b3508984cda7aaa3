"""What a document says, as plain text, for the search: its beginning where it is long."""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from itertools import chain

from pypdf import PdfReader

from .archive import Archive, local
from .findings import Uninspectable

MOST_LETTERS = 100_000
MOST_PAGES = 200
MOST_PIECES = 200_000

# The parts of an archive that hold its text, by their names' beginnings, and the elements that a reader reads as one.
_WORD = (("word/document", "word/footnotes", "word/endnotes"), ("p",))
_EXCEL = (("xl/sharedStrings", "xl/worksheets/"), ("si", "is"))
_POWERPOINT = (("ppt/slides/slide",), ("p",))
_OPEN_DOCUMENT = (("content.xml",), ("p", "h"))


def text_of(content: bytes, extension: str) -> str:
    """At most ``MOST_LETTERS`` letters, a paragraph on each line; "" where the file is no document that can be read."""
    letters, pieces = 0, []
    try:
        for piece in _READERS.get(extension, _nothing)(content):
            if text := " ".join(piece.split()):
                pieces.append(text)
                letters += len(text) + 1
            if letters > MOST_LETTERS or len(pieces) == MOST_PIECES:
                break
    except Uninspectable:
        pass  # what was read until then is true all the same
    return "\n".join(pieces)[:MOST_LETTERS].replace("\0", " ")


def _pdf(content: bytes) -> Iterator[str]:
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    reader = PdfReader(BytesIO(content), strict=False)
    for number in range(min(MOST_PAGES, len(reader.pages))):
        yield from reader.pages[number].extract_text().splitlines()


def _archive(prefixes: tuple[str, ...], tags: tuple[str, ...]) -> Callable[[bytes], Iterator[str]]:
    def read(content: bytes) -> Iterator[str]:
        archive = Archive(BytesIO(content))
        names = sorted(name for name in archive.names if name.startswith(prefixes) and name.endswith(".xml"))
        for _, element in chain.from_iterable(archive.elements(name, *tags) for name in names):
            yield "".join(_texts_in(element))

    return read


def _texts_in(element) -> Iterator[str]:
    """A tab or a line's end parts words as a blank does, and has no text of its own."""
    for part in element.iter():
        if isinstance(part.tag, str):
            yield " " if local(part.tag) in ("tab", "br", "cr", "s", "line-break") else part.text or ""
        yield (part.tail or "") if part is not element else ""


def _csv(content: bytes) -> Iterator[str]:
    text = content[: 4 * MOST_LETTERS].decode("utf-8", "replace")
    return (" ".join(row) for row in csv.reader(StringIO(text)))


def _nothing(content: bytes) -> Iterator[str]:
    return iter(())


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _pdf,
    "docx": _archive(*_WORD),
    "xlsx": _archive(*_EXCEL),
    "pptx": _archive(*_POWERPOINT),
    "odt": _archive(*_OPEN_DOCUMENT),
    "ods": _archive(*_OPEN_DOCUMENT),
    "csv": _csv,
}

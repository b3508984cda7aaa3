"""What is left in a file that was made anew: looked for in its bytes, its parts, and in what they unpack to."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from PIL import Image

from .payloads import CANARY, WORD

# Long enough not to stand in packed bytes by chance.
_WORDS = (CANARY, b"<script", b"<?php", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"Exif\0\0")
_SPELLINGS = (
    *(*_WORDS, b"onload=", b"cmd.exe", b"GPS", b"contoh.invalid"),
    *(WORD.encode("utf-16-be"), WORD.encode("utf-16-le"), CANARY.hex().encode()),
)
# Whatever starts, carries, describes or remembers something.
_DEAD_KEYS = frozenset(
    f"/{key}"
    for keys in (
        (
            "JS",
            "JavaScript",
            "OpenAction",
            "AA",
            "A",
            "PA",
            "Next",
            "Launch",
            "URI",
            "Win",
            "GoToR",
            "GoToE",
            "Rendition",
        ),
        ("EmbeddedFile", "EmbeddedFiles", "EF", "AF", "FS", "F", "Ref", "OPI", "Names", "Collection", "RichMedia"),
        ("AcroForm", "XFA", "Annots", "SubmitForm", "ImportData", "ByteRange", "Perms", "DSS", "OCProperties"),
        ("Metadata", "Info", "PieceInfo", "Thumb", "StructTreeRoot", "Outlines", "Dests", "Lang", "ActualText", "Alt"),
        ("Kanari",),
    )
    for key in keys
)
_PNG_PARTS = {b"IHDR", b"IDAT", b"IEND"}
_WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_JPEG_SEGMENTS = {0xE0, 0xDB, 0xC4, 0xC0, 0xDA}  # the mark JFIF, tables, frame, scan


def left_in(content: bytes, kind: str) -> set[object]:
    """What was to go and is still there; ``kind`` is the suffix without its dot."""
    found: set[object] = {word for word in _WORDS if word in content}
    if kind == "pdf":
        return found | _left_in_pdf(content)
    with Image.open(BytesIO(content)) as picture:
        found |= set(dict(picture.getexif())) | set(picture.info) & {
            "comment",
            "exif",
            "xmp",
            "icc_profile",
            "photoshop",
        }
    if kind == "png":
        found |= _words_in(_png_rows(content))
    return found | {"jpg": _spare_in_jpeg, "png": _spare_in_png, "webp": _spare_in_webp}[kind](content)


def _words_in(content: bytes) -> set[object]:
    return {word for word in _SPELLINGS if word in content}


# --- PDF ------------------------------------------------------------------------------------------


def _left_in_pdf(content: bytes) -> set[object]:
    found: set[object] = set()
    if content.count(b"%%EOF") != 1 or not content.endswith(b"%%EOF\n"):
        found.add("more than one version, or something behind the end")
    with pikepdf.open(BytesIO(content)) as opened:
        found |= (
            _words_in(opened.trailer.unparse()) | set(opened.trailer.keys()) - {"/Root", "/Size", "/ID"} & _DEAD_KEYS
        )
        for thing in opened.objects:
            found |= set(_names_in(thing)) & _DEAD_KEYS
            if isinstance(thing, pikepdf.Stream):
                found |= _words_in(pikepdf.Dictionary({key: thing[key] for key in thing}).unparse())
                found |= _words_in(thing.read_raw_bytes())
                found |= _words_in(thing.read_bytes(pikepdf.StreamDecodeLevel.all))
            else:
                found |= _words_in(thing.unparse())
    return found


def _names_in(thing: object) -> Iterator[str]:
    """Every key and every name, down to the next object of its own."""
    if isinstance(thing, pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        if not isinstance(thing, pikepdf.Array):
            yield from thing.keys()
        for within in thing if isinstance(thing, pikepdf.Array) else (thing[key] for key in thing):
            if not (isinstance(within, pikepdf.Object) and within.is_indirect):
                yield from _names_in(within)


# --- Pictures -------------------------------------------------------------------------------------


def _png_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        yield name, content[at + 8 : at + 8 + length]
        at += 12 + length


def _png_rows(content: bytes) -> bytes:
    packed = b"".join(body for name, body in _png_parts(content) if name == b"IDAT")
    return zlib.decompressobj().decompress(packed, 1024 * 1024)


def _spare_in_png(content: bytes) -> set[object]:
    return {name for name, _ in _png_parts(content)} - _PNG_PARTS


def _spare_in_webp(content: bytes) -> set[object]:
    found: set[object] = set()
    if struct.unpack_from("<I", content, 4)[0] != len(content) - 8:
        found.add("something behind the end")
    at = 12
    while at < len(content):
        name, length = struct.unpack_from("<4sI", content, at)
        found.add(name)
        at += 8 + length + length % 2
    return found - _WEBP_PARTS


def _spare_in_jpeg(content: bytes) -> set[object]:
    found: set[object] = set()
    at = 2
    while content[at : at + 2] != b"\xff\xd9":
        marker, length = struct.unpack_from(">xBH", content, at)
        found.add(marker)
        at += 2 + length
        if marker == 0xDA:
            at = re.compile(rb"\xff[^\x00\xd0-\xd7]").search(content, at).start()
    if content[at + 2 :]:
        found.add("something behind the end")
    return found - _JPEG_SEGMENTS

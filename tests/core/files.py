"""Files as people upload them, good and hostile."""

from __future__ import annotations

import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SCRIPT = b"<script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), colour: str = "#0b5d62", **options) -> bytes:
    output = BytesIO()
    Image.new("RGB", size, colour).save(output, kind, **options)
    return output.getvalue()


def picture_with_position(orientation: int = 1, size: tuple[int, int] = (64, 48)) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "KameraRahasia"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "S", (5.0, 8.0, 30.0)
    gps[3], gps[4] = "E", (119.0, 25.0, 0.0)
    return picture(size=size, exif=exif)


def picture_with_comment() -> bytes:
    return picture(comment=SCRIPT)


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of some bytes whose head claims any size: a decompression bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@cache
def pdf() -> bytes:
    """A PDF of one blank page that hides nothing."""
    output = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(output, deterministic_id=True)
    return output.getvalue()


def office(part: str = "word/document.xml", **more: bytes) -> bytes:
    """The least that makes a file of Word, Excel or PowerPoint."""
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        f'Target="{part}"/></Relationships>'
    )
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("_rels/.rels", relationships)
        target.writestr(part, "<x/>")
        for name, content in more.items():
            target.writestr(name, content)
    return output.getvalue()


def open_document(kind: str = "application/vnd.oasis.opendocument.text") -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as target:
        target.writestr("mimetype", kind)
        target.writestr("content.xml", "<x/>")
    return output.getvalue()


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)

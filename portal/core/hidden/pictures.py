"""What a camera or a program wrote into a picture: place, time, device, names, a small copy of the uncropped picture.

Pictures of the portal's own library are made anew from their pixels (``uploads``). Those inside office files and PDF
are cleaned without touching a pixel: their cutting and their place in the page depend on them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from PIL import ExifTags, Image

# What stands in these says who, where, when or with what device; the rest (size, colours, upright) is harmless.
_TELLING_TAGS = {
    ExifTags.Base.Make,
    ExifTags.Base.Model,
    ExifTags.Base.Artist,
    ExifTags.Base.HostComputer,
    ExifTags.Base.XPAuthor,
    ExifTags.Base.XPComment,
    ExifTags.Base.GPSInfo,
}
_TELLING_DETAILS = {
    ExifTags.Base.DateTimeOriginal,
    ExifTags.Base.CameraOwnerName,
    ExifTags.Base.BodySerialNumber,
    ExifTags.Base.LensSerialNumber,
    ExifTags.Base.MakerNote,
    ExifTags.Base.UserComment,
}
_TELLING_XMP = re.compile(rb"GPSLatitude|<dc:creator|SerialNumber")
_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN = 0xDA
# APP1 (EXIF, XMP), APP13 (Photoshop, IPTC) and comments; colour profiles (APP2) and Adobe's mark (APP14) stay.
_JPEG_DATA = {0xE1, 0xED, 0xFE}
_PNG_DATA = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}


def tells(content: bytes) -> str:
    """What the picture tells beside its pixels, in words for a sentence; ``""`` if nothing."""
    try:
        return _told_by(*_data(content))
    except Exception:  # hostile data makes Pillow raise nearly anything
        return "keterangan yang tidak dapat dibaca"


def _told_by(exif: Image.Exif, other: bytes) -> str:
    if ExifTags.Base.GPSInfo in exif and exif.get_ifd(ExifTags.IFD.GPSInfo):
        return "lokasi pengambilan"
    if any(exif.get(tag) for tag in _TELLING_TAGS - {ExifTags.Base.GPSInfo}):
        return "keterangan kamera atau pembuat"
    if _TELLING_DETAILS & set(exif.get_ifd(ExifTags.IFD.Exif)) or exif.get_ifd(ExifTags.IFD.IFD1):
        return "keterangan kamera atau pembuat"
    return "keterangan pembuat atau lokasi" if _TELLING_XMP.search(other) else ""


def bare(content: bytes) -> bytes:
    """The same picture without what it tells; only how it is turned stays, since programs show it by that."""
    if content.startswith(_JPEG):
        return _bare_jpeg(content)
    if content.startswith(_PNG):
        kept = [whole for kind, _, whole in _png_chunks(content) if kind not in _PNG_DATA]
        return _PNG + b"".join(kept)
    return content


def _data(content: bytes) -> tuple[Image.Exif, bytes]:
    """The EXIF data, and whatever else is text in the picture. Nothing is unpacked."""
    exif = Image.Exif()
    if content.startswith(_JPEG):
        segments = list(_jpeg_segments(content)[0])
        blocks = [body for kind, body in segments if kind == 0xE1]
        block = next((body for body in blocks if body.startswith(b"Exif\0\0")), b"")
        other = b"".join(body for kind, body in segments if kind in _JPEG_DATA and body is not block)
    elif content.startswith(_PNG):
        chunks = list(_png_chunks(content))
        block = next((body for kind, body, _ in chunks if kind == b"eXIf"), b"")
        other = b"".join(body for kind, body, _ in chunks if kind == b"iTXt")
    elif content[:4] in (b"II*\0", b"MM\0*"):
        with Image.open(BytesIO(content), formats=["TIFF"]) as picture:
            return picture.getexif(), b""
    else:
        return exif, b""
    if block:
        exif.load(block)
    return exif, other


def _jpeg_segments(content: bytes) -> tuple[list[tuple[int, bytes]], int]:
    """``(marker, body)`` of every segment before the pixels, and where the pixels begin."""
    segments = []
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == _START_OF_SCAN:
            break
        if marker == 0xFF:  # a filling byte
            at += 1
            continue
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        segments.append((marker, content[at + 4 : at + 2 + length]))
        at += 2 + max(length, 2)
    return segments, at


def _bare_jpeg(content: bytes) -> bytes:
    segments, pixels = _jpeg_segments(content)
    kept = [(kind, body) for kind, body in segments if kind not in _JPEG_DATA]
    turned = _orientation(content)
    if turned != 1:
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = turned
        kept.insert(1, (0xE1, exif.tobytes()))
    head = b"".join(bytes([0xFF, kind]) + struct.pack(">H", len(body) + 2) + body for kind, body in kept)
    return content[:2] + head + content[pixels:]


def _orientation(content: bytes) -> int:
    with suppress(Exception):  # as above: what cannot be read turns nothing
        return _data(content)[0].get(ExifTags.Base.Orientation, 1)
    return 1


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """``(kind, body, the whole chunk)`` of every chunk."""
    at = len(_PNG)
    while at + 12 <= len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length], content[at : at + 12 + length]
        at += 12 + length

"""Pictures with something in them that is no pixel, and files that only claim to be pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from PIL import Image

from tests.core import files

from .payloads import CANARY, EITHER, KEPT, PAYLOADS, REFUSED, WORD, Hostile

SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><script>' + CANARY + b"</script></x:xmpmeta>"
_PNG_HEAD = 8 + 25  # the signature and IHDR


@cache
def scene(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Something to look at: no two corners alike, so that a turned or changed picture is noticed."""
    width, height = size
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", (across, down, Image.new("L", size, 80)))
    picture.paste((250, 250, 250), (0, 0, width // 4, height // 4))
    return picture


def encoded(kind: str, picture: Image.Image | None = None, **options) -> bytes:
    output = BytesIO()
    (picture or scene()).save(output, kind, **options)
    return output.getvalue()


# --- Putting things in --------------------------------------------------------------------------


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg_with(marker: int, body: bytes, picture: bytes | None = None) -> bytes:
    """A JPEG with one more segment behind its beginning."""
    jpeg = picture or encoded("JPEG")
    return jpeg[:2] + segment(marker, body) + jpeg[2:]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_with(kind: bytes, body: bytes) -> bytes:
    png = encoded("PNG")
    return png[:_PNG_HEAD] + chunk(kind, body) + png[_PNG_HEAD:]


def webp_with(kind: bytes, body: bytes) -> bytes:
    webp = encoded("WEBP") + kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return webp[:4] + struct.pack("<I", len(webp) - 8) + webp[8:]


def exif(**texts: str) -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = texts.get("make", WORD)  # Make
    made[0x9286] = texts.get("comment", WORD)  # UserComment
    position = made.get_ifd(0x8825)
    position[1], position[2] = "S", (5.0, 8.0, 30.0)
    position[3], position[4] = "E", (119.0, 25.0, 0.0)
    return made


def png_of_rows(width: int, height: int, bits: int = 1) -> bytes:
    """A true PNG of black: small, and as large as it says once it is unpacked."""
    row = b"\0" * (1 + (width * bits + 7) // 8)
    packing = zlib.compressobj(9)
    rows = b"".join(packing.compress(row * 100) for _ in range(height // 100)) + packing.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# --- Kept, without it -----------------------------------------------------------------------------


def _tails() -> Iterator[tuple[str, Hostile]]:
    for kind, suffix in SUFFIXES.items():
        for what, payload in PAYLOADS.items():
            yield f"{suffix} with a {what} behind it", Hostile(encoded(kind) + payload, f"ktp.{suffix}", KEPT)


def _jpeg_parts() -> Iterator[tuple[str, bytes]]:
    for what in ("script", "page", "php", "archive", "pdf"):
        yield f"jpg with a {what} as comment", jpeg_with(0xFE, PAYLOADS[what])
    for number in (0xE1, 0xE2, 0xE5, 0xEC, 0xED, 0xEE, 0xEF):
        yield f"jpg with a script in segment {number:X}", jpeg_with(number, PAYLOADS["script"])
    yield "jpg with camera data and position", encoded("JPEG", exif=exif())
    yield "jpg with a script as camera's name", encoded("JPEG", exif=exif(make=PAYLOADS["script"].decode()))
    yield "jpg with php as camera's remark", encoded("JPEG", exif=exif(comment=PAYLOADS["php"].decode()))
    yield "jpg with a description (XMP)", encoded("JPEG", xmp=_XMP)
    yield "jpg with press data (IPTC)", jpeg_with(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\x20" + CANARY * 2)
    yield "jpg with a script as colour profile", encoded("JPEG", icc_profile=b"\0" * 36 + b"acsp" + PAYLOADS["script"])
    yield "jpg with a small picture within", jpeg_with(0xE0, b"JFXX\0\x10" + encoded("JPEG", comment=CANARY))
    yield "jpg with a script before its end", encoded("JPEG")[:-2] + PAYLOADS["script"] + b"\xff\xd9"
    yield "jpg with a thousand comments", encoded("JPEG")[:2] + segment(0xFE, CANARY) * 1000 + encoded("JPEG")[2:]
    second = encoded("JPEG", comment=CANARY)
    yield "jpg with a second picture behind it", encoded("JPEG") + second
    output = BytesIO()
    scene().save(output, "MPO", save_all=True, append_images=[Image.open(BytesIO(second))])
    yield "two pictures of a phone in one", output.getvalue()


def _png_parts() -> Iterator[tuple[str, bytes]]:
    for what in ("script", "php", "page"):
        yield f"png with a {what} as text", png_with(b"tEXt", b"Comment\0" + PAYLOADS[what])
        packed = zlib.compress(PAYLOADS[what])
        yield f"png with a {what} as packed text", png_with(b"zTXt", b"Comment\0\0" + packed)
        yield f"png with a {what} as profile", png_with(b"iCCP", b"profil\0\0" + packed)
    yield "png with a description (XMP)", png_with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _XMP)
    yield "png with camera data and position", encoded("PNG", exif=exif())
    yield "png with a part of an unknown kind", png_with(b"kaNa", PAYLOADS["script"])
    yield "png with a program in a part", png_with(b"prIv", PAYLOADS["program"])
    yield "png with a part behind its end", encoded("PNG") + chunk(b"tEXt", PAYLOADS["php"])
    yield "png with more rows than it shows", _with_rows_to_spare()


def _with_rows_to_spare() -> bytes:
    rows = b"".join(b"\0" + scene().crop((0, y, 96, y + 1)).tobytes() for y in range(64))
    head = struct.pack(">IIBBBBB", 96, 64, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows + PAYLOADS["script"])) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def _webp_parts() -> Iterator[tuple[str, bytes]]:
    yield "webp with camera data and position", encoded("WEBP", exif=exif())
    yield "webp with a description (XMP)", encoded("WEBP", xmp=_XMP)
    yield "webp with a script as profile", encoded("WEBP", icc_profile=PAYLOADS["script"])
    yield "webp without loss, with camera data", encoded("WEBP", lossless=True, exif=exif())
    yield "webp with a part of an unknown kind", webp_with(b"kaNa", PAYLOADS["php"])
    yield "webp with a page in a part", webp_with(b"junk", PAYLOADS["page"])
    frames = [Image.new("RGB", (96, 64), "red")]
    yield "webp that moves", encoded("WEBP", save_all=True, append_images=frames, xmp=_XMP)


def _parts() -> Iterator[tuple[str, Hostile]]:
    for parts in (_jpeg_parts(), _png_parts(), _webp_parts()):
        for what, content in parts:
            yield what, Hostile(content, "ktp.jpg", KEPT)


# --- Refused --------------------------------------------------------------------------------------


def _other_kinds() -> Iterator[tuple[str, Hostile]]:
    plain = {f"a {kind.lower()}": encoded(kind) for kind in ("GIF", "BMP", "TIFF", "ICO", "TGA", "PCX", "PPM", "EPS")}
    plain["a jp2"] = encoded("JPEG2000")
    plain["an avif"] = encoded("AVIF")
    plain["a png that moves"] = encoded("PNG", save_all=True, append_images=[Image.new("RGB", (96, 64), "red")])
    for what, content in plain.items():
        yield f"{what} called jpg", Hostile(content, "foto.jpg", REFUSED)
    for what in ("script", "page", "php", "program", "shell", "archive", "svg"):
        for suffix in ("jpg", "png", "webp"):
            content = PAYLOADS[what] + suffix.encode()
            yield f"a {what} called {suffix}", Hostile(content, f"ktp.{suffix}", REFUSED)
    others = {
        "an elf program": b"\x7fELF\x02\x01\x01" + b"\0" * 60 + CANARY,
        "a word file": files.office(),
        "an old office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + CANARY,
        "postscript": b"%!PS-Adobe-3.0\n(" + CANARY + b") print quit\n",
        "rich text": b"{\\rtf1 " + CANARY + b"}",
        "a windows picture": b"\xd7\xcd\xc6\x9a" + b"\0" * 18 + CANARY,
        "a photoshop file": b"8BPS\0\x01" + b"\0" * 30 + CANARY,
        "a film": b"\0\0\0\x18ftypmp42" + CANARY,
        "a sound": b"ID3\x03" + b"\0" * 20 + CANARY,
        "a gzip": b"\x1f\x8b\x08\x00" + CANARY,
        "a rar": b"Rar!\x1a\x07\x00" + CANARY,
        "a shortcut": b"L\0\0\0\x01\x14\x02\0" + CANARY,
        "a table": b"=cmd|' /C calc'!A0;" + CANARY,
        "text": CANARY,
        "zeros": b"\0" * 5000,
        "one byte": b"\xff",
        "nothing": b"",
    }
    for what, content in others.items():
        yield f"{what} called jpg", Hostile(content, "ktp.jpg", REFUSED)


def _claims() -> Iterator[tuple[str, Hostile]]:
    """Files that begin as a picture does, and are none."""
    beginnings = {
        "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        "png": b"\x89PNG\r\n\x1a\n",
        "webp": b"RIFF\0\0\x01\0WEBPVP8 ",
    }
    for suffix, beginning in beginnings.items():
        for what in ("script", "page", "php", "program"):
            content = beginning + PAYLOADS[what]
            yield f"the head of a {suffix} before a {what}", Hostile(content, f"a.{suffix}", REFUSED)


def _truncated() -> Iterator[tuple[str, Hostile]]:
    for kind, suffix in SUFFIXES.items():
        whole = encoded(kind, exif=exif())
        for part in range(1, 9):
            content = whole[: len(whole) * part // 9]
            yield f"{suffix} cut at {part} of 9", Hostile(content, f"a.{suffix}", EITHER)


def _bombs() -> Iterator[tuple[str, Hostile]]:
    yield "png of 30000 by 30000", Hostile(png_of_rows(30_000, 30_000), "a.png", REFUSED)
    yield "png just over the limit", Hostile(png_of_rows(8000, 5100), "a.png", REFUSED)
    yield "png as large as may be", Hostile(png_of_rows(8000, 5000), "a.png", KEPT)
    for side in (9000, 60_000, 2**31 - 1):
        yield f"png that claims a side of {side}", Hostile(files.png_that_claims(side, side), "a.png", REFUSED)
    jpeg = encoded("JPEG")
    frame = jpeg.index(b"\xff\xc0")
    huge = jpeg[: frame + 5] + b"\xff\xdc\xff\xdc" + jpeg[frame + 9 :]
    yield "jpg that claims 65500 by 65500", Hostile(huge, "a.jpg", REFUSED)
    packing = zlib.compressobj(9)
    bomb = b"".join(packing.compress(b"\0" * 1024 * 1024) for _ in range(64)) + packing.flush()
    yield "png whose text unfolds", Hostile(png_with(b"zTXt", b"a\0\0" + bomb), "a.png", EITHER)
    yield "png whose profile unfolds", Hostile(png_with(b"iCCP", b"a\0\0" + bomb), "a.png", EITHER)
    yield "png of rows without end", Hostile(_with_rows_without_end(bomb), "a.png", EITHER)


def _with_rows_without_end(bomb: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", bomb) + chunk(b"IEND", b"")


def _scripted_beginnings() -> Iterator[tuple[str, Hostile]]:
    """A true picture or PDF behind something else, which a program that looks for the beginning would run."""
    bodies = {**{suffix: encoded(kind) for kind, suffix in SUFFIXES.items()}, "pdf": files.pdf()}
    for what in ("script", "page", "php", "program", "shell", "archive"):
        for suffix, body in bodies.items():
            yield f"a {what} before a {suffix}", Hostile(PAYLOADS[what] + body, f"a.{suffix}", REFUSED)
    gif = encoded("GIF")
    for suffix, body in bodies.items():
        yield f"a gif before a {suffix}", Hostile(gif + body, f"a.{suffix}", REFUSED)
    yield "a gif that is a script", Hostile(b"GIF89a=1;alert('" + CANARY + b"')", "a.jpg", REFUSED)
    yield "a gif with an archive behind it", Hostile(gif + PAYLOADS["archive"], "a.png", REFUSED)
    yield "a bmp that is a script", Hostile(b"BM=1;alert('" + CANARY + b"')" + encoded("BMP"), "a.png", REFUSED)


def turned() -> dict[int, bytes]:
    """The scene as cameras that were held differently store it, by what they note (EXIF orientation)."""
    steps = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    made = {}
    for orientation, transposes in steps.items():
        picture = scene()
        for transpose in transposes:
            picture = picture.transpose(transpose)
        note = exif()
        note[0x0112] = orientation
        made[orientation] = encoded("JPEG", picture, exif=note, quality=95)
    return made


def hostile() -> Iterator[tuple[str, Hostile]]:
    families = (_tails, _parts, _other_kinds, _claims, _truncated, _bombs, _scripted_beginnings)
    for family in families:
        yield from family()
    for orientation, content in turned().items():
        yield f"jpg held like {orientation}", Hostile(content, "ktp.jpg", KEPT)

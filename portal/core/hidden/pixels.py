"""A picture made anew from its pixels.

Knowing a file's type is not enough: a picture with a script behind its last pixel is a valid picture, and Pillow keeps
comments and positions (GPS) when it saves. So nothing of the original is kept but pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageOps

from .findings import Refused

MOST_PIXELS = 40_000_000  # of one picture of a stranger
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
SAVE_OPTIONS = {"JPEG": {"quality": 90, "optimize": True}, "PNG": {}, "WEBP": {"quality": 90}}


class TooManyPixels(Refused):
    """A picture that would fill the memory."""


def rebuild(content: bytes, most_pixels: int, kinds: Iterable[str] = tuple(SUFFIXES)) -> tuple[bytes, str]:
    """The picture upright, and its kind (a key of ``SUFFIXES``), by content.

    Location, camera data, comments, colour profile, further frames and whatever follows the picture are gone.
    Raises ``Refused`` (Indonesian) for what is none of ``kinds``, or broken, and ``TooManyPixels``.
    """
    try:
        with Image.open(BytesIO(content), formats=list(kinds)) as picture:
            # Checked before a single pixel is unpacked, so that a small file cannot fill the memory.
            check_pixels(picture.width, picture.height, most_pixels)
            # MPO is a JPEG with a second picture behind it, as many phones make them.
            kind = "JPEG" if picture.format == "MPO" else picture.format
            pixels = _bare_pixels(picture, kind)
    except Image.DecompressionBombError as error:
        raise TooManyPixels("Gambar ini terlalu besar. Perkecil gambar, lalu unggah kembali.") from error
    except Refused:
        raise
    except Exception as error:  # a hostile file makes Pillow raise nearly anything
        raise Refused(
            "Berkas ini bukan gambar JPEG, PNG, atau WebP yang utuh. Periksa berkasnya, lalu unggah kembali."
        ) from error
    return saved(pixels, kind), kind


def rewrite(content: bytes, extension: str) -> bytes:
    """A stranger's picture, as the kind that ``extension`` (``jpg``, ``png``, ``webp``) stands for, or not at all."""
    [kind] = [kind for kind, suffix in SUFFIXES.items() if suffix == f".{extension}"]
    return rebuild(content, MOST_PIXELS, [kind])[0]


def check_pixels(width: int, height: int, most: int) -> None:
    """Raises ``TooManyPixels``."""
    if width * height > most:
        raise TooManyPixels(
            f"Gambar ini terlalu besar ({width} × {height} piksel). "
            f"Batasnya {most // 1_000_000} juta piksel; perkecil gambar, lalu unggah kembali."
        )


def bare(picture: Image.Image) -> Image.Image:
    """A new canvas with the same pixels: even a converted image carries the old one's comments into the saved file."""
    canvas = Image.new(picture.mode, picture.size)
    canvas.paste(picture)
    return canvas


def saved(picture: Image.Image, kind: str) -> bytes:
    output = BytesIO()
    picture.save(output, kind, **SAVE_OPTIONS[kind])
    return output.getvalue()


def _bare_pixels(picture: Image.Image, kind: str) -> Image.Image:
    picture.load()
    upright = picture
    with suppress(Exception):  # unreadable camera data makes no picture unreadable
        upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if kind != "JPEG" and upright.has_transparency_data else "RGB"
    return bare(upright if upright.mode == mode else upright.convert(mode))

"""Pictures for the demonstration stories, drawn by the program: a landscape with one motif in front.

The same seed draws the same picture, so a test can rely on it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
_FINER = 2  # drawn larger and made smaller, which smooths the edges

Colour = tuple[int, int, int]
Motif = Callable[[ImageDraw.ImageDraw, float, float, float], None]

_SKIES: list[tuple[Colour, Colour]] = [
    ((198, 226, 240), (250, 240, 220)),
    ((248, 214, 178), (252, 240, 214)),
    ((190, 220, 214), (238, 246, 232)),
    ((178, 200, 228), (236, 232, 244)),
]
_GROUNDS: list[Colour] = [(60, 122, 110), (74, 128, 84), (52, 104, 128), (104, 124, 72)]
_WHITE: Colour = (255, 255, 255)
_INK: Colour = (38, 62, 74)
_RED: Colour = (196, 72, 62)
_SUN: Colour = (246, 190, 92)
_GREEN: Colour = (62, 140, 86)
_BLUE: Colour = (58, 124, 180)
_ORANGE: Colour = (232, 136, 60)


def draw(seed: int, motif: str) -> bytes:
    """A JPEG of 1200 by 800 pixels: sky, sun and hills from ``seed``, with one of ``MOTIFS`` in front."""
    chance = random.Random(seed)  # noqa: S311 - a picture, not a secret
    canvas = _sky(*chance.choice(_SKIES))
    pencil = ImageDraw.Draw(canvas)
    _disc(pencil, chance.uniform(0.12, 0.88) * canvas.width, 0.24 * canvas.height, 0.1 * canvas.height, _SUN)
    _hills(pencil, chance, chance.choice(_GROUNDS))
    MOTIFS[motif](pencil, canvas.width / 2, 0.62 * canvas.height, 0.5 * canvas.height)

    out = BytesIO()
    canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "JPEG", quality=85)
    return out.getvalue()


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    strip = Image.new("RGB", (1, 2))
    strip.putdata([top, bottom])
    return strip.resize((WIDTH * _FINER, HEIGHT * _FINER), Image.Resampling.BILINEAR)


def _hills(pencil: ImageDraw.ImageDraw, chance: random.Random, colour: Colour) -> None:
    """Three rows of hills, the nearer the darker."""
    width, height = WIDTH * _FINER, HEIGHT * _FINER
    for row, paler in enumerate((0.55, 0.3, 0.0)):
        crest = height * (0.48 + 0.13 * row)
        swing = height * chance.uniform(0.03, 0.07)
        length = width * chance.uniform(0.3, 0.6)
        start = chance.uniform(0, 2 * math.pi)
        edge = [(x, crest + swing * math.sin(start + x / length * 2 * math.pi)) for x in range(0, width + 8, 8)]
        shade = tuple(round(part + (255 - part) * paler) for part in colour)
        pencil.polygon([*edge, (width, height), (0, height)], fill=shade)


def _disc(pencil: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: Colour) -> None:
    pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _box(pencil: ImageDraw.ImageDraw, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    """A box whose middle is at (x, y)."""
    pencil.rounded_rectangle(
        (x - width / 2, y - height / 2, x + width / 2, y + height / 2),
        radius=0.04 * (width + height),
        fill=colour,
    )


def _plus(pencil: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    _box(pencil, x, y, size, size * 0.34, colour)
    _box(pencil, x, y, size * 0.34, size, colour)


# --- motifs: middle (x, y) and size ------------------------------------------------------------------------


def _clinic(pencil: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    _box(pencil, x, y + 0.15 * size, 1.3 * size, 0.6 * size, _WHITE)
    roof = [(x - 0.76 * size, y - 0.12 * size), (x, y - 0.52 * size), (x + 0.76 * size, y - 0.12 * size)]
    pencil.polygon(roof, fill=_RED)
    _plus(pencil, x, y - 0.01 * size, 0.2 * size, _RED)
    _box(pencil, x, y + 0.31 * size, 0.22 * size, 0.3 * size, _INK)
    for side in (-1, 1):
        _box(pencil, x + side * 0.42 * size, y + 0.16 * size, 0.24 * size, 0.2 * size, _BLUE)


def _drop(pencil: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for shift, scale, colour in ((-0.5, 0.55, _WHITE), (0.5, 0.55, _WHITE), (0, 1.0, _BLUE)):
        middle, radius = x + shift * size, 0.3 * size * scale
        tip = (middle, y - 0.52 * size * scale)
        pencil.polygon(
            [tip, (middle - 0.92 * radius, y - 0.02 * size), (middle + 0.92 * radius, y - 0.02 * size)],
            fill=colour,
        )
        _disc(pencil, middle, y + 0.1 * size * scale, radius, colour)


def _fruit(pencil: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for shift, colour in ((-0.36, _ORANGE), (0, _RED), (0.36, _GREEN)):
        _disc(pencil, x + shift * size, y - 0.08 * size, 0.24 * size, colour)
        _box(pencil, x + shift * size, y - 0.35 * size, 0.03 * size, 0.12 * size, _INK)
    pencil.chord((x - 0.75 * size, y - 0.5 * size, x + 0.75 * size, y + 0.5 * size), 0, 180, fill=_WHITE)


def _heart(pencil: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    curve = [
        (
            x + 0.036 * size * 16 * math.sin(turn) ** 3,
            y
            - 0.036
            * size
            * (13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn) - math.cos(4 * turn)),
        )
        for turn in (step * math.pi / 60 for step in range(120))
    ]
    pencil.polygon(curve, fill=_RED)
    beat = [(-0.5, 0), (-0.2, 0), (-0.1, -0.18), (0.04, 0.2), (0.14, -0.08), (0.2, 0), (0.5, 0)]
    pencil.line(
        [(x + dx * size, y - 0.04 * size + dy * size) for dx, dy in beat],
        fill=_WHITE,
        width=round(0.035 * size),
        joint="curve",
    )


def _shield(pencil: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for scale, colour in ((1.0, _WHITE), (0.86, _BLUE)):
        half, top = 0.42 * size * scale, y - 0.48 * size * scale
        pencil.polygon(
            [
                (x - half, top),
                (x + half, top),
                (x + half, y),
                (x + 0.6 * half, y + 0.34 * size * scale),
                (x, y + 0.55 * size * scale),
                (x - 0.6 * half, y + 0.34 * size * scale),
                (x - half, y),
            ],
            fill=colour,
        )
    _plus(pencil, x, y - 0.03 * size, 0.42 * size, _WHITE)


def _trees(pencil: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for shift, scale in ((-0.62, 0.7), (0.6, 0.78), (0, 1.0)):
        middle = x + shift * size
        _box(pencil, middle, y + 0.28 * size, 0.08 * size * scale, 0.5 * size * scale, _INK)
        _disc(pencil, middle, y - 0.12 * size * scale, 0.3 * size * scale, _GREEN)
        _disc(pencil, middle + 0.14 * size * scale, y + 0.04 * size, 0.2 * size * scale, _GREEN)


def _people(pencil: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for shift, scale, colour in ((-0.46, 0.86, _ORANGE), (0.46, 0.92, _BLUE), (0, 0.62, _GREEN)):
        middle, foot = x + shift * size, y + 0.5 * size
        _box(pencil, middle, foot - 0.3 * size * scale, 0.36 * size * scale, 0.6 * size * scale, colour)
        _disc(pencil, middle, foot - 0.78 * size * scale, 0.17 * size * scale, (150, 104, 76))


MOTIFS: dict[str, Motif] = {
    "clinic": _clinic,
    "drop": _drop,
    "fruit": _fruit,
    "heart": _heart,
    "people": _people,
    "shield": _shield,
    "trees": _trees,
}

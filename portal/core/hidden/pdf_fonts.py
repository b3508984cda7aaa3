"""PDF: how wide a piece of text is, as far as that is needed to know what lies under a box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Object

_USUAL = 0.5  # of the letters' size, where a font does not say how wide its letters are


@dataclass(frozen=True)
class Font:
    """Widths by character code, in parts of the letters' size."""

    widths: dict[int, float]
    otherwise: float = _USUAL
    bytes_each: int = 1

    def measure(self, text: bytes) -> tuple[int, int, float]:
        """How many characters, how many of them blanks, and how wide all together."""
        step = self.bytes_each
        codes = [int.from_bytes(text[at : at + step], "big") for at in range(0, len(text), step)]
        blanks = codes.count(32) if step == 1 else 0
        return len(codes), blanks, sum(self.widths.get(code, self.otherwise) for code in codes)


def font_of(font: Object | None) -> Font:
    """The widths that a font's dictionary gives; the usual ones where it gives none."""
    if not isinstance(font, Dictionary):
        return Font({})
    if font.get("/Subtype") == "/Type0":
        return _composite(font)
    widths = font.get("/Widths")
    if not isinstance(widths, Array):
        return Font({})
    first = int(font.get("/FirstChar", 0))
    # Type 3 fonts measure in units of their own.
    unit = abs(float(font.FontMatrix[0])) if "/FontMatrix" in font else 0.001
    return Font({first + at: float(width) * unit for at, width in enumerate(widths)})


def _composite(font: Dictionary) -> Font:
    """Two bytes a character, as office programs and Typst write them."""
    descendants = font.get("/DescendantFonts")
    inner: Any = descendants[0] if isinstance(descendants, Array) and len(descendants) else {}
    widths: dict[int, float] = {}
    listed = list(inner.get("/W", ()))
    at = 0
    while at + 1 < len(listed):
        first = int(listed[at])
        if isinstance(listed[at + 1], Array):
            widths |= {first + place: float(width) / 1000 for place, width in enumerate(listed[at + 1])}
            at += 2
        elif at + 2 < len(listed):
            last = min(int(listed[at + 1]), first + 65_535)
            widths |= dict.fromkeys(range(first, last + 1), float(listed[at + 2]) / 1000)
            at += 3
        else:
            break
    return Font(widths, otherwise=float(inner.get("/DW", 1000)) / 1000, bytes_each=2)

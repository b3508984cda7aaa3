"""Which characters can stand on paper.

PDF/UA and PDF/A forbid a character without a picture, and Typst carries fonts for Latin, Greek, Cyrillic and Arabic
script but none for emoji. A title with an emoji would so have no PDF at all. Such a character is written by its
number, "[U+1F389]": the reader sees that something stands there, and what it was.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

import typst


def printable(value: Any) -> Any:
    """``value`` (JSON-able) with every character that the fonts lack written by its number.

    Raises ``typst.TypstError`` where Typst fails at every character.
    """
    if isinstance(value, str):
        return "".join(_written(character) for character in value)
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


def _written(character: str) -> str:
    if character == "\n" or (character.isascii() and character.isprintable()):
        return character
    if unicodedata.category(character) == "Cc":
        return " "
    return character if _has_picture(character) else f"[U+{ord(character):04X}]"


@lru_cache(maxsize=10_000)
def _has_picture(character: str) -> bool:
    """Raises ``typst.TypstError`` where Typst itself fails: that says nothing of the character, and is not kept."""
    try:
        _compile(character)
    except typst.TypstError:
        _compile("a")
        return False
    return True


def _compile(character: str) -> None:
    typst.compile(
        b"#sys.inputs.character",
        sys_inputs={"character": character},
        pdf_standards=["a-2a"],
        ignore_system_fonts=True,
    )

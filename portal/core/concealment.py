"""How text is kept from readers and shown to search engines: by style, by attribute, by characters that nobody sees.

Gambling spam (judol) on government sites lives by it: of 78 defaced sites that BSSN looked into, 68 carried hidden
links. What is written here is kept out of what editors store, and looked for on what the site gives out
(``portal.watch``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

# Marks without width, turners of the direction of writing, fillers and tags. Two kinds of joiners shape letters and
# emoji, so that one of them between two letters stays.
_MARKS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_JOINERS = "\u200c\u200d"
INVISIBLE = f"{_MARKS}{_JOINERS}"
_UNSEEN = re.compile(f"[{_MARKS}]+|(?<!\\S)[{_JOINERS}]+|[{_JOINERS}]{{2,}}|[{_JOINERS}]+(?!\\S)")

_LINE_ENDS = {0x2028: " ", 0x2029: " "}

# What is run, framed or kept aside: none of it is text.
NEVER_TEXT = frozenset(
    {"script", "style", "template", "iframe", "object", "embed", "noembed", "noframes", "svg", "math"}
)

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_WHITE = re.compile(r"(white|#f{3}f?|#f{6}(ff)?|rgba?\(\s*255[\s,]+255[\s,]+255.*|hsla?\([^)]*100%\s*\)|transparent)")
# Pixels, or what stands for them: nothing of a page lies so far beside it, no letter is so small.
FAR, SMALL, FAINT = 100, 4, 0.1


def without_unseen(text: str) -> str:
    """``text`` without the characters that no reader sees; what ends a line or a paragraph parts two words."""
    return _UNSEEN.sub("", text.translate(_LINE_ENDS))


def is_unseen(text: str) -> bool:
    """Whether nothing of ``text`` can be seen."""
    return not without_unseen(text).strip()


def concealed_by(tag: Tag) -> str:
    """By what ``tag`` keeps its content from readers, for a report in Indonesian; "" where it does not."""
    if tag.has_attr("hidden"):
        return "atribut hidden"
    if str(tag.get("aria-hidden", "")).strip().lower() == "true":
        return "atribut aria-hidden"
    if _WHITE.fullmatch(str(tag.get("color", "")).strip().lower()):
        return "huruf putih"
    if any(str(tag.get(side, "")).strip() in ("0", "1", "0px", "1px") for side in ("width", "height")):
        return "ukuran nol"
    return concealed_by_style(str(tag.get("style", "")))


def concealed_by_style(style: str) -> str:
    """By what a list of declarations keeps text from readers; "" where it does not."""
    # A comment within a word would keep it from being read here, and from no browser.
    rules = dict(_DECLARATION.findall(re.sub(r"/\*.*?\*/", "", style.lower(), flags=re.DOTALL)))
    rules = {name: value.replace("!important", "").strip() for name, value in rules.items()}
    tests = (
        ("tidak ditampilkan", rules.get("display") == "none" or rules.get("visibility") in ("hidden", "collapse")),
        ("tembus pandang", _size(rules.get("opacity"), 1) < FAINT),
        ("huruf sangat kecil", _size(rules.get("font-size"), SMALL) < _smallest(rules.get("font-size", ""))),
        ("ukuran nol", any(_size(rules.get(side), 9) <= 1 for side in ("width", "height", "max-height", "max-width"))),
        ("terpotong habis", "clip" in rules or "inset(" in rules.get("clip-path", "")),
        ("di luar layar", any(_is_far(rules.get(name, "")) for name in _PLACES)),
        ("huruf sewarna latar", _has_the_colour_of_its_ground(rules)),
    )
    return next((reason for reason, holds in tests if holds), "")


_PLACES = (
    "left", "right", "top", "bottom", "inset", "text-indent", "margin", "margin-left", "margin-top", "margin-right",
    "transform", "translate", "inset-inline-start", "inset-block-start",
)  # fmt: skip


def _size(value: str | None, otherwise: float) -> float:
    found = _NUMBER.search(value or "")
    return float(found[0]) if found else otherwise


def _smallest(size: str) -> float:
    """In which measure a letter becomes too small: pixels and points, or shares of what is round it."""
    if size.endswith("%"):
        return SMALL * 10
    return SMALL / 10 if size.endswith("em") else SMALL


def _is_far(place: str) -> bool:
    """Whether it lies far to the left, above, or wherever; ``scale(0)`` leaves nothing of it."""
    if "scale(0" in place.replace(" ", "") and "scale(0." not in place:
        return True
    return any(float(number) <= -FAR for number in _NUMBER.findall(place))


def _has_the_colour_of_its_ground(rules: dict[str, str]) -> bool:
    colour = rules.get("color", "")
    ground = rules.get("background-color") or rules.get("background", "")
    if not colour:
        return False
    is_white = bool(_WHITE.fullmatch(colour))
    return colour == ground or (is_white and (not ground or bool(_WHITE.fullmatch(ground))))

"""The instructions of a PDF that draw, and the resources for which they call."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Stream, String

# Operators whose operands are numbers, those that show text, those that call for a resource by its name. What is
# missing, such as marked content, shows nothing and may carry anything.
_PLAIN_OPERATORS = """
    q Q cm w J j M d i m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tr Ts Td TD Tm T*
    G g RG rg K k SC sc SCN scn d0 d1
"""
_PLAIN = frozenset(_PLAIN_OPERATORS.split())
_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_CALLING = {
    "gs": "/ExtGState",
    "CS": "/ColorSpace",
    "cs": "/ColorSpace",
    "SCN": "/Pattern",
    "scn": "/Pattern",
    "sh": "/Shading",
    "Do": "/XObject",
    "Tf": "/Font",
}
_NEEDS_NO_RESOURCE = ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern")


class Called:
    """The resources for which instructions call, under names of ours.

    ``offered`` is the resource dictionary in the stranger's file, ``take`` makes the like of one of its entries.
    """

    def __init__(self, offered: Object | None, take: Callable[[object, Dictionary], object]) -> None:
        self.resources = Dictionary()
        self._offered = offered if isinstance(offered, Dictionary) else Dictionary()
        self._take = take
        self._names: dict[tuple[str, str], Name | None] = {}

    def name(self, kind: str, old: Name) -> Name | None:
        """What the resource is called now; ``None`` if there is none, or it draws nothing."""
        if kind == "/ColorSpace" and old in _NEEDS_NO_RESOURCE:
            return old
        key = (kind, str(old))
        if key not in self._names:
            made = self._take(self._found(kind, old), self._offered)
            self._names[key] = None if made is None else self._add(kind, made)
        return self._names[key]

    def inline_picture(self, picture: pikepdf.PdfInlineImage, owner: pikepdf.Pdf) -> Name:
        """A picture among the instructions, set apart: it is made anew like the others."""
        stream = Stream(owner, picture.read_raw_bytes(), picture.obj)
        stream.Subtype = Name.Image
        colours = stream.get("/ColorSpace")
        if isinstance(colours, Name) and (named := self._found("/ColorSpace", colours)) is not None:
            stream.ColorSpace = named
        return self._add("/XObject", self._take(stream, self._offered))

    def _found(self, kind: str, name: Name) -> object:
        group = self._offered.get(kind)
        return group.get(name) if isinstance(group, Dictionary) else None

    def _add(self, kind: str, made: object) -> Name:
        if kind not in self.resources:
            self.resources[kind] = Dictionary()
        name = Name(f"/R{len(self.resources[kind])}")
        self.resources[kind][name] = made
        return name


def rewritten(content: bytes, called: Called, owner: pikepdf.Pdf) -> bytes:
    """The instructions that draw, calling for resources by their new names."""
    kept: list = []
    for instruction in pikepdf.parse_content_stream(Stream(owner, content)):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            kept.append(([called.inline_picture(instruction.iimage, owner)], Operator("Do")))
        elif (drawing := _drawing(instruction, called)) is not None:
            kept.append(drawing)
    return pikepdf.unparse_content_stream(kept)


def _drawing(instruction: pikepdf.ContentStreamInstruction, called: Called) -> object | None:
    operator, operands = str(instruction.operator), instruction.operands
    if operator in _PLAIN and all(_is_number(each) or _is_list_of(each, _is_number) for each in operands):
        return instruction
    if operator in _TEXT and all(_is_text(each) or _is_list_of(each, _is_text) for each in operands):
        return instruction
    names = [each for each in operands if isinstance(each, Name)]
    if operator in _CALLING and len(names) == 1:
        name = called.name(_CALLING[operator], names[0])
        # Where the name stands among the numbers differs from operator to operator.
        calling = [
            name if isinstance(each, Name) else each for each in operands if isinstance(each, Name) or _is_number(each)
        ]
        return None if name is None else (calling, instruction.operator)
    return None


def _is_number(thing: object) -> bool:
    return isinstance(thing, int | Decimal)


def _is_text(thing: object) -> bool:
    return isinstance(thing, String) or _is_number(thing)


def _is_list_of(thing: object, is_one: Callable[[object], bool]) -> bool:
    return isinstance(thing, Array) and all(map(is_one, thing))

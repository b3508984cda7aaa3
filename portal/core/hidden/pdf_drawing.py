"""Taking over what the pages of one PDF draw into another: instructions, fonts, colours, pictures, and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Stream, String

from . import pdf_pictures, pdf_streams
from .findings import Refused
from .pdf import ACTIONS
from .pdf_instructions import Called, rewritten

MOST_OBJECTS = 200_000
LARGEST_STREAM = 128 * 1024 * 1024  # bytes, unpacked: a page of A3 scanned at 300 dots an inch, without any loss
_MOST_UNPACKED = 32 * 1024 * 1024  # bytes of all streams but pictures
_LARGEST_DRAWING = 4 * 1024 * 1024  # bytes; reading its instructions takes a hundred times as much memory
_DEEPEST = 40
_LONGEST_SIDE = 14_400  # of a page, in points: the most that readers show


def _keys(names: str) -> frozenset[str]:
    return frozenset(f"/{name}" for name in names.split())


# What may stand in the dictionaries that drawing needs (ISO 32000-2, 7.10, 8, 9 and 11).
_KEYS = (
    _keys("Type Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode BaseEncoding Differences")
    | _keys("DescendantFonts CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap FontMatrix FontName")
    | _keys("Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth")
    | _keys("MissingWidth FontFile FontFile2 FontFile3 Length1 Length2 Length3")
    # graphics states and transparency
    | _keys("LW LC LJ ML D RI OP op OPM Font FL SM SA BM SMask CA ca AIS TK Group S G BC CS I K")
    # drawings, patterns, shadings
    | _keys("FormType BBox Matrix PatternType PaintType TilingType XStep YStep Shading ExtGState ShadingType")
    | _keys("ColorSpace Background AntiAlias Domain Function Coords Extend BitsPerCoordinate BitsPerComponent")
    | _keys("BitsPerFlag VerticesPerRow")
    # functions and colours
    | _keys("FunctionType Range C0 C1 N Functions Bounds Encode Decode Size BitsPerSample Order")
    | _keys("WhitePoint BlackPoint Gamma")
    # pictures
    | _keys("Width Height ImageMask Mask Interpolate Intent Matte")
)
_FONT_PROGRAMS = frozenset(("/FontFile", "/FontFile2", "/FontFile3"))
_CODE_MAPS = frozenset(("/ToUnicode", "/Encoding"))
_PLAIN_NAME = re.compile(r"/[A-Za-z0-9.+_,-]{1,127}")
_PLAIN_TEXT = re.compile(r"[A-Za-z0-9-]{1,40}")
_ACTIVE_NAMES = ACTIONS | {"/JavaScript", "/JS", "/URI", "/AA", "/OpenAction", "/EmbeddedFile", "/XFA", "/Action"}
_DEVICE_COLOURS = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}

# Gives a stream what the stranger's stream draws, whose resources may be those of what is drawn around it.
_Filling = Callable[[Stream, Stream, Object | None], None]


class TooMuch(Refused):
    """A PDF that would fill memory or time."""

    def __init__(self) -> None:
        super().__init__(
            "PDF ini mengembang menjadi terlalu besar atau terlalu rumit bila dibuka, jadi tidak diterima. "
            "Unggah hasil pindai atau fotonya."
        )


class Drawing:
    """Takes over into ``target`` what pages of ``source`` draw."""

    def __init__(self, source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
        self._source = source
        self._target = target
        self._made: dict[tuple[int, int], object] = {}  # the like of each indirect object, in the target
        self._unpacked = 0
        self._objects = 0
        self._depth = 0

    def page(self, page: Page) -> Page:
        made = Dictionary(
            Type=Name.Page, MediaBox=_box(page.mediabox), CropBox=_box(page.cropbox), Rotate=page.rotation % 360
        )
        if isinstance(group := page.obj.get("/Group"), Dictionary):
            made.Group = self.copied(group)
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, Array) else [contents]
        called = self._called(page.get_resources())
        content = b"\n".join(self._unpack(stream) for stream in streams if isinstance(stream, Stream))
        made.Contents = self._target.make_stream(self._instructions(content, called))
        made.Resources = called.resources
        return Page(self._target.make_indirect(made))

    # --- Drawings -------------------------------------------------------------------------------

    def _instructions(self, content: bytes, called: Called) -> bytes:
        if len(content) > _LARGEST_DRAWING:
            raise TooMuch
        return rewritten(content, called, self._source)

    def _called(self, resources: Object | None) -> Called:
        return Called(resources, lambda thing, around: self.copied(thing, resources=around))

    def _fill_drawing(self, made: Stream, stream: Stream, resources: Object | None) -> None:
        called = self._called(stream.get("/Resources", resources))
        made.write(self._instructions(self._unpack(stream), called))
        made.Resources = called.resources

    def _add_letters(self, made: Dictionary, font: Dictionary, resources: Object | None) -> None:
        """The letters of a font that are drawings (Type 3) share its resources."""
        called = self._called(font.get("/Resources", resources))
        made.CharProcs = Dictionary()
        for name, stream in font.CharProcs.items():
            if isinstance(stream, Stream):
                letter = self._target.make_stream(self._instructions(self._unpack(stream), called))
                made.CharProcs[_plain_name(name)] = letter
        made.Resources = called.resources

    # --- Objects --------------------------------------------------------------------------------

    def copied(self, thing: object, key: str = "", resources: Object | None = None) -> object:
        """The like of ``thing``, which stood under ``key``, in the target; ``None`` for what draws nothing.

        ``resources`` are those of what is drawn around it, for drawings without any of their own.
        """
        indirect = isinstance(thing, Object) and thing.is_indirect
        if indirect and thing.objgen in self._made:
            return self._made[thing.objgen]
        self._objects += 1
        if self._objects > MOST_OBJECTS or self._depth > _DEEPEST:
            raise TooMuch
        self._depth += 1
        made = self._copy(thing, key, resources)
        self._depth -= 1
        if indirect:
            self._made[thing.objgen] = made
        return made

    def _copy(self, thing: object, key: str, resources: Object | None) -> object:
        if isinstance(thing, Stream):
            return self._stream(thing, key, resources)
        if isinstance(thing, Dictionary):
            return self._dictionary(thing, resources)
        if isinstance(thing, Array):
            return self._colours(thing) or Array([self.copied(each, key, resources) for each in thing])
        if isinstance(thing, Name):
            return _plain_name(str(thing))
        if isinstance(thing, String):
            return thing if key in ("/Registry", "/Ordering") and _PLAIN_TEXT.fullmatch(str(thing)) else None
        return thing if isinstance(thing, bool | int | Decimal) else None

    def _dictionary(self, thing: Object, resources: Object | None) -> Object:
        made = Dictionary()
        if thing.is_indirect:
            # Known before it is filled: what it holds may lead back to it.
            made = self._made[thing.objgen] = self._target.make_indirect(made)
        self._fill(made, thing, resources)
        if isinstance(thing.get("/CharProcs"), Dictionary):
            self._add_letters(made, thing, resources)
        return made

    def _fill(self, made: Object, thing: Object, resources: Object | None) -> None:
        for key in thing:
            if key not in _KEYS:
                continue
            value = self.copied(thing.get(key), key, resources)
            if value is not None:
                made[key] = value

    def _stream(self, thing: Stream, key: str, resources: Object | None) -> Stream | None:
        filling = self._filling(thing, key)
        if filling is None:
            return None
        made = self._made[thing.objgen] = self._target.make_stream(b"")
        self._fill(made, thing, resources)
        filling(made, thing, resources)
        return made

    def _filling(self, stream: Stream, key: str) -> _Filling | None:
        """How a stream of this kind is made anew; ``None`` for one that draws nothing."""
        if key in _FONT_PROGRAMS:
            return self._fill_font
        if key in _CODE_MAPS:
            return partial(self._fill_bytes, pdf_streams.code_map)
        if stream.get("/FunctionType") == 4:
            return partial(self._fill_bytes, pdf_streams.calculator)
        if key == "/CIDToGIDMap" or "/FunctionType" in stream or "/ShadingType" in stream:
            return partial(self._fill_bytes, bytes)
        if stream.get("/Subtype") == "/Image":
            return self._fill_picture
        if stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1:
            return self._fill_drawing
        return None

    def _fill_bytes(self, remade: Callable[[bytes], bytes], made: Stream, stream: Stream, _: Object | None) -> None:
        made.write(remade(self._unpack(stream)))

    def _fill_font(self, made: Stream, stream: Stream, _: Object | None) -> None:
        program = pdf_streams.font_program(self._unpack(stream))
        made.write(program)
        if "/Length1" in made and "/Length2" not in made:  # TrueType, which has no parts of other kinds
            made.Length1 = len(program)

    def _fill_picture(self, made: Stream, stream: Stream, _: Object | None) -> None:
        pdf_pictures.fill(made, stream)

    def _colours(self, thing: Array) -> Object | None:
        """A colour space without the profile, the names and the remarks that may come with it."""
        family = thing[0] if len(thing) > 1 else None
        if family == "/ICCBased":
            return _DEVICE_COLOURS.get(thing[1].get("/N"), Name.DeviceRGB)
        if family == "/Indexed":
            base, highest, table = self.copied(thing[1]), int(thing[2]), thing[3]
            colours = self._unpack(table) if isinstance(table, Stream) else bytes(table)
            return Array([family, base, highest, String(colours[: (highest + 1) * pdf_pictures.components(base)])])
        if family in ("/Separation", "/DeviceN"):
            return Array([family, *(self.copied(each) for each in list(thing)[1:4])])
        return None

    def _unpack(self, stream: Stream) -> bytes:
        content = pdf_streams.unpacked(stream)
        self._unpacked += len(content)
        if self._unpacked > _MOST_UNPACKED:
            raise TooMuch
        return content


def _plain_name(name: str) -> Name:
    """The name itself if it can do nothing but name, else one made from it: the same wherever it stands."""
    if _PLAIN_NAME.fullmatch(name) and name not in _ACTIVE_NAMES:
        return Name(name)
    return Name("/N" + hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()[:16])


def _box(box: Array) -> Array:
    """The corners of a page. Raises ``ValueError`` for what is no page."""
    x0, y0, x1, y1 = map(float, box)
    if not (0 < abs(x1 - x0) <= _LONGEST_SIDE and 0 < abs(y1 - y0) <= _LONGEST_SIDE):
        raise ValueError("no page is of this size")
    return Array([min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)])

"""PDF: text that still lies under a box that somebody drew over it.

A box hides nothing: the text can be copied from under it. Looked for are opaque rectangles that are painted after the
text they cover. What is under pictures is not looked for: in scanned pages the recognised text lies there on purpose.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Stream

from .findings import Finding, some_of
from .pdf_fonts import Font, font_of

_LARGEST_PAGE = 8 * 1024 * 1024  # bytes of drawing instructions
_LONGEST = 6.0  # seconds of computing for all pages
_DEEPEST = 8  # drawings within drawings
_PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*"))
_ENDS_PATH = _PAINTS | {"n", "S", "s"}
_TEXT = re.compile(rb"(?:T[jJ]|[)>]\s*['\"]|\bDo)\s")
_PAINT = re.compile(rb"(?:\b(?:re|[lcvyh]|W\*?)\s+(?:f\*?|F|B\*?|b\*?)|\bDo)\s")
_INVISIBLE = 3  # the text mode of recognised text behind a scan

Box = tuple[float, float, float, float]  # left, bottom, right, top
_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
_NOWHERE: Box = (1e9, 1e9, -1e9, -1e9)


def inspect(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Text that a picture or a shape covers. Pages for which time did not suffice are a finding, not let through."""
    began = time.process_time()
    covered, unchecked = [], []
    fonts: dict[tuple[int, int], Font] = {}
    for number, page in enumerate(pdf.pages, start=1):
        if time.process_time() - began > _LONGEST:
            unchecked.append(number)
            continue
        reader = _Page(pdf, fonts)
        try:
            contents = _unpacked(page.obj.get("/Contents"))
            if _paints_after_text(contents):
                reader.read(contents, page.resources, _State(), 0)
        except _TooLarge:
            unchecked.append(number)
        if reader.covers_text():
            covered.append(number)
    if covered:
        yield Finding("covered-text", f"Halaman {some_of(covered)} memuat teks di balik kotak penutup.")
    if unchecked:
        yield Finding("unchecked-page", f"Halaman {some_of(unchecked)} terlalu rumit untuk diperiksa.")


def _paints_after_text(contents: bytes) -> bool:
    """A quick look that spares following most pages; a drawing (``Do``) may be text as well as paint."""
    first = _TEXT.search(contents)
    return first is not None and _PAINT.search(contents, first.end()) is not None


class _TooLarge(Exception):
    pass


@dataclass
class _State:
    """What ``q`` saves and ``Q`` brings back."""

    matrix: Matrix = field(default_factory=Matrix)
    clip: Box = _EVERYWHERE
    paints_over: bool = True  # opaque, one colour, nothing shines through
    plain_colour: bool = True
    font: Font | None = None
    size: float = 0
    spacing: float = 0
    word_spacing: float = 0
    stretch: float = 1
    leading: float = 0
    rise: float = 0
    mode: int = 0


@dataclass(frozen=True)
class _Run:
    """A stretch of text: from where to where at half its height, and how large its letters are."""

    order: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


class _Page:
    """Follows the drawing instructions of one page and keeps where text and boxes come to lie."""

    def __init__(self, pdf: pikepdf.Pdf, fonts: dict[tuple[int, int], Font]):
        self.pdf = pdf
        self._fonts = fonts
        self.runs: list[_Run] = []
        self.boxes: list[tuple[int, Box]] = []
        self._order = 0

    def covers_text(self) -> bool:
        return any(order > run.order and _covers(box, run) for order, box in self.boxes for run in self.runs)

    def read(self, contents: bytes, resources: Object, state: _State, depth: int) -> None:
        drawing = _Drawing(self, resources, state, depth)
        for instruction in pikepdf.parse_content_stream(Stream(self.pdf, contents)):
            drawing.follow(str(instruction.operator), instruction.operands)

    def font(self, dictionary: Object | None) -> Font:
        """The font's widths, read once for all pages."""
        key = dictionary.objgen if isinstance(dictionary, Object) else (0, 0)
        if key == (0, 0):
            return font_of(dictionary)
        if key not in self._fonts:
            self._fonts[key] = font_of(dictionary)
        return self._fonts[key]

    def add_run(self, run: tuple[float, float, float, float], size: float) -> None:
        self._order += 1
        self.runs.append(_Run(self._order, *run, size))

    def add_box(self, box: Box) -> None:
        self._order += 1
        if box[0] < box[2] and box[1] < box[3]:
            self.boxes.append((self._order, box))


class _Drawing:
    """The instructions of one stream: the page's own, or a drawing that it repeats (a form XObject)."""

    def __init__(self, page: _Page, resources: Object, state: _State, depth: int):
        self.page = page
        self.resources = resources
        self.state = state
        self.depth = depth
        self.saved: list[_State] = []
        self.path: list[Box] = []
        self.corners: list[tuple[float, float]] = []
        self.path_is_boxes = True
        self.clips = False
        self.line = self.text = Matrix()

    def follow(self, operator: str, operands: list) -> None:
        if operator in _ENDS_PATH:
            self._end_path(operator in _PAINTS)
        elif (handler := _HANDLERS.get(operator)) is not None:
            handler(self, *operands)

    # --- state ---

    def save(self) -> None:
        self.saved.append(copy(self.state))

    def restore(self) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, *numbers) -> None:
        self.state.matrix = Matrix(*map(float, numbers)) @ self.state.matrix

    def settings(self, name: Name) -> None:
        settings = self._resource("/ExtGState", name)
        if isinstance(settings, Dictionary):
            opacity = float(settings.get("/ca", 1))
            mode = settings.get("/BM", Name.Normal)
            mask = settings.get("/SMask", Name("/None"))
            self.state.paints_over = opacity > 0.95 and mode in ("/Normal", "/Compatible") and mask == "/None"

    def colour(self, *operands) -> None:
        # A pattern may have holes.
        self.state.plain_colour = not any(isinstance(operand, Name) for operand in operands)

    # --- paths ---

    def rectangle(self, x, y, width, height) -> None:
        x, y, width, height = float(x), float(y), float(width), float(height)
        self._add_corners([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])

    def move(self, x, y) -> None:
        self._finish_polygon()
        self.corners = [(float(x), float(y))]

    def draw_line(self, x, y) -> None:
        self.corners.append((float(x), float(y)))

    def curve(self, *operands) -> None:
        self.path_is_boxes = False

    def clip(self) -> None:
        self.clips = True

    def _finish_polygon(self) -> None:
        corners, self.corners = self.corners, []
        if len(corners) > 4 and corners[0] == corners[-1]:
            corners = corners[:-1]
        if len(corners) == 4:
            self._add_corners(corners)
        elif corners:
            self.path_is_boxes = False

    def _add_corners(self, corners: list[tuple[float, float]]) -> None:
        points = [self.state.matrix.transform(corner) for corner in corners]
        xs, ys = sorted(round(x, 2) for x, _ in points), sorted(round(y, 2) for _, y in points)
        if xs[0] == xs[1] and xs[2] == xs[3] and ys[0] == ys[1] and ys[2] == ys[3]:
            self.path.append((xs[0], ys[0], xs[3], ys[3]))
        else:
            self.path_is_boxes = False

    def _end_path(self, paints: bool) -> None:
        self._finish_polygon()
        if paints and self.path_is_boxes and self.state.paints_over and self.state.plain_colour:
            for box in self.path:
                self.page.add_box(_overlap(box, self.state.clip))
        if self.clips:
            one_box = self.path_is_boxes and len(self.path) == 1
            # A clip of another shape is not followed; boxes within it are not taken for covers.
            self.state.clip = _overlap(self.state.clip, self.path[0]) if one_box else _NOWHERE
        self.path, self.path_is_boxes, self.clips = [], True, False

    # --- text ---

    def begin_text(self) -> None:
        self.line = self.text = Matrix()

    def choose_font(self, name: Name, size) -> None:
        self.state.font = self.page.font(self._resource("/Font", name))
        self.state.size = float(size)

    def set_text_matrix(self, *numbers) -> None:
        self.line = self.text = Matrix(*map(float, numbers))

    def next_line(self, x=0, y=None) -> None:
        down = -self.state.leading if y is None else float(y)
        self.line = self.text = Matrix(1, 0, 0, 1, float(x), down) @ self.line

    def next_line_with_leading(self, x, y) -> None:
        self.state.leading = -float(y)
        self.next_line(x, y)

    def show(self, *pieces) -> None:
        """Text and, between it, corrections in thousandths of the letters' size."""
        state = self.state
        width, has_ink = 0.0, False
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                letters, blanks, advance = state.font.measure(bytes(piece)) if state.font else (0, 0, 0)
                has_ink |= letters > blanks
                width += advance * state.size + letters * state.spacing + blanks * state.word_spacing
            else:
                width -= float(piece) / 1000 * state.size
        width *= state.stretch
        self._keep_run(width, has_ink)
        self.text = Matrix(1, 0, 0, 1, width, 0) @ self.text

    def show_array(self, pieces: Array) -> None:
        self.show(*pieces)

    def show_on_next_line(self, text) -> None:
        self.next_line()
        self.show(text)

    def show_spaced_on_next_line(self, word_spacing, spacing, text) -> None:
        self.state.word_spacing, self.state.spacing = float(word_spacing), float(spacing)
        self.show_on_next_line(text)

    def _keep_run(self, width: float, has_ink: bool) -> None:
        state = self.state
        if not has_ink or state.mode == _INVISIBLE:
            return
        to_page = self.text @ state.matrix
        middle = state.rise + 0.3 * state.size
        (x0, y0), (x1, y1) = to_page.transform((0, middle)), to_page.transform((width, middle))
        top = to_page.transform((0, middle + state.size))
        size = max(abs(top[0] - x0), abs(top[1] - y0))
        if seen := _cut((x0, y0, x1, y1), state.clip):
            self.page.add_run(seen, size)

    # --- drawings within drawings ---

    def repeat(self, name: Name) -> None:
        form = self._resource("/XObject", name)
        if not isinstance(form, Stream) or form.get("/Subtype") != "/Form" or self.depth >= _DEEPEST:
            return
        state = copy(self.state)
        if "/Matrix" in form:
            state.matrix = Matrix(*map(float, form.Matrix)) @ state.matrix
        self.page.read(_unpacked(form), form.get("/Resources", self.resources), state, self.depth + 1)

    def _resource(self, kind: str, name: Name) -> Object | None:
        group = self.resources.get(kind) if isinstance(self.resources, Dictionary) else None
        return group.get(str(name)) if isinstance(group, Dictionary) else None


def _set(name: str, factor: float = 1):
    def handler(drawing: _Drawing, value) -> None:
        setattr(drawing.state, name, float(value) * factor)

    return handler


_HANDLERS = {
    "q": _Drawing.save,
    "Q": _Drawing.restore,
    "cm": _Drawing.transform,
    "gs": _Drawing.settings,
    **dict.fromkeys(("g", "rg", "k", "sc", "scn"), _Drawing.colour),
    "re": _Drawing.rectangle,
    "m": _Drawing.move,
    "l": _Drawing.draw_line,
    **dict.fromkeys(("c", "v", "y"), _Drawing.curve),
    **dict.fromkeys(("W", "W*"), _Drawing.clip),
    "BT": _Drawing.begin_text,
    "Tf": _Drawing.choose_font,
    "Tm": _Drawing.set_text_matrix,
    "Td": _Drawing.next_line,
    "TD": _Drawing.next_line_with_leading,
    "T*": _Drawing.next_line,
    "Tc": _set("spacing"),
    "Tw": _set("word_spacing"),
    "Tz": _set("stretch", 0.01),
    "TL": _set("leading"),
    "Ts": _set("rise"),
    "Tr": _set("mode"),
    "Tj": _Drawing.show,
    "TJ": _Drawing.show_array,
    "'": _Drawing.show_on_next_line,
    '"': _Drawing.show_spaced_on_next_line,
    "Do": _Drawing.repeat,
}


# --- Geometry -------------------------------------------------------------------------------------


def _overlap(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _covers(box: Box, run: _Run) -> bool:
    """Whether at least two letters of the run lie under the box; a line through or under it is no cover."""
    if min(box[2] - box[0], box[3] - box[1]) < 0.5 * run.size:
        return False
    part = _cut((run.x0, run.y0, run.x1, run.y1), box)
    return part is not None and abs(part[2] - part[0]) + abs(part[3] - part[1]) >= 0.8 * run.size


def _cut(line: tuple[float, float, float, float], box: Box) -> tuple[float, float, float, float] | None:
    """The part of a line that lies within the box (Liang and Barsky), or ``None``."""
    x0, y0, x1, y1 = line
    begin, end = 0.0, 1.0
    for along, near, far in ((x1 - x0, box[0] - x0, box[2] - x0), (y1 - y0, box[1] - y0, box[3] - y0)):
        if along == 0:
            if near > 0 or far < 0:
                return None
            continue
        one, other = sorted((near / along, far / along))
        begin, end = max(begin, one), min(end, other)
    if begin >= end:
        return None
    return x0 + begin * (x1 - x0), y0 + begin * (y1 - y0), x0 + end * (x1 - x0), y0 + end * (y1 - y0)


# --- Instructions -----------------------------------------------------------------------------------


def _unpacked(contents: Object | None) -> bytes:
    """The instructions of a page or drawing. Raises ``_TooLarge`` before a small file can fill the memory."""
    streams = list(contents) if isinstance(contents, Array) else [contents]
    content = b"\n".join(_unpacked_stream(stream) for stream in streams if isinstance(stream, Stream))
    if len(content) > _LARGEST_PAGE:
        raise _TooLarge
    return content + b"\n"


def _unpacked_stream(stream: Stream) -> bytes:
    if stream.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(stream.read_raw_bytes(), _LARGEST_PAGE)
        if unpacking.unconsumed_tail:
            raise _TooLarge
        return content
    return stream.read_bytes()

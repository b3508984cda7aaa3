"""XLSX as raw rows. What is in the archive is counted before the library builds anything from it.

A small file may unpack to gigabytes, and each element of XML becomes objects many times its size. So the parts are
first run through a bare parser, which keeps nothing but what hides a cell from the reader's eye.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from .raw import FORMULA, MAX_COLUMNS, MAX_ROWS, Appearance, Merged, Odd, RawRow, Source, Unreadable, Value, is_empty

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_UNPACKED = 16 * 1024 * 1024
MAX_PARTS = 500
MAX_ELEMENTS = 300_000
# A lone cell far below would have every empty row above it read.
MAX_ROW_NUMBER = 20_000
# Longer than a cell can be: a stretch of this length without a tag is no spreadsheet.
CHUNK = 256 * 1024
# The two that the format knows; the others of a ZIP archive can ask for gigabytes to unpack a few bytes.
COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

BROKEN = "Isi berkas ini bukan XLSX yang utuh. Simpan ulang sebagai XLSX atau “CSV UTF-8”, lalu pilih kembali."
LOCKED = (
    "Berkas ini terkunci kata sandi atau berupa Excel lama (XLS). Simpan ulang sebagai XLSX tanpa kata sandi, lalu "
    "pilih kembali."
)
TOO_MUCH = (
    f"Berkas ini berisi terlalu banyak data. Satu kali impor memuat paling banyak {MAX_ROWS} baris: bagi daftarnya, "
    "atau salin ke berkas baru tanpa baris kosong yang berbingkai dan tanpa gambar."
)


def read_workbook(content: bytes) -> Source:
    """The rows of the first sheet that is not hidden. Raises ``Unreadable``."""
    try:
        appearances = _look_through(content)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise Unreadable("Berkas ini tidak memuat lembar yang terlihat.")
        # The range that a sheet claims to fill is not to be trusted.
        sheet.reset_dimensions()
        # The library keeps to itself which part a sheet is.
        return Source(_rows(sheet), _notes(book, sheet), appearances[sheet._worksheet_path])
    except Unreadable:
        raise
    except Exception as error:  # a hostile file makes the library raise nearly anything
        raise Unreadable(BROKEN) from error


def _notes(book: Workbook, read: Any) -> tuple[str, ...]:
    others = [
        f"“{sheet.title}”" + (" (tersembunyi)" if sheet.sheet_state != "visible" else "")
        for sheet in book.worksheets
        if sheet is not read
    ]
    return (f"Yang dibaca lembar “{read.title}”. Lembar lain tidak dibaca: {', '.join(others)}.",) if others else ()


def _rows(sheet: Any) -> Iterator[RawRow]:
    try:
        for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            values = tuple(map(_value, cells))
            if not all(map(is_empty, values)):
                yield RawRow(number, values)
    except Exception as error:  # as above: the rows are read only now
        raise Unreadable(BROKEN) from error


def _value(cell: Any) -> Value:
    """What the cell holds, or why that is not what it shows."""
    value = cell.value
    if cell.data_type == "f":
        return FORMULA
    if cell.data_type == "e":
        return Odd(f"berisi galat ({str(value)[:20]}).")
    if isinstance(value, bool):
        return Odd("berisi nilai benar/salah, bukan teks.")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time | timedelta):
        return Odd("berisi jam, bukan tanggal.")
    return value if isinstance(value, str | int | float | date) else None


# --- looking through ------------------------------------------------------------------------------------------


def _look_through(content: bytes) -> dict[str, Appearance]:
    """How each part of the archive looks, by its name. Raises ``Unreadable`` for what is locked or too much."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(LOCKED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Unreadable(TOO_MUCH)
        if any(part.flag_bits & 0x1 for part in parts):
            raise Unreadable(LOCKED)
        if any(part.compress_type not in COMPRESSION for part in parts):
            raise Unreadable(BROKEN)
        look = _Look()
        return {part.filename: look.at(archive, part) for part in parts}


class _Look:
    """Runs through the parts of one archive and counts their elements and attributes, all of them together."""

    def __init__(self) -> None:
        self.elements = 0

    def at(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Appearance:
        """A part that is no XML, such as a picture, looks like nothing; if the library wants it, it fails there."""
        self.appearance, self.row = Appearance(), 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        with archive.open(part) as file, suppress(expat.ExpatError):
            while chunk := file.read(CHUNK):
                parser.Parse(chunk)
                if len(chunk) == CHUNK and b"<" not in chunk:
                    raise Unreadable(TOO_MUCH)
        return self.appearance

    def _doctype(self, *args: Any) -> None:
        # No spreadsheet program writes one; what it declares could grow without end.
        raise Unreadable(BROKEN)

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1 + len(attributes)
        if self.elements > MAX_ELEMENTS:
            raise Unreadable(TOO_MUCH)
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            if self.row > MAX_ROW_NUMBER:
                raise Unreadable(TOO_MUCH)
            if _is_hidden(attributes):
                self.appearance.hidden_rows.add(self.row)
        elif name == "col" and _is_hidden(attributes):
            first, last = max(1, int(attributes["min"])), min(int(attributes["max"]), MAX_COLUMNS)
            self.appearance.hidden_columns.update(range(first, last + 1))
        elif name == "mergeCell":
            first_column, first_row, last_column, last_row = range_boundaries(attributes["ref"])
            self.appearance.merged.append(
                Merged(attributes["ref"], int(first_row), int(last_row), int(first_column), int(last_column))
            )


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")

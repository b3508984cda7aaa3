"""From a file to raw rows: which files are let in. XLSX is read in ``workbook``, CSV here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from .columns import HEADING_WITHIN, names_in
from .raw import FORMULA, MAX_BYTES, MAX_COLUMNS, RawRow, Source, Unreadable, Value
from .workbook import read_workbook

SEPARATORS = ",;\t"
# What the other kinds of file begin with that are likely to be called CSV by mistake: ZIP (XLSX), PDF, old Excel.
NO_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")


# The csv module has a limit of its own, which belongs to the whole process: whoever changes it changes it for all.
LONGEST_CELL = 32_767  # what a spreadsheet's cell can hold


def read(content: bytes, name: str) -> Source:
    """The rows of a file called ``name``. Raises ``Unreadable``."""
    readers = {".xlsx": read_workbook, ".csv": read_csv}
    reader = readers.get(Path(name).suffix.lower())
    if reader is None:
        raise Unreadable("Jenis berkas ini tidak diterima. Pilih berkas XLSX atau CSV.")
    if len(content) > MAX_BYTES:
        raise Unreadable(f"Berkas ini terlalu besar. Batasnya {MAX_BYTES // 1024 // 1024} MB.")
    return reader(content)


def read_csv(content: bytes) -> Source:
    """UTF-8, with or without its mark, parted by commas, semicolons or tabs."""
    text = _decoded(content)
    return Source(_rows(text, _separator_of(text)))


def _decoded(content: bytes) -> str:
    if content.startswith(NO_TEXT):
        raise Unreadable("Isi berkas ini bukan CSV. Simpan ulang sebagai “CSV UTF-8”, lalu pilih kembali.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            "Berkas CSV ini tidak memakai penyandian UTF-8 (mungkin Windows-1252 atau UTF-16). Dalam Excel, pilih "
            "“Simpan sebagai”, lalu jenis “CSV UTF-8”. Berkas XLSX juga diterima."
        ) from error


def _separator_of(text: str) -> str:
    """The one by which a row at the top of the file falls into most of the headings that are known."""

    def headings(separator: str) -> int:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        with suppress(csv.Error):  # told when the file is read
            return max((len(set(names_in(cells))) for cells in islice(rows, HEADING_WITHIN)), default=0)
        return 0

    return max(SEPARATORS, key=headings)


def _rows(text: str, separator: str) -> Iterator[RawRow]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for cells in lines:
            number += 1
            if max(map(len, cells), default=0) > LONGEST_CELL:
                raise csv.Error("a cell without end")
            if any(cell.strip() for cell in cells):
                yield RawRow(number, tuple(map(_value, cells[:MAX_COLUMNS])))
    except csv.Error as error:
        raise Unreadable(
            f"Berkas CSV ini tidak dapat dibaca pada baris {number + 1}: ada sel yang terlalu panjang atau tanda kutip "
            "yang tidak berpasangan."
        ) from error


def _value(text: str) -> Value:
    """A spreadsheet program shows the result of a formula where the file holds the formula itself."""
    return FORMULA if text.lstrip().startswith("=") else text

"""Which column of a file is which of the catalogue: headings are read as people write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, islice
from textwrap import shorten
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from ..catalogue.rows import COLUMNS as CATALOGUE_COLUMNS
from .raw import Unreadable, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .raw import RawRow, Value

# Titles and notes often stand above the headings.
HEADING_WITHIN = 20


@dataclass(frozen=True)
class Column:
    """A column of the import. ``others`` are headings by which existing catalogues call it."""

    name: str
    label: str
    others: tuple[str, ...] = ()
    required: bool = True


_OTHERS = {
    "number": ("No", "Nomor urut", "No urut", "Nomor DIP"),
    "title": ("Judul informasi", "Nama informasi", "Judul dokumen", "Informasi"),
    "summary": ("Ringkasan", "Ringkasan informasi", "Isi informasi", "Ringkasan isi informasi publik"),
    "unit": (
        "Pejabat/unit yang menguasai",
        "Pejabat/unit/satuan kerja yang menguasai",
        "Pejabat/unit/satuan kerja yang menguasai informasi",
        "Unit yang menguasai",
        "Unit yang menguasai informasi",
        "Unit/satuan kerja yang menguasai informasi",
        "Unit kerja",
        "Unit",
        "Satuan kerja",
    ),
    "responsible": (
        "Penanggung jawab",
        "Penanggung jawab pembuatan atau penerbitan informasi",
        "Penanggung jawab informasi",
    ),
    "made_on": ("Waktu pembuatan informasi", "Tanggal pembuatan", "Tanggal pembuatan informasi"),
    "made_at": ("Tempat pembuatan informasi",),
    "formats": ("Format", "Format informasi", "Bentuk informasi", "Bentuk informasi yang tersedia"),
    "retention": (
        "Retensi",
        "Retensi arsip",
        "Jangka waktu penyimpanan",
        "Jangka waktu simpan",
        "Jangka waktu penyimpanan/retensi arsip",
    ),
    "category": ("Kategori", "Jenis informasi", "Kategori/jenis informasi"),
}
COLUMNS = (
    *(
        Column(column.name, column.label, _OTHERS[column.name], required=column.name != "title")
        for column in CATALOGUE_COLUMNS
        if column.name in _OTHERS
    ),
    Column("legal_item", "Butir peraturan", ("Butir", "Kode butir"), required=False),
)
LABELS = {column.name: column.label for column in COLUMNS}


@dataclass(frozen=True)
class Headings:
    """Where each known column stands: ``places`` maps its name to its place, counted from 0."""

    row: int
    places: dict[str, int]
    unknown: tuple[str, ...]

    def where(self, name: str) -> str:
        """The column as a person finds it: "E (Waktu pembuatan)"; "" if the file has none."""
        return f"{get_column_letter(self.places[name] + 1)} ({LABELS[name]})" if name in self.places else ""


def key_of(text: str) -> str:
    """What of a word or a heading counts: letters and digits, whatever their case and width."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


_NAMES = {key_of(text): column.name for column in COLUMNS for text in (column.label, *column.others)}


def find_headings(rows: Iterator[RawRow]) -> tuple[Headings, Iterator[RawRow]]:
    """The row near the top in which most columns are named, and the rows below it.

    Raises ``Unreadable`` with the columns that are missing or stand twice.
    """
    top = list(islice(rows, HEADING_WITHIN))
    if not top:
        raise Unreadable("Berkas ini kosong.")
    place = max(range(len(top)), key=lambda number: len(set(names_in(top[number].cells))))
    found = top[place]
    names = names_in(found.cells)
    _refuse_unless_complete(found.number, [name for name in names if name])
    unknown = [
        shorten(str(cell), 60, placeholder="…")
        for cell, name in zip(found.cells, names, strict=True)
        if not name and not is_empty(cell)
    ]
    places = {name: number for number, name in enumerate(names) if name}
    return Headings(found.number, places, tuple(unknown)), chain(top[place + 1 :], rows)


def names_in(cells: Iterable[Value]) -> list[str]:
    """For each cell the name of the column whose heading it is, or ""."""
    return [_NAMES.get(key_of(cell), "") if isinstance(cell, str) else "" for cell in cells]


def _refuse_unless_complete(row: int, names: list[str]) -> None:
    if twice := [LABELS[name] for name in LABELS if names.count(name) > 1]:
        raise Unreadable(f"Kolom ini ada lebih dari sekali pada baris {row}: {', '.join(twice)}.")
    missing = [column.name for column in COLUMNS if column.required and column.name not in names]
    if not missing:
        return
    where = f"Pada baris judul kolom (baris {row})" if names else "Pada berkas ini"
    hint = " Waktu dan tempat pembuatan ditulis dalam dua kolom." if {"made_on", "made_at"} & set(missing) else ""
    raise Unreadable(f"{where} tidak ada kolom: {', '.join(LABELS[name] for name in missing)}.{hint}")

"""What a file is to the import, whatever kind it was: rows of cells, and what about them is not as it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

MAX_BYTES = 5 * 1024 * 1024
# Drafts are made in one transaction while somebody waits: 17 ms of the processor each (``tests/load/intake.py``).
MAX_ROWS = 500
# No catalogue has more columns; cells to the right of these are not read.
MAX_COLUMNS = 60


class Unreadable(Exception):
    """A file that cannot be read at all; the sentence is in Indonesian and is shown."""


@dataclass(frozen=True)
class Odd:
    """A cell whose value is not what a person sees in it; ``why`` follows the words "Sel ini"."""

    why: str


Value = str | int | float | date | Odd | None

FORMULA = Odd("berisi rumus. Ganti rumus dengan nilainya.")


@dataclass(frozen=True)
class RawRow:
    """One row that is not empty. ``number`` is the one that a spreadsheet program shows beside it."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True)
class Merged:
    """A range of merged cells, counted from 1: only its first cell holds a value."""

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class Appearance:
    """Where a sheet does not show what it holds. Rows and columns are counted from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """A file as rows, read while they are asked for; ``notes`` says what of the file is not read.

    Asking for the next row may raise ``Unreadable``.
    """

    rows: Iterator[RawRow]
    notes: tuple[str, ...] = ()
    appearance: Appearance = field(default_factory=Appearance)


def is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())

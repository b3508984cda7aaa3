"""CSV: cells that a spreadsheet program would read as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from .excel import column_letters
from .findings import Finding, some_of

# "-12,5", "+62 811…" and "- " are data; "=1+1", "@SUM(A1)" and "-cmd|…" are not.
_FORMULA = re.compile(r"\s*(?:[=@＝＠]|[+＋－-](?=\s*[A-Za-z(|@=]))")
_LONGEST_CELL = 1024 * 1024


def inspect(file: BinaryIO) -> Iterator[Finding]:
    """Formulas, whatever separates the cells; the first line tells what does."""
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    first = text.readline()
    text.seek(0)
    delimiter = max(";,\t|", key=first.count)
    cells = [
        f"{column_letters(column)}{row}"
        for row, values in enumerate(csv.reader(text, delimiter=delimiter), start=1)
        for column, value in enumerate(values, start=1)
        if _FORMULA.match(value)
    ]
    if cells:
        yield Finding("formula", f"{len(cells)} sel terbaca sebagai rumus: {some_of(cells)}.")

"""Small files for the demonstration's information: one invented table as PDF, XLSX or CSV, marked as example."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

from openpyxl import Workbook

from portal.core.paper import render_pdf

NOTICE = "Data contoh karangan, bukan data sebenarnya."
TEMPLATE = Path(__file__).with_name("typst") / "example.typ"


@dataclass(frozen=True)
class Table:
    """``rows`` are as long as ``columns``."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def pdf(table: Table) -> bytes:
    return render_pdf(TEMPLATE, vars(table) | {"notice": NOTICE})


def xlsx(table: Table) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Data contoh"
    for row in ([table.title], [NOTICE], table.columns, *table.rows):
        sheet.append(list(row))
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


def comma_separated(table: Table) -> bytes:
    """Without a notice above the header, which programs would read as data; the last column says it on every row."""
    written = StringIO()
    csv.writer(written).writerows([table.columns, *table.rows])
    return written.getvalue().encode()


WRITERS: dict[str, Callable[[Table], bytes]] = {"pdf": pdf, "xlsx": xlsx, "csv": comma_separated}

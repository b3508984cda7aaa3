"""The report as spreadsheets. Cells are inert and times are those of the office's clock."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from portal.core.exports import inert, local

from .figures import Report, Share
from .periods import Period
from .tables import Column, Table, about, steps_table, tables_of

# A share in words is no use to a program that reckons: there it is four numbers that add up to what was done.
SHARE_HEADINGS = ("Dalam waktu baku", "Terlambat", "Waktu baku belum ditetapkan", "Tidak dapat dihitung")

# Steps in detail; more would keep the reader waiting longer than web servers allow.
MOST_STEPS = 20_000


def xlsx(report: Report, period: Period, agency: str) -> bytes:
    """One sheet a table, one about the report and one with every step behind it. Durations are office minutes."""
    book = Workbook(write_only=True)
    opening = about(report, period, agency)
    if len(report.items) > MOST_STEPS:
        rest = f"Hanya {MOST_STEPS} langkah pertama. Selebihnya ada pada unduhan daftar Buku kendali."
        opening.append(("Rincian", rest))
    _add_sheet(book, "Ringkasan", opening, (34, 90))
    for table in (*tables_of(report), steps_table(report, MOST_STEPS)):
        headings = [heading for column in table.columns for heading in _headings(column)]
        widths = [max(14, round(column.width * 14)) for column in table.columns for _ in _headings(column)]
        lines = ([cell for column in table.columns for cell in _cells(column, line)] for line in table.lines)
        _add_sheet(book, table.title, lines, widths, headings)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_csv(report: Report) -> bytes:
    """The figures per step, role and office in one table that other programs can read, in UTF-8 with the mark by
    which spreadsheet programs know it."""
    out = io.StringIO()
    writer = csv.writer(out)
    by_step, by_role, by_office = tables_of(report)[:3]
    columns = by_role.columns[1:]
    writer.writerow(["Menurut", "Nama", "SOP", "Peran", "Waktu baku", *(h for c in columns for h in _headings(c))])
    for table, what in ((by_step, "langkah"), (by_role, "peran"), (by_office, "jabatan")):
        for line in table.lines:
            cells = [what, *_named(table, line), *(cell for column in columns for cell in _cells(column, line))]
            writer.writerow([inert(cell, csv=True) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _named(table: Table, line: tuple) -> list[str]:
    """What a line is about: its name, SOP, role and standard, the last three of a step only."""
    key = line[0]
    if isinstance(key, str):
        return [table.columns[0].words(line), "", "", ""]
    return [key.name, key.sop, key.role_name, key.standard]


def _headings(column: Column) -> Sequence[str]:
    if column.kind == "share":
        return SHARE_HEADINGS
    return (f"{column.title} (menit kerja)",) if column.kind == "minutes" else (column.title,)


def _cells(column: Column, line: Any) -> Sequence[Any]:
    value = column.value(line)
    if isinstance(value, Share):
        return (value.within, value.late, value.unset, value.unknown)
    return (local(value).replace(microsecond=0) if isinstance(value, datetime) else value,)


def _add_sheet(
    book: Workbook, title: str, lines: Iterable[Sequence], widths: Sequence[int], headings: Sequence[str] = ()
) -> None:
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    if headings:
        sheet.freeze_panes = "A2"
        sheet.append([_styled(sheet, heading) for heading in headings])
    for line in lines:
        sheet.append([_typed(sheet, inert(value, csv=False)) for value in line])


def _styled(sheet, heading: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, heading)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _typed(sheet, value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = "yyyy-mm-dd hh:mm"
    return cell

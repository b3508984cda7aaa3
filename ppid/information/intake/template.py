"""The file that is offered to be filled in: the headings, and one row that the import passes over."""

from __future__ import annotations

import csv
import io
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .columns import COLUMNS
from .rows import EXAMPLE

FILE_NAME = "contoh-daftar-informasi"
SHOWN = {
    "number": EXAMPLE,
    "title": "Laporan kinerja tahun 2025",
    "summary": "Capaian indikator kinerja, anggaran, dan kendala selama tahun 2025.",
    "unit": "nama atau kode unit",
    "responsible": "jabatan yang membuat atau menerbitkan",
    "made_on": date(2026, 2, 27),
    "made_at": "kota",
    "formats": "PDF, Cetak",
    "retention": "5 tahun",
    "category": "Berkala",
    "legal_item": "B05",
}


def as_xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Daftar informasi"
    sheet.append([column.label for column in COLUMNS])
    sheet.append([SHOWN[column.name] for column in COLUMNS])
    for number, cell in enumerate(sheet[1], start=1):
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = 24
    for cell in sheet[2]:
        cell.font = Font(italic=True)
        if isinstance(cell.value, date):
            cell.number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_csv() -> bytes:
    """Parted by semicolons and marked as UTF-8, as spreadsheet programs set to Indonesian expect it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([column.label for column in COLUMNS])
    shown = [SHOWN[column.name] for column in COLUMNS]
    writer.writerow([f"{value:%d/%m/%Y}" if isinstance(value, date) else value for value in shown])
    return out.getvalue().encode("utf-8-sig")


WRITERS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}

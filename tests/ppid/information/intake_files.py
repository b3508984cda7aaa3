"""Catalogues as files, good and bad, as officials have them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

HEADINGS = (
    "Nomor",
    "Judul",
    "Ringkasan isi informasi",
    "Pejabat/unit yang menguasai",
    "Penanggung jawab",
    "Waktu pembuatan",
    "Tempat pembuatan",
    "Format",
    "Retensi",
    "Kategori",
    "Butir",
)
TYPES = "[Content_Types].xml"
_ROW = {
    "Judul": "Laporan kinerja",
    "Ringkasan isi informasi": "Capaian indikator kinerja selama setahun.",
    "Pejabat/unit yang menguasai": "program",
    "Penanggung jawab": "Kepala Seksi Contoh",
    "Waktu pembuatan": "27/2/2026",
    "Tempat pembuatan": "Kota Contoh",
    "Format": "PDF, cetak",
    "Retensi": "5 tahun",
    "Kategori": "Berkala",
    "Butir": "",
}


def row(number: object, **changes: object) -> list:
    """One row under ``HEADINGS``; ``Waktu_pembuatan="…"`` changes the column of that name (a blank as "_")."""
    cells = {"Nomor": number, **_ROW}
    for name, value in changes.items():
        heading = name.replace("_", " ")
        assert heading in cells, heading
        cells[heading] = value
    return [cells[heading] for heading in HEADINGS]


def rows(count: int, first: int = 1) -> list[list]:
    return [row(number, Judul=f"Laporan kinerja {number}") for number in range(first, first + count)]


def csv_file(lines: Iterable[Sequence], headings: Sequence = HEADINGS, separator: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(headings)
    writer.writerows([_spelled(cell) for cell in line] for line in lines)
    return out.getvalue().encode()


def _spelled(cell: object) -> object:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def book(lines: Iterable[Sequence], headings: Sequence = HEADINGS) -> Workbook:
    """A workbook for tests that do more to it than fill it."""
    made = Workbook()
    made.active.title = "DIP"
    for line in (headings, *lines):
        made.active.append(list(line))
    return made


def saved(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def xlsx_file(lines: Iterable[Sequence], headings: Sequence = HEADINGS) -> bytes:
    return saved(book(lines, headings))


def with_part(content: bytes, name: str, part: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same archive with one part put in place of another, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", compression) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def sheet(data: str) -> bytes:
    """The XML of a worksheet with these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{data}</sheetData></worksheet>'.encode()


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def with_shared_strings(lines: Sequence[Sequence]) -> bytes:
    """A workbook as Excel and LibreOffice write them: the texts stand in a table of their own."""
    texts = sorted({str(cell) for line in lines for cell in line})
    places = {text: place for place, text in enumerate(texts)}
    data = "".join(
        "<row>" + "".join(f'<c t="s"><v>{places[str(cell)]}</v></c>' for cell in line) + "</row>" for line in lines
    )
    table = "".join(f"<si><t>{text}</t></si>" for text in texts)
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    content = with_part(xlsx_file([]), "xl/worksheets/sheet1.xml", sheet(data))
    content = with_part(content, TYPES, part_of(content, TYPES).replace(b"</Types>", named))
    return with_part(content, "xl/sharedStrings.xml", f"<sst {space}>{table}</sst>".encode())

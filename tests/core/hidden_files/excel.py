"""Workbooks, each with one kind of hidden content, and clean ones."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.workbook.defined_name import DefinedName

from tests.core import files

from .packages import SECRET, Hiding, archive_of, parts_of, with_part


def xlsx(change: Callable[[Workbook], object] = lambda book: None) -> bytes:
    """A workbook with a sheet “Data”, as ``change`` leaves it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in (["Puskesmas", "Jumlah", "Catatan"], ["Contoh A", 12, SECRET], ["Contoh B", 7, "-"]):
        sheet.append(row)
    change(book)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def _hidden_sheet(state: str) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        book.create_sheet("Gaji")["A1"] = SECRET
        book["Gaji"].sheet_state = state

    return change


def _hidden_row(book: Workbook) -> None:
    book["Data"].row_dimensions[2].hidden = True


def _hidden_column(book: Workbook) -> None:
    book["Data"].column_dimensions["C"].hidden = True


def _hidden_empty_column(book: Workbook) -> None:
    book["Data"].column_dimensions["F"].hidden = True
    book["Data"].row_dimensions[9].hidden = True


def _hidden_by_default(book: Workbook) -> None:
    book["Data"].sheet_format.zeroHeight = True


def _comment(book: Workbook) -> None:
    book["Data"]["B2"].comment = Comment(SECRET, "Siti")


def _filter(book: Workbook) -> None:
    book["Data"].auto_filter.ref = "A1:C3"
    book.defined_names["_xlnm._FilterDatabase"] = DefinedName(
        "_xlnm._FilterDatabase", attr_text="Data!$A$1:$C$3", hidden=True
    )


def _hidden_name(book: Workbook) -> None:
    book.defined_names["tarif"] = DefinedName("tarif", attr_text=f'"{SECRET}"', hidden=True)


def _picture(book: Workbook) -> None:
    book["Data"].add_image(SheetImage(BytesIO(files.picture_with_position())), "E1")


def _plain_picture(book: Workbook) -> None:
    book["Data"].add_image(SheetImage(BytesIO(files.picture())), "E1")


def _chart(book: Workbook) -> None:
    chart = BarChart()
    chart.add_data(Reference(book["Data"], min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book["Data"].add_chart(chart, "E1")


def _author(book: Workbook) -> None:
    book.properties.creator = "Siti Contoh"


_BOOK = "xl/workbook.xml"
_SHEET = "xl/worksheets/sheet1.xml"


def _flat_row() -> bytes:
    parts = parts_of(xlsx())
    parts[_SHEET] = parts[_SHEET].replace(b'<row r="2"', b'<row r="2" ht="0"')
    return archive_of(parts)


def _pivot() -> bytes:
    cache = f"<pivotCacheDefinition xmlns='x'><sharedItems><s v='{SECRET}'/></sharedItems></pivotCacheDefinition>"
    return with_part(xlsx(), _BOOK, "pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", cache)


def _threaded() -> bytes:
    talk = f"<ThreadedComments xmlns='x'><threadedComment ref='C3'>{SECRET}</threadedComment></ThreadedComments>"
    people = "<personList xmlns='x'><person displayName='Siti Contoh'/></personList>"
    book = with_part(xlsx(), _SHEET, "threadedComment", "xl/threadedComments/threadedComment1.xml", talk)
    return with_part(book, _BOOK, "person", "xl/persons/person.xml", people)


HIDING = {
    "hidden sheet": Hiding("xlsx", xlsx(_hidden_sheet("hidden")), "hidden-sheet", "Lembar “Gaji”"),
    "very hidden sheet": Hiding("xlsx", xlsx(_hidden_sheet("veryHidden")), "hidden-sheet", "Lembar “Gaji”"),
    "hidden row": Hiding("xlsx", xlsx(_hidden_row), "hidden-cells", "Lembar “Data”: 1 baris disembunyikan (baris 2)"),
    "row without height": Hiding("xlsx", _flat_row(), "hidden-cells", "(baris 2)"),
    "rows hidden by default": Hiding("xlsx", xlsx(_hidden_by_default), "hidden-cells", "3 baris"),
    "hidden column": Hiding("xlsx", xlsx(_hidden_column), "hidden-cells", "1 kolom disembunyikan (kolom C)"),
    "comment": Hiding("xlsx", xlsx(_comment), "comment", "1 komentar atau catatan (B2)", goes=True),
    "talk in a cell": Hiding("xlsx", _threaded(), "comment", "(C3)", goes=True),
    "pivot cache": Hiding("xlsx", _pivot(), "pivot-cache", "1 tabel pivot"),
    "connection": Hiding(
        "xlsx", with_part(xlsx(), _BOOK, "connections", "xl/connections.xml", "<connections/>"), "connection"
    ),
    "query": Hiding(
        "xlsx",
        with_part(xlsx(), _BOOK, "customXml", "customXml/item1.xml", f"<DataMashup xmlns='x'>{SECRET}</DataMashup>"),
        "connection",
        "Power Query",
    ),
    "link to another workbook": Hiding(
        "xlsx",
        with_part(
            with_part(xlsx(), _BOOK, "externalLink", "xl/externalLinks/externalLink1.xml", "<externalLink/>"),
            "xl/externalLinks/externalLink1.xml",
            "externalLinkPath",
            "file:///C:/Users/siti/gaji.xlsx",
            external=True,
        ),
        "external-link",
        "gaji.xlsx",
    ),
    "object": Hiding(
        "xlsx",
        with_part(xlsx(), _SHEET, "oleObject", "xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + SECRET.encode()),
        "embedded",
        "oleObject1.bin",
    ),
    "custom XML": Hiding(
        "xlsx",
        with_part(xlsx(), _BOOK, "customXml", "customXml/item1.xml", f"<data xmlns='urn:x'>{SECRET}</data>"),
        "custom-xml",
        goes=True,
    ),
    "shared workbook's history": Hiding(
        "xlsx",
        with_part(xlsx(), _BOOK, "revisionHeaders", "xl/revisions/revisionHeaders.xml", "<headers/>"),
        "old-version",
    ),
    "picture with its place": Hiding("xlsx", xlsx(_picture), "picture-data", "lokasi pengambilan", goes=True),
}

# What hides nothing, however much it looks like it.
CLEAN = {
    "workbook": ("xlsx", xlsx()),
    "workbook with a filter": ("xlsx", xlsx(_filter)),
    "workbook with a chart": ("xlsx", xlsx(_chart)),
    "workbook with a picture": ("xlsx", xlsx(_plain_picture)),
    "workbook with hidden empty cells": ("xlsx", xlsx(_hidden_empty_column)),
}

NAMING = {"workbook": ("xlsx", xlsx(_author))}
WITH_HIDDEN_NAME = xlsx(_hidden_name)

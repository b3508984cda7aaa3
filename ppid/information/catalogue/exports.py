"""A list as CSV, XLSX and JSON: exactly what is shown, row by row in flat memory, and nothing that a program runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

from portal.core import xlsx
from portal.core.exports import inert

from ..models import CataloguePage
from .listing import Filters, keys_for
from .rows import COLUMNS, Column, rows_of, site_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
# Spreadsheet programs take a file for UTF-8 by this mark.
BYTE_ORDER_MARK = "\ufeff"
WIDTHS = {"number": 9, "date": 14, "text": 32, "links": 60}
# Pieces that leave together: a web server pays for each of them.
LINES_AT_ONCE = 100


def download(catalogue: CataloguePage, request: HttpRequest, kind: str) -> HttpResponseBase:
    """The live catalogue under the same filters and in the same order as the table, all of its pages."""
    filters = Filters.read(request.GET)
    now = timezone.localtime()
    head = {
        "list": catalogue.title,
        "made_at": now.isoformat(timespec="seconds"),
        "address": catalogue.get_full_url(),
        "filter": filters.query(),
    }
    name = f"{catalogue.slug}-{now.date().isoformat()}"
    return as_file(kind, name, head, COLUMNS, rows_of(list(keys_for(filters)), site_of(catalogue)))


def as_file(
    kind: str, name: str, head: dict[str, Any], columns: Sequence[Column], rows: Iterable[dict]
) -> HttpResponseBase:
    """The rows as a download of that ``kind``; ``name`` without its ending, ``head`` for JSON alone."""
    if kind == "xlsx":
        pieces = xlsx_pieces(columns, rows)
    else:
        pieces = _together(csv_lines(columns, rows) if kind == "csv" else json_lines(head, columns, rows))
    return labelled(StreamingHttpResponse(pieces), kind, name)


def labelled(response: HttpResponseBase, kind: str, name: str) -> HttpResponseBase:
    """The same answer with its type, its file name, and out of the search engines, which should find the page."""
    response["Content-Type"] = TYPES[kind]
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}")
    response["X-Robots-Tag"] = "noindex"
    return response


def csv_lines(columns: Sequence[Column], rows: Iterable[dict]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([column.label for column in columns])
    for row in rows:
        yield writer.writerow([_in_csv(column, row) for column in columns])


def json_lines(head: dict[str, Any], columns: Sequence[Column], rows: Iterable[dict]) -> Iterator[str]:
    """One JSON object: the fields of ``head``, the columns' labels, and the rows, one on each line."""
    opening = json.dumps(head | {"columns": {column.name: column.label for column in columns}}, ensure_ascii=False)
    yield f'{opening[:-1]}, "rows": ['
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
    yield "\n]}\n"


def xlsx_pieces(columns: Sequence[Column], rows: Iterable[dict]) -> Iterator[bytes]:
    cells = ([_typed(column, row) for column in columns] for row in rows)
    return xlsx.pieces([column.label for column in columns], [WIDTHS[column.kind] for column in columns], cells)


class _Echo:
    """What ``csv.writer`` writes to, so that it hands each line back."""

    def write(self, line: str) -> str:
        return line


def _plain(column: Column, row: dict) -> Any:
    """A value as one cell holds it: links as their addresses, each on its own line."""
    value = row.get(column.name)
    return "\n".join(link["address"] for link in value) if column.kind == "links" else value


def _in_csv(column: Column, row: dict) -> Any:
    """A date is ISO text of our own and stays a date; everything else somebody wrote."""
    value = _plain(column, row)
    return value if column.kind == "date" else inert(value, csv=True)


def _typed(column: Column, row: dict) -> Any:
    value = _plain(column, row)
    return date.fromisoformat(value) if column.kind == "date" and value else inert(value, csv=False)


def _together(lines: Iterable[str]) -> Iterator[str]:
    lines = iter(lines)
    while piece := "".join(islice(lines, LINES_AT_ONCE)):
        yield piece

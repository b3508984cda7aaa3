"""The register as a spreadsheet and on paper; every export is on record before a row leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from wagtail.models import Site

from portal.core import xlsx
from portal.core.exports import inert
from portal.core.models import AgencyIdentity, ExportRecord
from portal.core.paper import render_pdf

from .columns import COLUMNS, LEGAL_COLUMNS
from .rows import keys_of, rows_of

if TYPE_CHECKING:
    from ..actors import Person

WHAT = "register-permohonan"
TYPST = Path(__file__).parent / "typst" / "register.typ"


def spreadsheet(year: int, person: Person) -> Iterator[bytes]:
    """The register of a year as XLSX, piece by piece; the record is written before the first piece."""
    keys = keys_of(year)
    _record(person, "xlsx", year, len(keys))
    headings, widths = [column.label for column in COLUMNS], [column.width for column in COLUMNS]
    rows = ([inert(value, csv=False) for value in row] for row in rows_of(keys))
    return xlsx.pieces(headings, widths, rows)


def paper(year: int, person: Person) -> bytes:
    """The legal columns of a year's register as PDF, for the binder."""
    keys = keys_of(year)
    _record(person, "pdf", year, len(keys))
    identity = AgencyIdentity.for_site(Site.objects.get(is_default_site=True))
    return render_pdf(
        TYPST,
        {
            "agency": identity.name,
            "year": year,
            "columns": [{"label": column.label, "width": column.width} for column in LEGAL_COLUMNS],
            "rows": [[_word(value) for value in row] for row in rows_of(keys, LEGAL_COLUMNS)],
        },
    )


def _word(value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "d-m-Y")
    return "" if value is None else str(value)


def _record(person: Person, form: str, year: int, rows: int) -> None:
    ExportRecord.objects.create(
        what=WHAT,
        by=person.user,
        by_name=person.name,
        office=person.office[:255],
        format=form,
        filters=f"tahun={year}",
        rows=rows,
    )

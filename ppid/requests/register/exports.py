"""A register as a spreadsheet and on paper; every export is on record before a row leaves."""

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

from .rows import rows_of

if TYPE_CHECKING:
    from ..actors import Person
    from .registers import Register

TYPST = Path(__file__).parent / "typst" / "register.typ"


def spreadsheet(register: Register, year: int, person: Person) -> Iterator[bytes]:
    """The register of a year as XLSX, piece by piece; the record is written before the first piece."""
    keys, columns = register.keys_of(year), register.columns
    _record(register, person, "xlsx", year, len(keys))
    headings, widths = [column.label for column in columns], [column.width for column in columns]
    rows = ([inert(value, csv=False) for value in row] for row in rows_of(register, keys, columns))
    return xlsx.pieces(headings, widths, rows)


def paper(register: Register, year: int, person: Person) -> bytes:
    """The legal columns of a year's register as PDF, for the binder."""
    keys = register.keys_of(year)
    _record(register, person, "pdf", year, len(keys))
    identity = AgencyIdentity.for_site(Site.objects.get(is_default_site=True))
    return render_pdf(
        TYPST,
        {
            "title": register.title,
            "agency": identity.name,
            "year": year,
            "columns": [{"label": column.label, "width": column.width} for column in register.legal],
            "rows": [[word(value) for value in row] for row in rows_of(register, keys, register.legal)],
        },
    )


def word(value: Any) -> str:
    if isinstance(value, date):
        return date_format(value, "d-m-Y")
    return "" if value is None else str(value)


def _record(register: Register, person: Person, form: str, year: int, rows: int) -> None:
    ExportRecord.objects.create(
        what=register.what,
        by=person.user,
        by_name=person.name,
        office=person.office[:255],
        format=form,
        filters=f"tahun={year}",
        rows=rows,
    )

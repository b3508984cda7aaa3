"""The annual report on paper, for archives and for readers in one: PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from pathlib import Path

from django.utils.formats import date_format

from portal.core.models import AgencyIdentity
from portal.core.paper import render_pdf

from .report import Part, Report, published_on
from .tables import Table

TYPST = Path(__file__).parent / "typst" / "report.typ"
STANDARDS = ("a-2a", "ua-1")


def pdf_of(report: Report, identity: AgencyIdentity) -> bytes:
    """The same file whenever it is made of the same published report: it is dated by its publication."""
    day = published_on(report)
    return render_pdf(
        TYPST,
        {
            "agency": identity.name,
            "parent": identity.parent_name,
            "title": report.title,
            "date": {"year": day.year, "month": day.month, "day": day.day} if day else None,
            "dated": date_format(day, "j F Y") if day else "",
            "counted_on": report.account.counted_on,
            "parts": [_part(part) for part in report.parts],
            "method": report.account.method,
            "signature": report.signature,
        },
        standard=STANDARDS,
    )


def _part(part: Part) -> dict:
    return {
        "heading": f"{part.letter}. {part.title}",
        "texts": [{"heading": heading, "text": text} for heading, text in part.texts],
        "tables": [_table(table) for table in part.tables],
    }


def _table(table: Table) -> dict:
    return {
        "title": table.title,
        "heading": table.heading,
        "note": table.note,
        "rows": [[line.name, line.words] for line in table.lines],
    }

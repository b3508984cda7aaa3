"""The annual report on paper, for archives and for readers in one: PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path

from django.core.cache import cache
from django.utils.formats import date_format

from portal.core.models import AgencyIdentity
from portal.core.paper import render_pdf

from .report import Part, Report, published_on
from .tables import Table

TYPST = Path(__file__).parent / "typst" / "report.typ"
STANDARDS = ("a-2a", "ua-1")
KEPT_FOR = timedelta(days=1).total_seconds()


def pdf_of(report: Report, identity: AgencyIdentity) -> bytes:
    """The same file whenever it is made of the same published report: it is dated by its publication."""
    return render_pdf(TYPST, _values(report, identity), standard=STANDARDS)


def kept_pdf_of(report: Report, identity: AgencyIdentity) -> bytes:
    """The same, made once for all readers and anew where anything that stands on it has changed."""
    stands_on_it = json.dumps(_values(report, identity), sort_keys=True) + TYPST.read_text("utf-8")
    key = f"report-pdf:{hashlib.sha256(stands_on_it.encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: pdf_of(report, identity), KEPT_FOR)


def _values(report: Report, identity: AgencyIdentity) -> dict:
    day = published_on(report)
    return {
        "agency": identity.name,
        "parent": identity.parent_name,
        "title": report.title,
        "date": {"year": day.year, "month": day.month, "day": day.day} if day else None,
        "dated": date_format(day, "j F Y") if day else "",
        "counted_on": report.account.counted_on,
        "parts": [_part(part) for part in report.parts],
        "method": report.account.method,
        "signature": report.signature,
    }


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
        "value_heading": table.value_heading,
        "is_empty": table.is_empty,
        "note": table.note,
        "rows": [[line.name, line.words] for line in table.lines],
    }

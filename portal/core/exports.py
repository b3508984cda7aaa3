"""Spreadsheets that do nothing but hold text: no cell of an export is ever run as a formula.

Wagtail's own export writes formulas as they came and times as UTC (a deadline moves to the day before).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What starts a formula in some spreadsheet program, also behind blanks and in full width.
FORMULA_START = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]")
# What an XLSX file cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What a spreadsheet program would turn into a number or a date and thereby change: 0812, 1/2, 08.00-16.00, 10%, 5E3.
CODE = re.compile(r"^(0\d+|\d{16,}|\d[\d\s]*([/.,:%-]|[eE]\d)[\d\s/.,:-]*)$")


def inert(value: Any, *, csv: bool) -> Any:
    """``value`` as a cell that no program runs or rounds; what is no text stays as it is.

    The apostrophe is the mark by which spreadsheet programs know text. XLSX cells carry their own type, so
    there only formulas get one.
    """
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("", value)
    if FORMULA_START.match(text) or (csv and CODE.match(text)):
        return f"'{text}"
    return text


def local(value: datetime) -> datetime:
    """The time on the office's clock, without zone: spreadsheets know none."""
    return timezone.make_naive(value) if timezone.is_aware(value) else value


class InertExportMixin(SpreadsheetExportMixin):
    """Put before Wagtail's list or report view: its CSV and XLSX downloads are inert and in local time."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        csv = export_format == self.FORMAT_CSV
        if isinstance(value, datetime):
            value = local(value).replace(microsecond=0)
            if csv:
                return value.isoformat(sep=" ")
        return inert(super().preprocess_field_value(field, value, export_format), csv=csv)

    def generate_xlsx_row(self, worksheet, row_dict: dict, date_format: str | None = None) -> Iterator:
        return super().generate_xlsx_row(worksheet, row_dict, date_format="yyyy-mm-dd hh:mm")

"""The report on paper: PDF/UA-1, A4 across, with the figures, the chart and the method."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from portal.core.paper import render_pdf

from . import words
from .chart import Chart, charts_of
from .figures import Report
from .periods import Period
from .tables import METHOD, Table, summary, tables_of

TEMPLATE = Path(__file__).parent / "quality.typ"
# A year may hold thousands of returns; whoever needs them all finds them in the spreadsheet.
MOST_LINES = 200
MOST_LETTERS = 400


def pdf(report: Report, period: Period, agency: str, now: datetime) -> bytes:
    """The report as PDF; ``now`` is when it was printed."""
    return render_pdf(
        TEMPLATE,
        {
            "title": "Buku Kendali Manajemen Mutu",
            "agency": agency,
            "period": period.days,
            "cut": words.moment(report.cut),
            "sops": sorted({key.sop for key, _ in report.by_step if key.sop}),
            "summary": summary(report),
            "charts": [_chart(chart) for chart in charts_of(report.by_step)],
            "tables": [_table(table) for table in tables_of(report)],
            "method": METHOD,
            "footer": f"Dicetak dari portal pada {words.moment(now)}.",
        },
    )


def _table(table: Table) -> dict:
    left_out = len(table.lines) - MOST_LINES
    return {
        "title": table.title,
        "note": table.note,
        "empty": table.empty,
        "columns": [
            {"title": column.title, "width": column.width, "number": column.is_number} for column in table.columns
        ],
        "rows": [[_shortened(cell) for cell in row] for row in table.rows(MOST_LINES)],
        "more": f"Masih ada {left_out} baris lain; semuanya ada dalam unduhan XLSX." if left_out > 0 else "",
    }


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def _chart(chart: Chart) -> dict:
    return {"title": chart.title, "rows": [asdict(row) for row in chart.rows]}

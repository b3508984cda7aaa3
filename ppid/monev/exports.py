"""The self-check as evidence sheet: XLSX and CSV with inert cells; each export is on record before a row leaves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import number_format

from portal.core import xlsx
from portal.core.exports import inert, local
from portal.core.models import ExportRecord

from .models import Evidence

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from .report import Line, Report

WHAT = "periksa-diri-monev"
NOT_SET = "belum ditetapkan"
NO_EVIDENCE = "tanpa bukti"
COLUMNS = (
    ("Kode", 8),
    ("Kelompok", 24),
    ("Butir", 40),
    ("Bukti yang diminta", 40),
    ("Bobot", 16),
    ("Jawaban", 10),
    ("Nilai", 8),
    ("Mengapa nol", 16),
    ("Alamat", 50),
    ("Keadaan tautan", 24),
    ("Diperiksa pada", 18),
    ("Terakhir dimutakhirkan", 14),
    ("Perlu dimutakhirkan", 14),
    ("Unit pemilik", 24),
    ("Penanggung jawab", 24),
    ("Catatan", 40),
)


def take_out(report: Report, kind: str, user: AbstractUser, office: str) -> bytes:
    """The sheet as ``kind``, "xlsx" or "csv"."""
    rows = [row for line in report.lines for row in _rows(line)]
    ExportRecord.objects.create(
        what=WHAT,
        by=user,
        by_name=(user.get_full_name() or user.get_username())[:255],
        office=office[:255],
        format=kind,
        filters=f"kuesioner={report.questionnaire.code}",
        rows=len(rows),
    )
    return _xlsx(rows) if kind == "xlsx" else _csv(rows)


def _rows(line: Line) -> Iterator[list[Any]]:
    """One row an address; an item without evidence has a row that says so."""
    item, answer = line.item, line.answer
    head = [
        item.code,
        item.group,
        item.title,
        item.evidence,
        NOT_SET if item.weight is None else str(item.weight),
        answer.answer if answer else "",
        number_format(float(line.rated.share), 2),
        line.rated.lack.value if line.rated.lack else "",
    ]
    tail = [
        str(answer.unit or "") if answer else "",
        answer.responsible if answer else "",
        answer.note if answer else "",
    ]
    stale = "ya" if line.is_stale else ""
    if not line.evidence:
        yield [*head, NO_EVIDENCE, "", "", None, stale, *tail]
    for evidence in line.evidence:
        yield [*head, evidence.address, _state(evidence), _moment(evidence), evidence.updated_on, stale, *tail]


def _state(evidence: Evidence) -> str:
    return ": ".join(filter(None, (evidence.get_state_display(), evidence.detail)))


def _moment(evidence: Evidence) -> str:
    return f"{local(timezone.localtime(evidence.checked_at)):%Y-%m-%d %H:%M}" if evidence.checked_at else ""


def _xlsx(rows: list[list[Any]]) -> bytes:
    cells = ([inert(value, csv=False) for value in row] for row in rows)
    return b"".join(xlsx.pieces([name for name, _ in COLUMNS], [width for _, width in COLUMNS], cells))


def _csv(rows: list[list[Any]]) -> bytes:
    """In UTF-8 with the mark by which spreadsheet programs know it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _ in COLUMNS])
    writer.writerows([inert(value, csv=True) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")

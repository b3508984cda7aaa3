"""The history of a case as officers read it: what happened, who did it, and whether a row was tampered with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from ..clocks import rules
from ..disputes.steps import Ruling, Stage
from ..history import first_break, told
from ..letters.papers import EXTENSION_GROUNDS
from ..models import HistoryRow, InformationRequest, Objection, RequestedItem

# How the details that acts leave (``effects``) are called; a note is linked, not told.
NAMES = {
    "by": "disampaikan lewat",
    "channel": "cara penyampaian",
    "clock": "tenggat",
    "completed_on": "dilengkapi pada",
    "costs": "baris biaya",
    "dispute_due_on": "batas mengajukan sengketa",
    "due_on": "jatuh tempo",
    "files": "berkas",
    "ground": "dasar",
    "in_time": "dalam waktunya",
    "is_late": "lewat waktu pengajuan",
    "internal_due_on": "batas untuk unit",
    "items": "butir",
    "letter": "surat",
    "letters": "surat",
    "missing": "kekurangan",
    "notice_received_on": "surat diterima pemohon pada",
    "opened": "membuka informasi",
    "order_due_on": "batas pelaksanaan perintah",
    "outcome": "putusan",
    "outcomes": "hasil menurut butir",
    "on": "tanggal",
    "page": "halaman yang dibuka",
    "reasons": "alasan",
    "received_on": "diterima pada",
    "proof": "sidik bukti penyampaian",
    "response": "tanggapan",
    "replaced": "menggantikan berkas dengan sidik",
    "sha256": "sidik",
    "removed": "berkas dicabut",
    "ruling": "isi putusan",
    "stage": "tahap",
    "unit": "unit",
    "before": "semula",
    "after": "menjadi",
    "due": "jatuh tempo",
    "shown": "yang disampaikan",
}
WORDS = {
    **dict(InformationRequest.Channel.choices),
    **dict(RequestedItem.Outcome.choices),
    **dict(Objection.Outcome.choices),
    **dict(Objection.Response.choices),
    **dict(Stage.choices),
    **dict(Ruling.choices),
    **EXTENSION_GROUNDS,
    "e-mail": "surel",
    "letter": "surat",
}
NOTE = "note"


@dataclass(frozen=True)
class Line:
    """One row of the history in words; ``is_broken`` marks the first row that does not fit what came before it."""

    row: HistoryRow
    label: str
    details: tuple[tuple[str, str], ...]
    note: int | None
    is_broken: bool


@dataclass(frozen=True)
class Timeline:
    """``broken`` is the first row that was altered behind the program's back, if any."""

    lines: tuple[Line, ...]
    broken: HistoryRow | None


def timeline_of(rows: Sequence[HistoryRow]) -> Timeline:
    """The whole history of one case, in its order."""
    broken = first_break(rows)
    lines = (
        Line(
            row=row,
            label=told(row),
            details=tuple(_told(row.details)),
            note=row.details.get(NOTE),
            is_broken=row is broken,
        )
        for row in rows
    )
    return Timeline(tuple(lines), broken)


def _told(details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in details.items():
        if name != NOTE and (value is False or value not in ("", [], {}, None, 0)):
            yield NAMES.get(name, name), _in_words(name, value)


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Mapping):
        return "; ".join(f"{NAMES.get(key, key)} {_in_words(key, told)}" for key, told in value.items())
    if isinstance(value, list):
        return ", ".join(_in_words(name, told) for told in value)
    if name == "clock" and value in rules.rules().clocks:
        return rules.clock(value).what
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except (TypeError, ValueError):
        return WORDS.get(value, str(value))

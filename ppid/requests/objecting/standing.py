"""Where an objection stands, in plain words for whoever objected, with the dates that matter now and their proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .. import deadlines
from ..clocks import rules
from ..objections.lifecycle import State
from ..time_left import time_left
from ..tracking.standing import APPLICANT, NOBODY, OFFICE, Explained, Step

if TYPE_CHECKING:
    from ..models import Objection

SUPERIOR = "Atasan PPID"
NOW: Mapping[str, tuple[str, str]] = {
    State.RECEIVED: ("Atasan PPID sedang memeriksa keberatan Anda.", SUPERIOR),
    State.DECIDED: ("Keberatan sudah diputus. Tanggapannya segera kami sampaikan.", OFFICE),
    State.NOTIFIED: ("Tanggapan Atasan PPID sudah tersedia. Bacalah di bawah ini.", APPLICANT),
    State.FULFILLED: ("PPID sudah melaksanakan putusan Atasan PPID.", APPLICANT),
    State.CLOSED: ("Keberatan ini sudah selesai.", NOBODY),
    State.WITHDRAWN: ("Keberatan ini sudah Anda cabut.", NOBODY),
}
ORDERED = ("Tanggapan Atasan PPID sudah tersedia. PPID sedang melaksanakan perintah di dalamnya.", OFFICE)
SILENT = ("Atasan PPID belum menanggapi sampai batas waktunya.", APPLICANT)
SILENCE = (
    "Tanggapan masih dapat datang, tetapi Anda tidak perlu menunggunya. Anda dapat mengajukan permohonan penyelesaian "
    "sengketa kepada Komisi Informasi Provinsi, tanpa biaya. Unduh berkas perkara di bawah ini sebagai bahannya."
)
SILENCE_IS_OLD = "Batas waktu mengajukan sengketa sudah lewat. {missed} Tanggapan Atasan PPID masih dapat datang."
TOLD: Mapping[str, str] = {
    "object": "Keberatan diterima dan dicatat.",
    "decide": "Keberatan diputus oleh Atasan PPID.",
    "notify": "Tanggapan Atasan PPID disampaikan.",
    "record-receipt": "Tanggal Anda menerima tanggapan dicatat.",
    "fulfil": "Perintah Atasan PPID dilaksanakan.",
    "respond": "Tanggapan Anda dicatat.",
    "put-final": "Surat yang sudah ditandatangani disimpan; berkas itulah yang berlaku.",
    "close": "Keberatan selesai.",
    "close-after-term": "Keberatan selesai; batas waktu mengajukan sengketa sudah lewat.",
    "lapse": "Batas waktu tanggapan lewat tanpa tanggapan; batas mengajukan sengketa dihitung.",
    "withdraw": "Keberatan dicabut.",
    "reissue-secret": "Kode pelacakan baru diterbitkan.",
    "dispute-register": "Sengketa dicatat di Komisi Informasi.",
    "dispute-ruling": "Putusan Komisi Informasi diterima.",
}


@dataclass(frozen=True)
class Standing:
    now: str
    on_move: str
    note: str
    dates: tuple[Explained, ...]
    steps: tuple[Step, ...]


def standing_of(objection: Objection, today: date, closed: Mapping[date, str]) -> Standing:
    """Everything that the objector is told of its course (two queries)."""
    now, on_move = _now(objection)
    rows = objection.history.filter(event__in=TOLD).order_by("sequence")
    return Standing(
        now=now,
        on_move=on_move,
        note=_note(objection, today),
        dates=tuple(_dates(objection, today, closed)),
        steps=tuple(Step(row.at, TOLD[row.event]) for row in rows),
    )


def _now(objection: Objection) -> tuple[str, str]:
    if _is_silent(objection):
        return SILENT
    if objection.state == State.NOTIFIED and objection.order:
        return ORDERED
    return NOW[objection.state]


def _is_silent(objection: Objection) -> bool:
    return objection.lapsed_on is not None and objection.state == State.RECEIVED


def _note(objection: Objection, today: date) -> str:
    if _is_silent(objection):
        is_old = objection.dispute_due_on is not None and objection.dispute_due_on < today
        return SILENCE_IS_OLD.format(missed=rules.clock(deadlines.DISPUTE).missed) if is_old else SILENCE
    if objection.state == State.RECEIVED and objection.due_on is None:
        return "Tanggal tanggapan belum dapat dihitung karena kalender kerja belum dimuat."
    return ""


def _dates(objection: Objection, today: date, closed: Mapping[date, str]) -> Iterator[Explained]:
    current = {deadline.clock: deadline for deadline in objection.deadlines.filter(replaced_at=None)}
    wanted = []
    if objection.decided_on is None and objection.state != State.WITHDRAWN:
        wanted.append((deadlines.DECIDE, "Atasan PPID menanggapi paling lambat"))
    if objection.state != State.WITHDRAWN:
        wanted.append((deadlines.DISPUTE, "Sengketa dapat Anda ajukan paling lambat"))
    for clock, label in wanted:
        if (deadline := current.get(clock)) is not None:
            day = deadline.shown_on
            yield Explained(label, day, time_left(day, today, closed).words, deadlines.reasons(deadline))
    if objection.order_due_on and objection.state == State.NOTIFIED:
        left = time_left(objection.order_due_on, today, closed).words
        yield Explained("PPID melaksanakan perintah paling lambat", objection.order_due_on, left, ())

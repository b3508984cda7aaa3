"""What an applicant can ask: the deadlines that he meets, each with the one date that he knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.workdays.reckoning import ClosedDays

from ..clocks import reckoning
from ..clocks.reckoning import Reckoned

Reckoning = Callable[[date, date | None, ClosedDays], Reckoned]


@dataclass(frozen=True)
class Question:
    """``asked_date`` tells which date to fill in; ``completes``: a completed request moves this deadline."""

    label: str
    asked_date: str
    reckon: Reckoning
    completes: bool = False


def _started_by(clock_id: str, start_event: str, *, days_later: int = 0) -> Reckoning:
    def reckon(day: date, completed_on: date | None, closed: ClosedDays) -> Reckoned:
        start = day + timedelta(days=days_later)
        return reckoning.reckon(clock_id, start, closed, start_event=start_event)

    return reckon


def _extended_answer(received_on: date, completed_on: date | None, closed: ClosedDays) -> Reckoned:
    """With the notice given on the last day on which it may be given."""
    first = reckoning.answer_due(received_on, completed_on, closed)
    return reckoning.extended_due(first, first.due, closed)


QUESTIONS = {
    "jawaban": Question(
        "Jawaban PPID atas permohonan", "permohonan diterima badan publik", reckoning.answer_due, completes=True
    ),
    "perpanjangan": Question(
        "Jawaban PPID bila diperpanjang", "permohonan diterima badan publik", _extended_answer, completes=True
    ),
    "melengkapi": Question(
        "Melengkapi permohonan",
        "Anda menerima surat keterangan tidak lengkap",
        _started_by("C03", "incompleteness-notice-received"),
    ),
    "keberatan": Question(
        "Mengajukan keberatan atas jawaban PPID",
        "Anda menerima jawaban itu",
        _started_by("C06", "answer-received"),
    ),
    "keberatan-tanpa-jawaban": Question(
        "Mengajukan keberatan karena tidak dijawab",
        "terakhir PPID seharusnya menjawab",
        # The reason is found on the day after, when no answer has come (UU 14/2008 Pasal 36 ayat (1)).
        _started_by("C06", "request-unanswered", days_later=1),
    ),
    "tanggapan": Question(
        "Tanggapan Atasan PPID atas keberatan",
        "keberatan tertulis diterima badan publik",
        _started_by("C07", "objection-registered"),
    ),
    "sengketa": Question(
        "Mengajukan sengketa setelah keberatan ditanggapi",
        "Anda menerima tanggapan itu",
        _started_by("C08", "objection-answer-received"),
    ),
    "sengketa-tanpa-tanggapan": Question(
        "Mengajukan sengketa karena keberatan tidak ditanggapi",
        "terakhir Atasan PPID seharusnya menanggapi",
        _started_by("C08", "objection-unanswered"),
    ),
}

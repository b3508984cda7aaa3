"""Where a request stands, in plain words for whoever asked: what happened, what happens now, and who has to act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from .. import deadlines
from ..clocks import rules
from ..clocks.explaining import period_words
from ..lifecycle import FINAL_STATES, UNANSWERED_STATES, State
from ..models import Deadline, HistoryRow
from ..time_left import time_left

if TYPE_CHECKING:
    from ..models import InformationRequest

OFFICE, APPLICANT, NOBODY = "Kantor kami (PPID)", "Anda", "Tidak ada lagi"

# What happens now, and who is on move.
NOW: Mapping[str, tuple[str, str]] = {
    State.RECEIVED: ("Kami memeriksa apakah permohonan Anda lengkap.", OFFICE),
    State.INCOMPLETE: ("Permohonan Anda belum lengkap dan menunggu Anda melengkapinya.", APPLICANT),
    State.ACCEPTED: ("Permohonan Anda lengkap. Kami meneruskannya kepada unit yang menguasai informasinya.", OFFICE),
    State.DISPOSED: ("Unit yang menguasai informasi sedang menyiapkan jawaban.", OFFICE),
    State.DRAFTING: ("Unit yang menguasai informasi sedang menyiapkan jawaban.", OFFICE),
    State.DRAFTED: ("Jawaban sedang diperiksa dan akan ditandatangani.", OFFICE),
    State.SIGNED: ("Jawaban sudah ditandatangani dan segera disampaikan.", OFFICE),
    State.NOTIFIED: ("Jawaban sudah tersedia. Bacalah di bawah ini.", APPLICANT),
    State.DELIVERED: (
        "Informasi sudah Anda terima. Permohonan ini kami tutup paling lambat sesudah batas waktu keberatan.",
        OFFICE,
    ),
    State.CLOSED: ("Permohonan ini sudah selesai.", NOBODY),
    State.REDIRECTED: ("Permohonan dialihkan kepada badan publik yang menguasai informasinya.", NOBODY),
    State.WITHDRAWN: ("Permohonan ini sudah Anda cabut.", NOBODY),
    State.CLOSED_INCOMPLETE: (
        "Permohonan tidak diproses karena tidak dilengkapi. Anda dapat mengajukannya kembali.",
        NOBODY,
    ),
}

# What an applicant is told of each act; acts within the office that change nothing for him are left out.
TOLD: Mapping[str, str] = {
    "register": "Permohonan diterima dan dicatat.",
    "declare-complete": "Permohonan dinyatakan lengkap.",
    "find-incomplete": "Permohonan dinyatakan belum lengkap; suratnya ada di bawah.",
    "record-receipt": "Tanggal Anda menerima surat kami dicatat.",
    "complete": "Permohonan dilengkapi.",
    "close-incomplete": "Permohonan ditutup karena tidak dilengkapi.",
    "dispose": "Permohonan diteruskan kepada unit yang menguasai informasinya.",
    "sign": "Jawaban ditandatangani.",
    "notify": "Pemberitahuan tertulis disampaikan.",
    "deliver": "Informasi diserahkan.",
    "close": "Permohonan selesai.",
    "close-after-term": "Permohonan selesai; batas waktu mengajukan keberatan sudah lewat.",
    "extend": "Waktu menjawab diperpanjang satu kali; alasannya ada dalam surat.",
    "redirect": "Permohonan dialihkan.",
    "put-final": "Surat yang sudah ditandatangani disimpan; berkas itulah yang berlaku.",
    "withdraw": "Permohonan dicabut.",
    "reissue-secret": "Kode pelacakan baru diterbitkan.",
    "erase-identity": "Salinan identitas dihapus karena masa simpannya berakhir.",
}
# UU 14/2008 Pasal 35 ayat (1): not answered, or answered too late.
LATE = (
    "Batas waktu jawaban sudah lewat. Anda berhak mengajukan keberatan kepada Atasan PPID karena permohonan tidak "
    "ditanggapi (alasan c) atau ditanggapi terlambat (alasan g)."
)
RECOMPUTED = "Kalender hari kerja berubah. Dihitung ulang: {what}."
# The dates that matter to the applicant in each stretch of the way.
DATES: tuple[tuple[str, frozenset[State], str], ...] = (
    (deadlines.COMPLETE, frozenset({State.INCOMPLETE}), "Lengkapi paling lambat"),
    (deadlines.CHECK, frozenset({State.RECEIVED}), "Kelengkapan kami periksa paling lambat"),
    (deadlines.ANSWER, UNANSWERED_STATES - {State.INCOMPLETE}, "Kami jawab paling lambat"),
    (
        deadlines.OBJECT,
        frozenset({State.NOTIFIED, State.DELIVERED, State.CLOSED, State.REDIRECTED}),
        "Keberatan dapat Anda ajukan paling lambat",
    ),
)


@dataclass(frozen=True)
class Step:
    at: datetime
    words: str


@dataclass(frozen=True)
class Explained:
    """A date that matters now, what it is for, how much is left of it, and why it is that date."""

    label: str
    day: date
    left: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """``note`` is what the applicant should know besides; ``is_late``: whoever is on move has let his time pass;
    ``is_over``: nothing more happens to the request itself."""

    now: str
    on_move: str
    note: str
    is_late: bool
    is_over: bool
    dates: tuple[Explained, ...]
    steps: tuple[Step, ...]


def standing_of(request: InformationRequest, today: date, closed: Mapping[date, str]) -> Standing:
    """Everything that the applicant is told of the course of his request (two queries)."""
    now, on_move = NOW[request.state]
    rows = HistoryRow.objects.filter(request=request, event__in=[*TOLD, "recompute"]).order_by("sequence")
    return Standing(
        now=now,
        on_move=on_move,
        note=_note(request, today),
        is_late=_is_late(request, today),
        is_over=request.state in FINAL_STATES,
        dates=tuple(_dates(request, today, closed)),
        steps=tuple(Step(row.at, _words(row)) for row in rows),
    )


def _is_late(request: InformationRequest, today: date) -> bool:
    waits_for = request.applicant_due_on if request.state == State.INCOMPLETE else request.due_on
    return request.state in UNANSWERED_STATES and waits_for is not None and waits_for < today


def _note(request: InformationRequest, today: date) -> str:
    is_late = _is_late(request, today)
    if request.state == State.REDIRECTED:
        return f"Badan publik tujuan: {request.redirected_to}."
    if request.state == State.INCOMPLETE and is_late:
        return "Batas waktu melengkapi sudah lewat. Selama belum ditutup, permohonan masih dapat Anda lengkapi."
    if request.state == State.INCOMPLETE and request.applicant_due_on is None:
        clock = rules.clock(deadlines.COMPLETE)
        return (
            f"Waktu melengkapi {period_words(clock.amount, clock.unit)}, dihitung sejak Anda menerima surat kami. "
            "Tanggalnya tampil di sini setelah penerimaan surat dicatat."
        )
    if is_late:
        return LATE
    if request.state in UNANSWERED_STATES - {State.INCOMPLETE} and request.due_on is None:
        return "Tanggal jawaban belum dapat dihitung karena kalender kerja belum dimuat."
    return ""


def _dates(request: InformationRequest, today: date, closed: Mapping[date, str]) -> Iterator[Explained]:
    current = {deadline.clock: deadline for deadline in Deadline.objects.filter(request=request, replaced_at=None)}
    if deadlines.EXTENDED in current:
        current[deadlines.ANSWER] = current[deadlines.EXTENDED]
    for clock, states, label in DATES:
        if request.state in states and clock in current:
            day = current[clock].shown_on
            yield Explained(label, day, time_left(day, today, closed).words, deadlines.reasons(current[clock]))


def _words(row: HistoryRow) -> str:
    if row.event == "recompute":
        return RECOMPUTED.format(what=rules.clock(row.details["clock"]).what)
    return TOLD[row.event]

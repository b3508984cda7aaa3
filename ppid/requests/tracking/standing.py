"""Where a request stands, in plain words for whoever asked: what happened, what happens now, and who has to act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..lifecycle import State
from ..models import Deadline, HistoryRow

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
    State.NOTIFIED: ("Jawaban sudah tersedia. Bacalah surat dan ambil informasinya.", APPLICANT),
    State.DELIVERED: ("Informasi sudah Anda terima. Kami menutup permohonan ini.", OFFICE),
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
    "record-receipt": "Tanggal Anda menerima surat keterangan tidak lengkap dicatat.",
    "complete": "Permohonan dilengkapi.",
    "close-incomplete": "Permohonan ditutup karena tidak dilengkapi.",
    "dispose": "Permohonan diteruskan kepada unit yang menguasai informasinya.",
    "sign": "Jawaban ditandatangani.",
    "notify": "Pemberitahuan tertulis disampaikan.",
    "deliver": "Informasi diserahkan.",
    "close": "Permohonan selesai.",
    "extend": "Waktu menjawab diperpanjang satu kali; alasannya ada dalam surat.",
    "redirect": "Permohonan dialihkan.",
    "withdraw": "Permohonan dicabut.",
    "reissue-secret": "Kode pelacakan baru diterbitkan.",
    "recompute": "Tenggat dihitung ulang karena kalender hari kerja berubah.",
    "erase-identity": "Salinan identitas dihapus karena masa simpannya berakhir.",
}
# The clocks that matter to the applicant in each stretch of the way.
CLOCKS = {
    "C03": (frozenset({State.INCOMPLETE}), "Lengkapi paling lambat"),
    "C04": (
        frozenset({State.RECEIVED, State.ACCEPTED, State.DISPOSED, State.DRAFTING, State.DRAFTED, State.SIGNED}),
        "Jawaban paling lambat",
    ),
    "C06": (
        frozenset({State.NOTIFIED, State.DELIVERED, State.CLOSED}),
        "Anda dapat mengajukan keberatan paling lambat",
    ),
}
EXTENDED, ANSWER = "C05", "C04"


@dataclass(frozen=True)
class Step:
    at: datetime
    words: str


@dataclass(frozen=True)
class Explained:
    """A date that matters now, what it is for, and why it is that date."""

    label: str
    day: date
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    now: str
    on_move: str
    steps: tuple[Step, ...]
    dates: tuple[Explained, ...]


def standing_of(request: InformationRequest) -> Standing:
    """Everything that the applicant is told of the course of his request (two queries)."""
    now, on_move = NOW[request.state]
    rows = HistoryRow.objects.filter(request=request, event__in=TOLD).order_by("sequence")
    steps = tuple(Step(row.at, TOLD[row.event]) for row in rows)
    return Standing(now, on_move, steps, _dates(request))


def _dates(request: InformationRequest) -> tuple[Explained, ...]:
    current = {deadline.clock: deadline for deadline in Deadline.objects.filter(request=request, replaced_at=None)}
    if EXTENDED in current:
        current[ANSWER] = current[EXTENDED]
    return tuple(
        Explained(label, current[clock].shown_on, current[clock].reckoned.explanation())
        for clock, (states, label) in CLOCKS.items()
        if request.state in states and clock in current
    )

"""What may happen to a request, in one table: event, from where, to where, by whom, on what condition, by what law.

The buttons of the case page, the guards of the server, the documentation and the tests all read this table. Everything
here is pure: it takes plain values and ``today`` and touches neither the database nor a browser. ``acts.carry_out`` is
the one door through which a row of the table is carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import models

from .clocks.explaining import period


class State(models.TextChoices):
    """Where a request stands; ``EVENTS`` leads from one to the next. No state means *late*: the dates tell that."""

    RECEIVED = "received", "Diterima, menunggu pemeriksaan kelengkapan"
    INCOMPLETE = "incomplete", "Belum lengkap, menunggu pemohon"
    ACCEPTED = "accepted", "Lengkap, menunggu disposisi"
    DISPOSED = "disposed", "Didisposisikan kepada unit"
    DRAFTING = "drafting", "Jawaban disusun"
    DRAFTED = "drafted", "Menunggu tanda tangan PPID"
    SIGNED = "signed", "Ditandatangani, menunggu penyampaian"
    NOTIFIED = "notified", "Pemberitahuan disampaikan"
    DELIVERED = "delivered", "Informasi diberikan"
    CLOSED = "closed", "Selesai"
    REDIRECTED = "redirected", "Dialihkan kepada badan publik lain"
    WITHDRAWN = "withdrawn", "Dicabut pemohon"
    CLOSED_INCOMPLETE = "closed-incomplete", "Tidak diproses karena tidak dilengkapi"


FINAL_STATES = frozenset({State.CLOSED, State.REDIRECTED, State.WITHDRAWN, State.CLOSED_INCOMPLETE})
OPEN_STATES = frozenset(State) - FINAL_STATES
# Before the written notice: while one of these lasts, the clock of Pasal 22 ayat (7) runs.
UNANSWERED_STATES = frozenset(
    {
        State.RECEIVED,
        State.INCOMPLETE,
        State.ACCEPTED,
        State.DISPOSED,
        State.DRAFTING,
        State.DRAFTED,
        State.SIGNED,
    }
)
IN_OFFICE_STATES = UNANSWERED_STATES - {State.INCOMPLETE}


class Who(StrEnum):
    """What somebody is to one request. One person may be several things to it."""

    APPLICANT = "pemohon"
    DESK = "petugas penerima"
    UNIT = "unit pengolah"
    PPID = "PPID"
    APPEAL_AUTHORITY = "Atasan PPID"
    SYSTEM = "sistem"


@dataclass(frozen=True)
class Facts:
    """What the guards need to know of a request; made by ``acts.facts_of`` or by a test."""

    state: State
    due_on: date | None = None
    applicant_due_on: date | None = None
    extended_on: date | None = None
    items_without_outcome: int = 0
    faults_of_items: tuple[str, ...] = ()
    faults_of_files: tuple[str, ...] = ()
    drafters: frozenset[int] = frozenset()
    has_letters: bool = False
    gives_nothing: bool = False
    answer_received_on: date | None = None
    objection_due_on: date | None = None
    waits_for_handover: bool = False
    has_open_objection: bool = False


@dataclass(frozen=True)
class Actor:
    """Who acts, as far as the table cares: what he is to this request, and which user, if any."""

    parts: frozenset[Who]
    user_id: int | None = None


Guard = Callable[[Any, Actor, date], str]
"""From the table's facts, who acts and today: why the act may not happen now, in Indonesian; "" if it may."""


@dataclass(frozen=True)
class Event:
    """One row of the table. ``target`` is empty where the state stays. ``label`` is the button's word."""

    code: str
    label: str
    sources: frozenset[str]
    target: str | None
    who: frozenset[Who]
    legal_basis: str
    guards: tuple[Guard, ...] = ()


# --- Guards ---------------------------------------------------------------------------------------------------


def _in_first_window(facts: Facts, actor: Actor, today: date) -> str:
    if facts.due_on is not None and today > facts.due_on:
        return "Perpanjangan hanya dapat diberikan sebelum jangka waktu pertama berakhir (Pasal 22 ayat (8))."
    return ""


def _not_extended(facts: Facts, actor: Actor, today: date) -> str:
    return "Permohonan ini sudah pernah diperpanjang; perpanjangan hanya satu kali." if facts.extended_on else ""


def _term_of_applicant_is_over(facts: Facts, actor: Actor, today: date) -> str:
    if facts.applicant_due_on is None:
        return "Tanggal pemohon menerima surat keterangan tidak lengkap belum dicatat."
    if today <= facts.applicant_due_on:
        return "Pemohon masih mempunyai waktu untuk melengkapi permohonannya."
    return ""


def _receipt_is_open(facts: Facts, actor: Actor, today: date) -> str:
    is_known = facts.applicant_due_on if facts.state == State.INCOMPLETE else facts.answer_received_on
    return "Tanggal penerimaan surat sudah dicatat." if is_known else ""


def _every_item_is_answered(facts: Facts, actor: Actor, today: date) -> str:
    if facts.items_without_outcome:
        return f"Masih ada {facts.items_without_outcome} butir permintaan tanpa hasil."
    return " ".join(facts.faults_of_items)


def _files_are_clean(facts: Facts, actor: Actor, today: date) -> str:
    return " ".join(facts.faults_of_files)


def _signer_drafted_nothing(facts: Facts, actor: Actor, today: date) -> str:
    if actor.user_id in facts.drafters:
        return "Yang menyusun jawaban tidak menandatanganinya: jawaban memerlukan dua orang."
    return ""


def _something_was_given(facts: Facts, actor: Actor, today: date) -> str:
    return "Tidak ada informasi yang diberikan, jadi tidak ada yang diserahkan." if facts.gives_nothing else ""


def _term_to_object_is_over(facts: Facts, actor: Actor, today: date) -> str:
    if facts.answer_received_on is None:
        return "Tanggal pemohon menerima jawaban belum dicatat."
    if facts.objection_due_on is None or today <= facts.objection_due_on:
        return "Pemohon masih dapat mengajukan keberatan."
    return "Masih ada keberatan yang berjalan." if facts.has_open_objection else ""


def _nothing_is_left_to_hand_over(facts: Facts, actor: Actor, today: date) -> str:
    return "Penyerahan informasinya belum dicatat." if facts.waits_for_handover else ""


def _a_letter_was_issued(facts: Any, actor: Actor, today: date) -> str:
    return "" if facts.has_letters else "Belum ada surat yang diterbitkan."


# --- Rows that every kind of case has ---------------------------------------------------------------------------------


def put_final(states: Iterable[str], who: frozenset[Who]) -> Event:
    """A letter comes back signed, however late."""
    return Event(
        "put-final",
        "Simpan surat bertanda tangan",
        frozenset(states),
        None,
        who,
        "Surat yang ditandatangani berlaku menggantikan berkas yang diterbitkan",
        (_a_letter_was_issued,),
    )


def reissue_secret(states: Iterable[str], who: frozenset[Who], *guards: Guard) -> Event:
    """A lost code is made anew."""
    return Event(
        "reissue-secret",
        "Terbitkan kode pelacakan baru",
        frozenset(states),
        None,
        who,
        "Setelah identitas pemohon diperiksa",
        guards,
    )


# --- The table ------------------------------------------------------------------------------------------------------

_OFFICE = frozenset({Who.PPID, Who.DESK})
_PPID = frozenset({Who.PPID})
_UNIT = frozenset({Who.UNIT})

EVENTS: tuple[Event, ...] = (
    Event(
        "declare-complete",
        "Nyatakan lengkap",
        frozenset({State.RECEIVED}),
        State.ACCEPTED,
        _OFFICE,
        "PERKI 1/2021: pemeriksaan kelengkapan",
    ),
    Event(
        "find-incomplete",
        "Nyatakan belum lengkap",
        frozenset({State.RECEIVED}),
        State.INCOMPLETE,
        _OFFICE,
        "PERKI 1/2021: surat keterangan tidak lengkap",
    ),
    Event(
        "record-receipt",
        "Catat tanggal surat diterima pemohon",
        frozenset({State.INCOMPLETE, State.NOTIFIED, State.DELIVERED, State.CLOSED, State.REDIRECTED}),
        None,
        _OFFICE,
        "UU 14/2008 Pasal 36 ayat (1) dan PERKI 1/2021: waktu pemohon sejak surat diterima",
        (_receipt_is_open,),
    ),
    Event(
        "complete",
        "Lengkapi permohonan",
        frozenset({State.INCOMPLETE}),
        State.RECEIVED,
        frozenset({Who.APPLICANT, Who.PPID, Who.DESK}),
        "PERKI 1/2021: pemohon melengkapi permohonannya",
    ),
    Event(
        "close-incomplete",
        "Tutup karena tidak dilengkapi",
        frozenset({State.INCOMPLETE}),
        State.CLOSED_INCOMPLETE,
        _OFFICE | {Who.SYSTEM},
        "PERKI 1/2021: permohonan yang tidak dilengkapi tidak diproses",
        (_term_of_applicant_is_over,),
    ),
    Event(
        "dispose",
        "Disposisikan kepada unit",
        frozenset({State.ACCEPTED, State.DISPOSED, State.DRAFTING}),
        State.DISPOSED,
        _PPID,
        "PERKI 1/2021: PPID berkoordinasi dengan unit yang menguasai informasi",
    ),
    Event(
        "draft",
        "Susun jawaban",
        frozenset({State.DISPOSED, State.DRAFTING}),
        State.DRAFTING,
        _UNIT,
        "UU 14/2008 Pasal 22 ayat (7)",
    ),
    Event(
        "hand-in",
        "Ajukan untuk ditandatangani",
        frozenset({State.DRAFTING}),
        State.DRAFTED,
        _UNIT,
        "UU 14/2008 Pasal 22 ayat (7)",
        (_every_item_is_answered, _files_are_clean),
    ),
    Event(
        "return",
        "Kembalikan kepada unit",
        frozenset({State.DRAFTED}),
        State.DRAFTING,
        _PPID,
        "UU 14/2008 Pasal 7 ayat (2): informasi yang akurat, benar, dan tidak menyesatkan",
    ),
    Event(
        "sign",
        "Tanda tangani jawaban",
        frozenset({State.DRAFTED}),
        State.SIGNED,
        _PPID,
        "UU 14/2008 Pasal 22 ayat (7)",
        (_every_item_is_answered, _files_are_clean, _signer_drafted_nothing),
    ),
    Event(
        "notify",
        "Sampaikan pemberitahuan",
        frozenset({State.SIGNED}),
        State.NOTIFIED,
        _OFFICE,
        "UU 14/2008 Pasal 22 ayat (7)",
    ),
    Event(
        "deliver",
        "Catat penyerahan informasi",
        frozenset({State.NOTIFIED}),
        State.DELIVERED,
        _OFFICE | {Who.APPLICANT},
        "PERKI 1/2021: tanda bukti penyerahan",
        (_something_was_given,),
    ),
    Event(
        "close",
        "Nyatakan selesai",
        frozenset({State.NOTIFIED, State.DELIVERED}),
        State.CLOSED,
        _OFFICE,
        "PERKI 1/2021: penyelesaian permohonan",
    ),
    Event(
        "close-after-term",
        "Tutup karena batas waktu keberatan lewat",
        frozenset({State.NOTIFIED, State.DELIVERED}),
        State.CLOSED,
        frozenset({Who.SYSTEM}),
        "UU 14/2008 Pasal 36 ayat (1): waktu mengajukan keberatan berakhir",
        (_term_to_object_is_over, _nothing_is_left_to_hand_over),
    ),
    Event(
        "extend",
        f"Perpanjang {period('C05')}",
        IN_OFFICE_STATES - {State.SIGNED},
        None,
        _PPID,
        "UU 14/2008 Pasal 22 ayat (8)",
        (_not_extended, _in_first_window),
    ),
    Event(
        "redirect",
        "Alihkan kepada badan publik lain",
        frozenset({State.RECEIVED, State.ACCEPTED, State.DISPOSED, State.DRAFTING}),
        State.REDIRECTED,
        _PPID,
        "UU 14/2008 Pasal 22 ayat (7) huruf b",
    ),
    Event(
        "withdraw",
        "Cabut permohonan",
        UNANSWERED_STATES,
        State.WITHDRAWN,
        _OFFICE | {Who.APPLICANT},
        "Atas kehendak pemohon",
    ),
    put_final(State, _OFFICE),
    Event(
        "assign",
        "Tetapkan petugas",
        OPEN_STATES,
        None,
        _PPID,
        "Pembagian tugas PPID",
    ),
    reissue_secret(State, _OFFICE),
)
BY_CODE: Mapping[str, Event] = {event.code: event for event in EVENTS}


def why_not(event: Event, facts: Any, actor: Actor, today: date) -> str:
    """Why this act may not happen now, in Indonesian; "" if it may. The one question that every way of acting asks."""
    if not event.who & actor.parts:
        return f"“{event.label}” dilakukan oleh {_listed(event.who)}."
    if facts.state not in event.sources:
        return f"“{event.label}” tidak dapat dilakukan pada keadaan “{facts.state.label}”."
    reasons = (guard(facts, actor, today) for guard in event.guards)
    return next((reason for reason in reasons if reason), "")


def open_to(state: str, parts: frozenset[Who], events: Iterable[Event] = EVENTS) -> list[Event]:
    """The rows of the table for a state and what somebody is, before any guard: what the documentation lists."""
    return [event for event in events if state in event.sources and event.who & parts]


def _listed(who: Sequence[Who] | frozenset[Who]) -> str:
    names = sorted(str(name) for name in who)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} atau {names[-1]}"

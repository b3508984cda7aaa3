"""What may happen to an objection, in one table, as ``ppid.requests.lifecycle`` has it for requests.

Pure: takes plain values and ``today``. The acts are carried out through the same door, ``acts.carry_out_in``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models

from ..lifecycle import Actor, Event, Who, put_final, reissue_secret


class State(models.TextChoices):
    RECEIVED = "received", "Diterima, menunggu tanggapan Atasan PPID"
    DECIDED = "decided", "Diputus, menunggu penyampaian"
    NOTIFIED = "notified", "Tanggapan disampaikan"
    FULFILLED = "fulfilled", "Perintah dilaksanakan"
    CLOSED = "closed", "Selesai"
    WITHDRAWN = "withdrawn", "Dicabut pemohon"


FINAL_STATES = frozenset({State.CLOSED, State.WITHDRAWN})
OPEN_STATES = frozenset(State) - FINAL_STATES
# While one of these lasts, the clock of Pasal 36 ayat (2) runs.
UNANSWERED_STATES = frozenset({State.RECEIVED, State.DECIDED})


@dataclass(frozen=True)
class Facts:
    """What the guards need to know of an objection; made by ``procedure.facts_of`` or by a test.

    ``lacks_page``: it was opened, and no page is there for it (none could be drafted, or it was deleted).

    ``answerers`` drafted, signed or otherwise answered the request (``four_eyes.answerers``); ``preparers`` uploaded
    what is given in fulfilment.
    """

    state: State
    due_on: date | None = None
    answer_received_on: date | None = None
    dispute_due_on: date | None = None
    has_open_dispute: bool = False
    has_lapsed: bool = False
    answerers: frozenset[int] = frozenset()
    preparers: frozenset[int] = frozenset()
    has_order: bool = False
    lacks_page: bool = False
    has_request: bool = True
    has_letters: bool = False
    faults_of_files: tuple[str, ...] = ()


# --- Guards ---------------------------------------------------------------------------------------------------


def _decider_answered_nothing(facts: Facts, actor: Actor, today: date) -> str:
    if actor.user_id in facts.answerers:
        return "Anda ikut menjawab permohonan ini, jadi keberatannya diputus orang lain, juga bila Anda Plh. atau Plt."
    return ""


def _decider_is_not_ppid(facts: Facts, actor: Actor, today: date) -> str:
    if Who.PPID in actor.parts:
        return "Pemegang jabatan PPID, juga sebagai Plh. atau Plt., tidak memutus keberatan atas layanannya sendiri."
    return ""


def _term_is_over(facts: Facts, actor: Actor, today: date) -> str:
    if facts.due_on is None:
        return "Jatuh tempo tanggapan belum dihitung karena kalender kerja belum dimuat."
    if today <= facts.due_on:
        return "Jangka waktu tanggapan belum berakhir."
    return "Sudah dicatat bahwa keberatan ini tidak ditanggapi dalam waktunya." if facts.has_lapsed else ""


def _receipt_is_open(facts: Facts, actor: Actor, today: date) -> str:
    return "Tanggal penerimaan tanggapan sudah dicatat." if facts.answer_received_on else ""


def _something_was_ordered(facts: Facts, actor: Actor, today: date) -> str:
    return "" if facts.has_order else "Putusan ini tidak memuat perintah kepada PPID."


def _something_opened_lacks_its_page(facts: Facts, actor: Actor, today: date) -> str:
    return "" if facts.lacks_page else "Tidak ada informasi yang dibuka tanpa halaman."


def _files_have_a_second_person(facts: Facts, actor: Actor, today: date) -> str:
    if actor.user_id in facts.preparers:
        return "Yang menyiapkan berkas tidak sekaligus menyerahkannya: berkas yang keluar memerlukan dua orang."
    return " ".join(facts.faults_of_files)


def _nothing_is_left_to_do(facts: Facts, actor: Actor, today: date) -> str:
    if facts.has_order and facts.state != State.FULFILLED:
        return "Perintah kepada PPID belum dilaksanakan."
    return ""


def _term_to_dispute_is_over(facts: Facts, actor: Actor, today: date) -> str:
    if facts.answer_received_on is None:
        return "Tanggal pemohon menerima tanggapan belum dicatat."
    if facts.dispute_due_on is None or today <= facts.dispute_due_on:
        return "Pemohon masih dapat mengajukan sengketa."
    return "Sengketanya masih berjalan." if facts.has_open_dispute else ""


def _has_code_of_its_own(facts: Facts, actor: Actor, today: date) -> str:
    if facts.has_request:
        return "Keberatan ini diikuti dengan kode pelacakan permohonannya."
    return ""


# --- The table ------------------------------------------------------------------------------------------------------

_OFFICE = frozenset({Who.PPID, Who.DESK, Who.APPEAL_AUTHORITY})
_SUPERIOR = frozenset({Who.APPEAL_AUTHORITY})
_PPID = frozenset({Who.PPID})

EVENTS: tuple[Event, ...] = (
    Event(
        "decide",
        "Putuskan keberatan",
        frozenset({State.RECEIVED}),
        State.DECIDED,
        _SUPERIOR,
        "UU 14/2008 Pasal 36 ayat (2) dan (3)",
        (_decider_is_not_ppid, _decider_answered_nothing),
    ),
    Event(
        "notify",
        "Sampaikan tanggapan",
        frozenset({State.DECIDED}),
        State.NOTIFIED,
        _OFFICE,
        "UU 14/2008 Pasal 36 ayat (2)",
    ),
    Event(
        "record-receipt",
        "Catat tanggal tanggapan diterima pemohon",
        frozenset({State.NOTIFIED, State.FULFILLED, State.CLOSED}),
        None,
        _OFFICE,
        "UU 14/2008 Pasal 37 ayat (2): waktu sengketa sejak tanggapan diterima",
        (_receipt_is_open,),
    ),
    Event(
        "prepare",
        "Siapkan berkas pelaksanaan",
        frozenset({State.DECIDED, State.NOTIFIED}),
        None,
        frozenset({Who.PPID, Who.DESK, Who.UNIT}),
        "UU 14/2008 Pasal 11 ayat (2)",
        (_something_was_ordered,),
    ),
    Event(
        "fulfil",
        "Nyatakan perintah dilaksanakan",
        frozenset({State.NOTIFIED}),
        State.FULFILLED,
        _PPID,
        "PERKI 1/2021: pelaksanaan perintah Atasan PPID",
        (_something_was_ordered, _files_have_a_second_person),
    ),
    Event(
        "name-page",
        "Tunjuk halaman informasi yang dibuka",
        frozenset(State) - {State.WITHDRAWN},
        None,
        _PPID,
        "UU 14/2008 Pasal 11 ayat (2)",
        (_something_opened_lacks_its_page,),
    ),
    Event(
        "respond",
        "Catat tanggapan pemohon",
        frozenset({State.NOTIFIED, State.FULFILLED}),
        None,
        frozenset({Who.APPLICANT, Who.PPID, Who.DESK}),
        "PERKI 1/2021: tanggapan pemohon dalam register keberatan",
    ),
    Event(
        "close",
        "Nyatakan selesai",
        frozenset({State.NOTIFIED, State.FULFILLED}),
        State.CLOSED,
        _OFFICE,
        "PERKI 1/2021: penyelesaian keberatan",
        (_nothing_is_left_to_do,),
    ),
    Event(
        "close-after-term",
        "Tutup karena batas waktu sengketa lewat",
        frozenset({State.NOTIFIED, State.FULFILLED}),
        State.CLOSED,
        frozenset({Who.SYSTEM}),
        "UU 14/2008 Pasal 37 ayat (2): waktu mengajukan sengketa berakhir",
        (_term_to_dispute_is_over, _nothing_is_left_to_do),
    ),
    Event(
        "lapse",
        "Catat tidak ditanggapi dalam waktunya",
        frozenset({State.RECEIVED, State.DECIDED}),
        None,
        frozenset({Who.SYSTEM}),
        "PERKI 1/2013 Pasal 5 huruf b dan Pasal 13 huruf b",
        (_term_is_over,),
    ),
    Event(
        "withdraw",
        "Cabut keberatan",
        frozenset({State.RECEIVED}),
        State.WITHDRAWN,
        frozenset({Who.APPLICANT, Who.PPID, Who.DESK}),
        "Atas kehendak pemohon",
    ),
    put_final(State, _OFFICE),
    reissue_secret(State, frozenset({Who.PPID, Who.DESK}), _has_code_of_its_own),
)
BY_CODE: Mapping[str, Event] = {event.code: event for event in EVENTS}

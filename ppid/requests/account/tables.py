"""The figures of a year as tables: the same for the public page, the annual report, its paper and the spreadsheet.

What Pasal 12 of the Act and Pasal 56 of PERKI 1/2021 order to be told is told exactly. A breakdown that they do not
order shows no group of fewer than ``smallest`` cases, and nothing from which one could be reckoned.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.formats import date_format, number_format

from portal.core import small_groups
from portal.core.bars import BarChart, bar_chart
from ppid.information.public import ground_labels

from ..disputes.steps import Ruling, Stage
from ..lifecycle import State
from ..models import InformationRequest, Objection, RequestedItem
from . import lead
from .figures import Disputes, Figures, Objections, Requests, Standing, Timing

NOTHING = "–"
REQUEST, ITEM, OBJECTION, ORDER, DISPUTE = "permohonan", "butir", "keberatan", "perintah", "sengketa"
DAYS, PERCENT = "hari kerja", "persen"
# In the order in which the law tells of a dispute (PERKI 1/2021 Pasal 56).
STEPS = {
    "mediation-agreed": "Selesai dengan kesepakatan mediasi",
    "mediation-failed": "Mediasi gagal",
    "ruling": "Diputus Komisi Informasi",
    "suit": "Digugat ke pengadilan",
    "court-ruling": "Diputus pengadilan",
    "cassation": "Diajukan kasasi",
    "cassation-ruling": "Diputus Mahkamah Agung",
    "execute": "Putusan atau kesepakatan dilaksanakan",
    "end": "Berakhir tanpa putusan",
}


def _number(value: float) -> str:
    return number_format(value, 0 if value == int(value) else 1)


@dataclass(frozen=True)
class Line:
    """``value`` is empty where there is nothing to reckon it from."""

    name: str
    value: float | None
    unit: str

    @property
    def words(self) -> str:
        """ "12", "7,5 hari kerja", "97,2%". A share is rounded down: 100% means every one."""
        if self.value is None:
            return NOTHING
        if self.unit == PERCENT:
            return f"{_number(math.floor(self.value * 10 + 1e-9) / 10)}%"
        number = _number(self.value)
        return f"{number} {DAYS}" if self.unit == DAYS else number


@dataclass(frozen=True)
class Table:
    """``heading`` names the lines; ``note`` says what a reader must know; ``is_drawn``: has a chart beside it;
    ``is_withheld``: there are lines, but none that may be shown."""

    code: str
    title: str
    heading: str
    lines: tuple[Line, ...]
    note: str = ""
    is_drawn: bool = False
    is_withheld: bool = False

    @property
    def value_heading(self) -> str:
        return "Angka" if any(line.unit in (DAYS, PERCENT) for line in self.lines) else "Jumlah"

    @property
    def is_empty(self) -> bool:
        """Nothing is there to be told, which has to be said."""
        return not self.lines and not self.is_withheld

    @property
    def chart(self) -> BarChart | None:
        total = sum(line.value or 0 for line in self.lines)
        if not self.is_drawn or not total:
            return None
        rows = ((line.name, line.words, line.value or 0) for line in self.lines)
        title = f"{self.lines[0].unit.capitalize()} menurut {self.heading.lower()}"
        return bar_chart(title, rows, total)


@dataclass(frozen=True)
class Account:
    """Part c (service) and part d (objections and disputes) of a year, as everybody may see them."""

    year: int
    counted_on: str
    service: tuple[Table, ...]
    disputes: tuple[Table, ...]
    method: tuple[str, ...]
    summary: str

    @property
    def tables(self) -> tuple[Table, ...]:
        return self.service + self.disputes


def account_of(figures: Figures, smallest: int) -> Account:
    """What may be said of ``figures``; ``smallest`` is the fewest cases that a breakdown may single out."""
    return Account(
        year=figures.year,
        counted_on=date_format(figures.counted_on, "j F Y"),
        service=_service(figures.requests, smallest),
        disputes=(*_objections(figures.objections, smallest), *_disputes(figures.disputes)),
        method=_method(figures, smallest),
        summary=lead.summary(figures.requests),
    )


# --- Part c: the service -------------------------------------------------------------------------------------------


def _service(requests: Requests, smallest: int) -> tuple[Table, ...]:
    timing, states = requests.timing, requests.states
    return (
        _table(
            "permohonan",
            "Jumlah permohonan",
            "Keadaan",
            REQUEST,
            {
                "Diterima": requests.received,
                "Sudah dijawab": timing.answered,
                "Belum dijawab, belum jatuh tempo atau menunggu pemohon": timing.standings[Standing.OPEN],
                "Belum dijawab, lewat jatuh tempo": timing.standings[Standing.OPEN_LATE],
                "Dicabut pemohon": states.get(State.WITHDRAWN, 0),
                "Tidak diproses karena tidak dilengkapi": states.get(State.CLOSED_INCOMPLETE, 0),
            },
            f"Diperpanjang satu kali menurut Pasal 22 ayat (8): {requests.extended} permohonan.",
        ),
        _breakdown(
            "cara", "Cara permohonan disampaikan", "Cara", REQUEST, requests.channels, _words(Channel), smallest
        ),
        _punctuality("waktu", "Waktu menjawab permohonan", REQUEST, timing, "dijawab"),
        _classes("lama", "Lama menjawab", REQUEST, timing),
        _table(
            "hasil",
            "Hasil tiap butir informasi yang diminta",
            "Hasil",
            ITEM,
            {label: requests.outcomes.get(code, 0) for code, label in _words(Outcome).items()},
            "Satu permohonan dapat memuat beberapa butir, dan setiap butir dijawab sendiri.",
            is_drawn=True,
        ),
        _breakdown(
            "alasan-penolakan",
            "Alasan penolakan seluruh atau sebagian butir",
            "Alasan",
            ITEM,
            requests.grounds,
            ground_labels(),
            smallest,
            is_named=True,
        ),
    )


# --- Part d: objections and disputes ------------------------------------------------------------------------------


def _objections(objections: Objections, smallest: int) -> tuple[Table, ...]:
    timing, orders = objections.timing, objections.orders
    return (
        _table(
            "keberatan",
            "Jumlah keberatan dan tanggapannya",
            "Tanggapan",
            OBJECTION,
            {
                "Masuk": objections.received,
                **{label: objections.outcomes.get(code, 0) for code, label in _words(Objection.Outcome).items()},
                "Belum ditanggapi, belum jatuh tempo": timing.standings[Standing.OPEN],
                "Belum ditanggapi, lewat jatuh tempo": timing.standings[Standing.OPEN_LATE],
                "Dicabut pemohon": objections.withdrawn,
            },
        ),
        _breakdown(
            "alasan-keberatan",
            "Alasan keberatan (Pasal 35 ayat (1))",
            "Alasan",
            OBJECTION,
            objections.reasons,
            {code: f"Huruf {code}: {label}" for code, label in _words(Objection.Reason).items()},
            smallest,
            "Satu keberatan dapat memakai beberapa alasan.",
        ),
        _punctuality("waktu-keberatan", "Waktu menanggapi keberatan", OBJECTION, timing, "ditanggapi"),
        _table(
            "perintah",
            "Pelaksanaan perintah Atasan PPID",
            "Pelaksanaan",
            ORDER,
            {
                "Diperintahkan": sum(orders.values()),
                "Dilaksanakan tepat waktu": orders[Standing.IN_TIME],
                "Dilaksanakan terlambat": orders[Standing.LATE],
                "Belum dilaksanakan, lewat batasnya": orders[Standing.OPEN_LATE],
                "Belum dilaksanakan, belum lewat batasnya": orders[Standing.OPEN],
            },
        ),
    )


def _disputes(disputes: Disputes) -> tuple[Table, ...]:
    happened = {label: disputes.steps.get(code, 0) for code, label in STEPS.items()}
    return (
        _table(
            "sengketa",
            "Sengketa informasi publik",
            "Penyelesaian",
            DISPUTE,
            {"Didaftarkan di Komisi Informasi": disputes.received, **happened},
        ),
        _told("tahap-sengketa", "Tahap sengketa saat dihitung", "Tahap", disputes.stages, _words(Stage)),
        _told("putusan", "Putusan terakhir", "Putusan", disputes.rulings, _words(Ruling)),
    )


def _told(code: str, title: str, heading: str, counts: Mapping[str, int], words: Mapping[str, str]) -> Table:
    """Only what happened: rulings are public, and most kinds of them never come."""
    return _table(code, title, heading, DISPUTE, {words.get(name, name): count for name, count in counts.items()})


# --- How a table is made ----------------------------------------------------------------------------------------


Channel, Outcome = InformationRequest.Channel, RequestedItem.Outcome


def _words(choices) -> dict[str, str]:
    return dict(choices.choices)


def _table(
    code: str, title: str, heading: str, unit: str, counts: Mapping[str, int], note: str = "", is_drawn: bool = False
) -> Table:
    return Table(code, title, heading, tuple(Line(name, count, unit) for name, count in counts.items()), note, is_drawn)


def _breakdown(
    code: str,
    title: str,
    heading: str,
    unit: str,
    counts: Mapping[str, int],
    words: Mapping[str, str],
    smallest: int,
    note: str = "",
    *,
    is_named: bool = False,
) -> Table:
    """Groups that are too small are put together. ``is_named``: which they are is told all the same, because the law
    orders it (Pasal 12 huruf d), but not how many each."""
    groups = {words.get(name, name): count for name, count in {**dict.fromkeys(words, 0), **counts}.items()}
    shown = dict(small_groups.shown(groups, smallest))
    hidden = [name for name, count in groups.items() if count and name not in shown]
    notes = [note]
    if hidden and is_named:
        notes.append(f"Digabung agar tidak ada kelompok di bawah {smallest} {unit}: {'; '.join(hidden)}.")
    elif hidden and not shown:
        notes.append(f"Tidak dirinci, agar tidak ada kelompok di bawah {smallest} {unit}.")
    table = _table(code, title, heading, unit, shown, " ".join(filter(None, notes)), is_drawn=True)
    return replace(table, is_withheld=bool(hidden))


def _punctuality(code: str, title: str, unit: str, timing: Timing, done: str) -> Table:
    standings = timing.standings
    lines = (
        Line("Nilai tengah (median)", timing.median, DAYS),
        Line(f"9 dari 10 {done} dalam", timing.p90, DAYS),
        Line("Tepat waktu", timing.share, PERCENT),
        Line(f"{done.capitalize()} tepat waktu", standings[Standing.IN_TIME], unit),
        Line(f"{done.capitalize()} terlambat", standings[Standing.LATE], unit),
        Line(f"Lewat jatuh tempo dan belum {done}", standings[Standing.OPEN_LATE], unit),
        Line(f"Dicabut setelah lewat jatuh tempo, belum {done}", standings[Standing.WITHDRAWN_LATE], unit),
    )
    if unknown := standings[Standing.UNKNOWN]:
        lines += (Line("Jatuh temponya tidak dapat dihitung", unknown, unit),)
    return Table(code, title, "Ukuran", lines)


def _classes(code: str, title: str, unit: str, timing: Timing) -> Table:
    starts = [1, *(limit + 1 for limit in timing.limits)]
    names = [f"{start} sampai {limit} hari kerja" for start, limit in zip(starts, timing.limits, strict=False)]
    names[0] = f"Sampai {timing.limits[0]} hari kerja"
    counts = dict(zip([*names, f"Lebih dari {timing.limits[-1]} hari kerja"], timing.classes, strict=True))
    if timing.unmeasured:
        counts["Tidak dapat dihitung"] = timing.unmeasured
    return _table(code, title, "Lama", unit, counts, is_drawn=True)


def _method(figures: Figures, smallest: int) -> tuple[str, ...]:
    return (
        f"Yang dihitung adalah permohonan, keberatan, dan sengketa yang diterima dalam tahun {figures.year}.",
        "Waktu dihitung dalam hari kerja sejak hari sesudah diterima sampai jawaban disampaikan, termasuk waktu yang "
        "dipakai pemohon untuk melengkapi permohonannya. Nilai tengah (median) dan “9 dari 10” (persentil 90) "
        "hanya dari yang sudah dijawab.",
        "“Tepat waktu” membandingkan hari jawaban dengan jatuh tempo yang disampaikan kepada pemohon. Yang lewat "
        "jatuh tempo dan belum dijawab dihitung tidak tepat waktu, juga bila kemudian dicabut.",
        "Permohonan yang belum jatuh tempo, yang dicabut sebelum jatuh tempo, dan yang tidak dilengkapi tidak masuk "
        "hitungan itu.",
        f"Rincian yang tidak diperintahkan undang-undang tidak menampilkan kelompok di bawah {smallest}, agar tidak "
        "ada orang yang dapat dikenali.",
    )

"""The report as tables, said once for the page, the spreadsheets and the paper.

A column knows how to take its value from a line and what kind of value that is; each output writes a kind in its own
way (a duration is words on paper and a number of minutes in a spreadsheet).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from portal.sop.models import StepRecord

from . import words
from .figures import Figures, Report, StepKey
from .periods import Period

Kind = Literal["text", "count", "minutes", "share", "moment"]

METHOD = (
    "Lama dihitung dalam menit kerja: hanya jam kantor pada hari kerja, tanpa hari libur dan cuti bersama.",
    "Langkah dihitung pada periode saat langkah itu selesai. Langkah yang belum selesai pada akhir periode, atau pada "
    "saat laporan bila periode masih berjalan, dihitung sebagai terbuka.",
    "Median adalah nilai tengah; bila jumlah langkah genap, rata-rata dua nilai tengah. Persentil 90 adalah lama "
    "terpendek yang tidak dilampaui oleh sedikitnya 90% langkah selesai.",
    "Langkah yang waktunya tidak ditetapkan SOP dilaporkan sebagai belum ditetapkan, bukan sebagai tepat waktu.",
    "Langkah yang ditarik atau naskahnya dihapus dihitung tersendiri dan tidak masuk median dan persentil.",
)

_WORDS: dict[str, Callable[[Any], str]] = {
    "text": lambda value: value or words.NOTHING,
    "count": str,
    "minutes": words.duration,
    "share": words.share,
    "moment": words.moment,
}


@dataclass(frozen=True)
class Column:
    """``width`` is its share of a page's breadth, relative to the other columns."""

    title: str
    kind: Kind
    value: Callable[[Any], Any]
    width: float = 1

    def words(self, line: Any) -> str:
        return _WORDS[self.kind](self.value(line))

    @property
    def is_number(self) -> bool:
        return self.kind in ("count", "minutes")


@dataclass(frozen=True)
class Table:
    """``code`` names it in addresses and element ids, ``title`` on a sheet (at most 31 characters)."""

    code: str
    title: str
    note: str
    columns: Sequence[Column]
    lines: Sequence[Any]
    empty: str = "Tidak ada."

    def rows(self, most: int | None = None) -> list[list[str]]:
        """The cells in words, of all lines or of the first ``most``."""
        return [[column.words(line) for column in self.columns] for line in self.lines[:most]]


def _figure(title: str, kind: Kind, value: Callable[[Figures], Any], width: float = 1) -> Column:
    return Column(title, kind, lambda line: value(line[1]), width)


_DONE = (
    _figure("Selesai", "count", lambda figures: figures.done, 0.8),
    _figure("Median", "minutes", lambda figures: figures.median, 1.3),
    _figure("Persentil 90", "minutes", lambda figures: figures.p90, 1.3),
    _figure("Terlama", "minutes", lambda figures: figures.longest, 1.3),
    _figure("Dalam waktu baku", "share", lambda figures: figures.share, 1.8),
    _figure("Dikembalikan", "count", lambda figures: figures.returned, 1.2),
    _figure("Tidak layak", "count", lambda figures: figures.unfit, 0.9),
)
_WAITING = (
    _figure("Masih terbuka", "count", lambda figures: figures.open, 0.9),
    _figure("Terbuka dan lewat waktu", "count", lambda figures: figures.overdue, 1.1),
    _figure("Ditarik atau dihapus", "count", lambda figures: figures.dropped, 1),
)


def _of_step(title: str, value: Callable[[StepKey], str], width: float) -> Column:
    return Column(title, "text", lambda line: value(line[0]), width)


def _outcome(code: str) -> str:
    return dict(StepRecord.Outcome.choices).get(code, code)


def _of_row(title: str, kind: Kind, value: Callable, width: float = 1) -> Column:
    return Column(title, kind, lambda item: value(item.row), width)


_TITLE = _of_row("Judul", "text", lambda row: row.title, 2.4)
_STEP = _of_row("Langkah", "text", lambda row: row.step, 1.4)
_RESULT = _of_row("Hasil", "text", lambda row: _outcome(row.outcome), 1.1)
_ROLE = _of_row("Peran", "text", lambda row: row.role_name, 1.3)
_STANDARD = _of_row("Waktu baku", "text", lambda row: row.standard, 1)
_ACTOR = _of_row("Pelaku", "text", lambda row: row.actor_name, 1.3)
_OFFICE = _of_row("Bertindak sebagai", "text", lambda row: row.office, 1.3)
_STARTED = _of_row("Mulai", "moment", lambda row: row.started_at, 1.3)
_DUE = _of_row("Jatuh tempo", "moment", lambda row: row.due_at, 1.3)
_FINISHED = _of_row("Selesai", "moment", lambda row: row.finished_at, 1.3)
_COMMENT = _of_row("Alasan", "text", lambda row: row.comment, 3)
_TOOK = Column("Lama", "minutes", lambda item: item.minutes, 1.1)
_LATE = Column("Terlambat", "text", lambda item: "ya" if item.is_late else "tidak")


def tables_of(report: Report) -> list[Table]:
    """The report's tables, in the order in which they are read."""
    names_sop = len({key.sop for key, _ in report.by_step if key.sop}) > 1
    return [
        Table(
            "langkah",
            "Per langkah",
            "",
            (
                *([_of_step("SOP", lambda key: key.sop, 1.6)] if names_sop else []),
                _of_step("Langkah", lambda key: key.name, 2.2),
                _of_step("Peran", lambda key: key.role_name, 1.5),
                _of_step("Waktu baku", lambda key: key.standard, 1.1),
                *_DONE,
                *_WAITING,
            ),
            report.by_step,
        ),
        Table(
            "peran",
            "Per peran",
            "",
            (Column("Peran", "text", lambda line: line[0] or "di luar SOP", 2), *_DONE, *_WAITING),
            report.by_role,
        ),
        Table(
            "jabatan",
            "Per jabatan",
            "Jabatan yang dipakai saat bertindak, termasuk Plt. dan Plh. Langkah yang belum selesai belum "
            "punya pelaku, jadi tidak ada di sini.",
            (Column("Bertindak sebagai", "text", lambda line: line[0] or "tidak tercatat", 2), *_DONE),
            report.by_office,
        ),
        Table(
            "terlama",
            "Penantian terlama, selesai",
            "Sepuluh langkah selesai yang paling lama.",
            (_TITLE, _STEP, _ACTOR, _OFFICE, _STARTED, _FINISHED, _STANDARD, _TOOK),
            report.longest_done,
        ),
        Table(
            "menunggu",
            "Penantian terlama, terbuka",
            "Sepuluh langkah terbuka yang paling lama; lamanya dihitung sampai saat laporan.",
            (_TITLE, _STEP, _ROLE, _STARTED, _DUE, _STANDARD, _TOOK),
            report.longest_open,
            "Tidak ada langkah yang masih terbuka.",
        ),
        Table(
            "dikembalikan",
            "Pengembalian dan alasannya",
            "Termasuk naskah yang dinyatakan tidak layak tayang.",
            (_TITLE, _STEP, _RESULT, _ACTOR, _OFFICE, _FINISHED, _COMMENT),
            report.returns,
            "Tidak ada naskah yang dikembalikan.",
        ),
    ]


def steps_table(report: Report, most: int) -> Table:
    """The first ``most`` of the steps behind the figures, for who wants to reckon them again."""
    return Table(
        "rincian",
        "Rincian",
        "",
        (
            _TITLE,
            _of_row("SOP", "text", lambda row: row.sop),
            _of_row("Alur", "text", lambda row: row.flow),
            _of_row("Nomor langkah", "count", lambda row: row.order),
            _STEP,
            _ROLE,
            _STANDARD,
            _STARTED,
            _DUE,
            _FINISHED,
            Column("Keadaan", "text", lambda item: item.state.value),
            _of_row("Hasil", "text", lambda row: _outcome(row.outcome)),
            _TOOK,
            _LATE,
            _ACTOR,
            _OFFICE,
            _of_row("Catatan", "text", lambda row: row.comment),
        ),
        report.items[:most],
    )


def summary(report: Report) -> list[tuple[str, str]]:
    """The report in a handful of lines: name and value."""
    total = report.total
    beside = ", ".join(f"{_outcome(code)} {count}" for code, count in report.notes)
    return [
        ("Cerita", str(report.stories)),
        ("Langkah selesai", str(total.done)),
        ("Selesai dalam waktu baku", words.share(total.share)),
        ("Masih terbuka", f"{total.open}, di antaranya {total.overdue} lewat waktu"),
        ("Dikembalikan", str(total.returned)),
        ("Ditarik atau naskahnya dihapus", str(total.dropped)),
        ("Tindakan di luar langkah", beside or words.NOTHING),
    ]


def about(report: Report, period: Period, agency: str) -> list[tuple[str, str]]:
    """What the report is and how it was reckoned, for a copy that leaves the portal."""
    return [
        ("Laporan", "Buku Kendali Manajemen Mutu"),
        ("Instansi", agency),
        ("Periode", period.days),
        ("Keadaan pada", words.moment(report.cut)),
        ("SOP", "; ".join(sorted({key.sop for key, _ in report.by_step if key.sop})) or words.NOTHING),
        *summary(report),
        *(("Cara menghitung", text) for text in METHOD),
    ]

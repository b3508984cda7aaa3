"""Raw rows as checked ones: what every row would become, and everything that is wrong with it, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from ..items import item
from ..models import Category, InformationPage
from . import values
from .columns import Headings, find_headings
from .raw import MAX_ROWS, Appearance, Merged, RawRow, Source, Unreadable, is_empty
from .values import Wrong

# Stands in place of the number in the row of the template that shows how to fill it in.
EXAMPLE = "contoh"


@dataclass(frozen=True)
class Known:
    """What the portal holds already. ``units`` maps codes and names, as ``columns.key_of`` writes them, to keys."""

    units: Mapping[str, int]
    numbers: Container[int]
    today: date


@dataclass(frozen=True)
class Fault:
    """Row as the spreadsheet counts it, column as "E (Waktu pembuatan)" or "" for the whole row, and what is wrong."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One row that can become a draft; ``fields`` are those of ``InformationPage``."""

    row: int
    fields: dict[str, Any]


@dataclass
class Checked:
    """``count`` rows of data were read; with ``faults`` none of them is taken over. ``notes`` stop nothing."""

    count: int = 0
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_fit(self) -> bool:
        return bool(self.entries) and not self.faults


def check(source: Source, known: Known) -> Checked:
    """Every row of ``source``. Raises ``Unreadable`` where the file as a whole cannot be taken."""
    headings, rows = find_headings(source.rows)
    checked = Checked(notes=list(source.notes))
    if headings.unknown:
        checked.notes.append(f"Kolom yang tidak dipakai: {', '.join(headings.unknown)}.")
    seen: dict[int, int] = {}
    last = headings.row
    examples = 0
    for row in rows:
        if _is_empty(row, headings):
            continue
        if _is_example(row, headings):
            examples += 1
            continue
        checked.count, last = checked.count + 1, row.number
        if checked.count > MAX_ROWS:
            raise Unreadable(f"Berkas ini memuat lebih dari {MAX_ROWS} baris. Bagi menjadi beberapa berkas.")
        fields, faults = _read_row(row, headings, known)
        faults += _told_twice(row, fields.get("number"), seen, headings)
        checked.faults += faults
        if not faults:
            checked.entries.append(Entry(row.number, fields))
    if not checked.count:
        raise Unreadable("Di bawah judul kolom tidak ada baris yang berisi.")
    if examples:
        checked.notes.append(f"{examples} baris contoh dilewati.")
    checked.faults += _unseen(source.appearance, headings, last)
    checked.faults.sort(key=lambda fault: fault.row)
    checked.notes += _left_empty(checked.entries, headings)
    return checked


def _cell(row: RawRow, place: int) -> Any:
    return row.cells[place] if place < len(row.cells) else None


def _is_empty(row: RawRow, headings: Headings) -> bool:
    """Whether the row holds nothing under a heading that is known."""
    return all(is_empty(_cell(row, place)) for place in headings.places.values())


def _is_example(row: RawRow, headings: Headings) -> bool:
    """Whether it is the template's row that shows how to fill it in."""
    return str(_cell(row, headings.places["number"])).strip().casefold() == EXAMPLE


# --- one row ------------------------------------------------------------------------------------------------


def _readers(known: Known) -> dict[str, Callable[[Any], Any]]:
    """How each column is read."""

    def text(name: str) -> Callable[[Any], str]:
        return partial(values.as_text, most=_length(name))

    return {
        "number": values.as_number,
        "title": text("title"),
        "summary": partial(values.as_summary, most=_length("summary")),
        "unit": partial(values.as_unit, units=known.units),
        "responsible": text("responsible"),
        "made_on": partial(values.as_date, today=known.today),
        "made_at": text("made_at"),
        "formats": values.as_formats,
        "retention": text("retention"),
        "category": values.as_category,
        "legal_item": values.as_legal_item,
    }


def _length(name: str) -> int:
    return InformationPage._meta.get_field(name).max_length


def _read_row(row: RawRow, headings: Headings, known: Known) -> tuple[dict[str, Any], list[Fault]]:
    fields: dict[str, Any] = {}
    faults = []
    for name, read in _readers(known).items():
        if name not in headings.places:
            continue
        try:
            fields[name] = read(_cell(row, headings.places[name]))
        except Wrong as wrong:
            faults.append(Fault(row.number, headings.where(name), str(wrong)))
    faults += [Fault(row.number, headings.where(name), text) for name, text in _contradictions(fields, known)]
    if not fields.get("title"):
        fields["title"] = values.first_sentence(fields.get("summary", ""), _length("title"))
    return fields, faults


def _contradictions(fields: dict[str, Any], known: Known) -> Iterator[tuple[str, str]]:
    """What is wrong although each cell can be read: name of the column, and the words."""
    if fields.get("number") in known.numbers:
        yield "number", f"Nomor {fields['number']} sudah ada pada daftar informasi di portal."
    legal_item, category = item(fields.get("legal_item", "")), fields.get("category")
    if legal_item and category and legal_item.category != category:
        yield "legal_item", f"Butir {legal_item.code} termasuk {Category(legal_item.category).label.lower()}."


def _told_twice(row: RawRow, number: int | None, seen: dict[int, int], headings: Headings) -> list[Fault]:
    if number is None:
        return []
    first = seen.setdefault(number, row.number)
    if first == row.number:
        return []
    return [Fault(row.number, headings.where("number"), f"Nomor {number} sudah dipakai pada baris {first}.")]


# --- the whole sheet ----------------------------------------------------------------------------------------


def _unseen(appearance: Appearance, headings: Headings, last: int) -> Iterator[Fault]:
    """What a person who looks at the sheet does not see, or sees elsewhere than it is: it would come in unread."""
    for number in sorted(appearance.hidden_rows):
        if headings.row < number <= last:
            yield Fault(number, "", "Baris ini tersembunyi. Tampilkan lalu periksa, atau hapus.")
    places = {place + 1: name for name, place in headings.places.items()}
    for number in sorted(appearance.hidden_columns & places.keys()):
        yield Fault(headings.row, headings.where(places[number]), "Kolom ini tersembunyi. Tampilkan lalu periksa.")
    for merged in appearance.merged:
        if name := _first_column_in(merged, places):
            first = max(merged.first_row, headings.row + 1)
            if first <= min(merged.last_row, last):
                yield Fault(
                    first, headings.where(name), f"Sel {merged.name} digabung. Pisahkan, lalu isi setiap selnya."
                )


def _first_column_in(merged: Merged, places: Mapping[int, str]) -> str:
    return next((places[n] for n in sorted(places) if merged.first_column <= n <= merged.last_column), "")


def _left_empty(entries: list[Entry], headings: Headings) -> Iterator[str]:
    """Nothing is invented for an empty cell; the draft is completed before it is submitted."""
    for name in ("unit", "responsible", "made_on", "made_at", "formats", "retention"):
        if empty := sum(1 for entry in entries if not entry.fields[name]):
            yield f"Kolom {headings.where(name)} kosong pada {empty} baris. Lengkapi konsepnya sebelum diajukan."

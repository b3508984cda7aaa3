"""What the law orders an agency to publish and keep ready, read from a file (``definitions/perki-1-2021.toml``).

The file holds items of information (one draft page or more each) and pages of text in sections. It says what must stand
on a page and nothing about any agency.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("definitions") / "perki-1-2021.toml"
CATEGORIES = ("periodic", "anytime")
FREQUENCIES = {
    "month": "bulan",
    "quarter": "triwulan",
    "semester": "semester",
    "year": "tahun",
    "event": "ada peristiwa",
}
# Not part of the regulation, and to be read as such.
EXAMPLE_MARK = "(contoh, sesuaikan)"


class ItemsError(ValueError):
    """The file contradicts itself; the message lists every fault, in Indonesian."""


@dataclass(frozen=True)
class Item:
    """One item of the law. ``part_of`` is the code of the item whose detail it is (a procurement document: B12).

    ``served_by`` names what answers it elsewhere on the site: pages of text by their codes, and services by the names
    under which their rooms hold them (``portal.core.holdings``).
    """

    code: str
    title: str
    category: str
    contents: str
    frequency: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    part_of: str = ""
    served_by: tuple[str, ...] = ()

    @property
    def guidance(self) -> str:
        """What the editor is told; never shown to citizens."""
        rhythm = " atau ".join(FREQUENCIES[name] for name in self.frequency)
        return _guidance(self.contents, f"Diperbarui setiap {rhythm}." if rhythm else "", *_marked(self.examples))


@dataclass(frozen=True)
class TextPage:
    """A page of text about the PPID and its service.

    ``leads_to_tasks``: who has read it is led on to asking, following and objecting.
    """

    code: str
    slug: str
    title: str
    contents: str
    examples: tuple[str, ...] = ()
    leads_to_tasks: bool = False

    @property
    def guidance(self) -> str:
        """What the editor is told; never shown to citizens."""
        return _guidance(self.contents, *_marked(self.examples))


@dataclass(frozen=True)
class Section:
    """Pages of text that belong together, in their order."""

    slug: str
    title: str
    pages: tuple[TextPage, ...]


@dataclass(frozen=True)
class Regulation:
    name: str
    short: str
    items: tuple[Item, ...]
    sections: tuple[Section, ...]

    @property
    def pages(self) -> tuple[TextPage, ...]:
        return tuple(page for section in self.sections for page in section.pages)


def load(path: Path) -> Regulation:
    """Read and check a file of items. Raises ``ItemsError`` with every fault found."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    regulation = Regulation(
        **data["regulation"],
        items=tuple(Item(**_frozen(item)) for item in _flat(data["items"])),
        sections=tuple(
            Section(**{**section, "pages": tuple(TextPage(**_frozen(page)) for page in section["pages"])})
            for section in data["sections"]
        ),
    )
    if faults := list(_faults(regulation)):
        raise ItemsError("\n".join(faults))
    return regulation


@cache
def regulation() -> Regulation:
    return load(FILE)


def item(code: str) -> Item | None:
    """The item with this code; ``None`` where the file knows none."""
    return next((item for item in regulation().items if item.code == code), None)


def text_page(code: str) -> TextPage | None:
    """The page of text with this code; ``None`` where the file knows none."""
    return next((page for page in regulation().pages if page.code == code), None)


def items_of(category: str) -> tuple[Item, ...]:
    """The items of one kind of information in the order of the law, without the details of a single item."""
    return tuple(item for item in regulation().items if item.category == category and not item.part_of)


def parts_of(code: str) -> tuple[Item, ...]:
    """The details of one item in their order, such as the procurement documents of B12."""
    return tuple(item for item in regulation().items if item.part_of == code)


def _flat(items: list[dict]) -> Iterator[dict]:
    """Items, each followed by its parts, which are of its kind."""
    for item in items:
        parts = item.pop("parts", [])
        yield item
        yield from ({"category": item["category"], "part_of": item["code"], **part} for part in parts)


def _frozen(data: dict) -> dict:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _marked(examples: tuple[str, ...]) -> Iterator[str]:
    return (f"{example} {EXAMPLE_MARK}" for example in examples)


def _guidance(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _faults(regulation: Regulation) -> Iterator[str]:
    codes = [entry.code for entry in (*regulation.items, *regulation.pages)]
    yield from (f"Kode {code} dipakai lebih dari sekali." for code in sorted({c for c in codes if codes.count(c) > 1}))
    for item in regulation.items:
        yield from (f"Butir {item.code}: {fault}" for fault in _item_faults(item))
    for section in regulation.sections:
        slugs = [page.slug for page in section.pages]
        if len(slugs) != len(set(slugs)):
            yield f"Bagian {section.slug}: ada alamat yang dipakai lebih dari sekali."


def _item_faults(item: Item) -> Iterator[str]:
    if item.category not in CATEGORIES:
        yield f"jenis informasi “{item.category}” tidak dikenal."
    yield from (f"frekuensi “{name}” tidak dikenal." for name in item.frequency if name not in FREQUENCIES)

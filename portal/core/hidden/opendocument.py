"""OpenDocument files (ODT, ODS): annotations, tracked changes, hidden sheets, rows, columns, sections and text."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from . import office
from .archive import Archive, attribute, local, text_of
from .excel import column_letters
from .findings import Finding, Refused, quoted, some_of

# What stands inside a document as a drawing of its own, and shows all that it holds.
_SHOWN_OBJECTS = ("application/vnd.oasis.opendocument.chart", "application/vnd.oasis.opendocument.formula")
_HIDDEN_ROW = {"collapse", "filter"}
_HIDDEN_PASSAGE = {"none", "condition"}
_TAGS = (
    *("style", "table", "table-column", "table-row", "annotation", "changed-region", "tracked-changes"),
    *("section", "hidden-text", "hidden-paragraph", "p", "h", "span", "object", "object-ole"),
    *("table-source", "section-source"),
)


def inspect(archive: Archive) -> Iterator[Finding]:
    """Text and tables alike: they share one vocabulary, so one pass over styles and content finds all."""
    kinds = _manifest(archive)
    reading = _Reading(kinds)
    for part in ("styles.xml", "content.xml"):
        if part in archive:
            for event, element in archive.elements(part, *_TAGS, events=("start", "end"), emptied=("table-row",)):
                reading.read(event, element)
    yield from reading.findings()
    if any(name.startswith("Versions/") for name in archive.names):
        yield Finding("old-version", "Berkas menyimpan versi lama dokumen.")
    if any(_is_macro(name) for name in archive.names):
        yield Finding("macro", "Dokumen memuat makro.")
    yield from office.picture_data(archive, archive.names)
    yield from _names(archive)


def _manifest(archive: Archive) -> dict[str, str]:
    """The kind of each part, by its name. Raises ``Refused`` where one is encrypted."""
    kinds = {}
    if "META-INF/manifest.xml" in archive:
        for entry in archive.tree("META-INF/manifest.xml").iter("{*}file-entry"):
            kinds[attribute(entry, "full-path").rstrip("/")] = attribute(entry, "media-type")
            if entry.find("{*}encryption-data") is not None:
                raise Refused("Berkas ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah kembali.")
    return kinds


def _is_macro(name: str) -> bool:
    """LibreOffice writes an empty library into many files; only modules are macros."""
    in_library = name.startswith("Basic/") and name.endswith(".xml")
    return name.startswith("Scripts/") or (in_library and not posixpath.basename(name).endswith(("-lb.xml", "-lc.xml")))


@dataclass
class _Reading:
    """Gathers, element by element, what does not show."""

    kinds: dict[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    tables: list[_Table] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    _hidden_tables: set[str] = field(default_factory=set)
    _hidden_texts: set[str] = field(default_factory=set)

    def read(self, event: str, element: etree._Element) -> None:
        name = local(element.tag)
        if event == "start":
            if name == "table":
                style = attribute(element, "style-name")
                self.tables.append(_Table(attribute(element, "name"), style in self._hidden_tables))
        elif name == "style":
            self._read_style(element)
        elif name in ("table-column", "table-row"):
            if self.tables:
                self.tables[-1].read(element)
        elif name in ("table-source", "section-source"):
            if attribute(element, "href").strip("#"):  # else a part of this very document
                self.elsewhere.append(attribute(element, "href"))
        else:
            self._count(name, element)

    def _count(self, name: str, element: etree._Element) -> None:
        match name:
            case "annotation":
                self.counts["comment"] += 1
            case "changed-region":
                self.counts["tracked-change"] += 1
            case "tracked-changes":  # those of a sheet stand in it one by one, under many names
                self.counts["tracked-change"] += sum(local(child.tag) != "changed-region" for child in element)
            case "hidden-text" | "hidden-paragraph":
                self.counts["hidden-text"] += 1
            case "section":
                self.counts["hidden-text"] += attribute(element, "display") in _HIDDEN_PASSAGE
            case "p" | "h" | "span":
                is_hidden = attribute(element, "style-name") in self._hidden_texts
                self.counts["hidden-text"] += is_hidden and bool(text_of(element))
            case "object" | "object-ole":
                self.counts["embedded"] += name == "object-ole" or not self._shows_all(attribute(element, "href"))

    def _shows_all(self, target: str) -> bool:
        return self.kinds.get(posixpath.normpath(target), "").startswith(_SHOWN_OBJECTS)

    def _read_style(self, style: etree._Element) -> None:
        name = attribute(style, "name")
        for properties in style:
            display = attribute(properties, "display")
            if local(properties.tag) == "table-properties" and display == "false":
                self._hidden_tables.add(name)
            if local(properties.tag) == "text-properties" and display == "none":
                self._hidden_texts.add(name)

    def findings(self) -> Iterator[Finding]:
        for table in self.tables:
            yield from table.findings()
        for code, sentence in (
            ("comment", "Dokumen memuat {} komentar."),
            ("tracked-change", "Dokumen memuat {} perubahan terlacak yang belum diterima atau ditolak."),
            ("hidden-text", "Dokumen memuat {} bagian teks yang disembunyikan."),
            ("embedded", "Dokumen memuat {} objek atau berkas lain."),
        ):
            if self.counts[code]:
                yield Finding(code, sentence.format(self.counts[code]))
        if self.elsewhere:
            yield Finding(
                "external-link", f"Dokumen mengambil isi dari berkas lain: {some_of(map(quoted, self.elsewhere))}."
            )


@dataclass
class _Table:
    """One sheet, or one table of a text."""

    name: str
    is_hidden: bool
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    _row: int = 0
    _column: int = 0
    _columns_that_hide: list[range] = field(default_factory=list)

    def read(self, element: etree._Element) -> None:
        if local(element.tag) == "table-row":
            self._read_row(element)
            return
        first = self._column + 1
        self._column += int(attribute(element, "number-columns-repeated", "1"))
        if attribute(element, "visibility") in _HIDDEN_ROW:
            self._columns_that_hide.append(range(first, self._column + 1))

    def _read_row(self, row: etree._Element) -> None:
        first = self._row + 1
        self._row += int(attribute(row, "number-rows-repeated", "1"))
        if attribute(row, "visibility") in _HIDDEN_ROW:
            if any(map(_has_content, row)):
                self.hidden_rows.append(first)
        elif self._columns_that_hide:
            column = 0
            for cell in row:
                span = range(column + 1, column + 1 + int(attribute(cell, "number-columns-repeated", "1")))
                column = span.stop - 1
                if _has_content(cell):
                    self.hidden_columns |= {n for hidden in self._columns_that_hide for n in _overlap(span, hidden)}

    def findings(self) -> Iterator[Finding]:
        name = quoted(self.name)
        if self.is_hidden:
            yield Finding("hidden-sheet", f"Lembar {name} disembunyikan.")
        if rows := self.hidden_rows:
            yield Finding("hidden-cells", f"Lembar {name}: {len(rows)} baris disembunyikan (baris {some_of(rows)}).")
        if columns := sorted(self.hidden_columns):
            letters = some_of(map(column_letters, columns))
            yield Finding("hidden-cells", f"Lembar {name}: {len(columns)} kolom disembunyikan (kolom {letters}).")


def _overlap(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))


def _has_content(cell: etree._Element) -> bool:
    return bool(attribute(cell, "value-type"))


_NAMES = {"initial-creator": "pembuat", "creator": "pengubah terakhir", "printed-by": "pencetak"}


def _names(archive: Archive) -> Iterator[Finding]:
    if "meta.xml" not in archive:
        return
    found = []
    for element in archive.tree("meta.xml").iter():
        name = local(element.tag) if isinstance(element.tag, str) else ""
        if name in _NAMES and office.names_somebody(text_of(element)):
            found.append(f"{_NAMES[name]} {quoted(text_of(element))}")
        elif name == "user-defined" and text_of(element) and attribute(element, "name") not in office.PLAIN_PROPERTIES:
            found.append(f"keterangan tambahan {quoted(attribute(element, 'name'))}")
    if found:
        yield Finding("names", f"Keterangan berkas menyebut {some_of(dict.fromkeys(found))}.")

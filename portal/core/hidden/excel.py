"""Excel files (XLSX): hidden sheets, rows, columns and names, comments, and data kept behind what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .archive import attribute, local
from .findings import Finding, quoted, some_of
from .office import Package, relationship_id

_ON = {"1", "true"}
_LAST_COLUMN = 16_384
# A sheet without any of these words hides no row and no column, and is not read further.
_HIDING = (b"hidden", b"zeroHeight", b' width="0', b' ht="0')


def inspect(package: Package) -> Iterator[Finding]:
    """Hidden sheets, rows and columns, comments, names, and the links and caches that carry data from elsewhere."""
    workbook = package.tree(package.main)
    parts = {link.id: link.target for link in package.of_kind("worksheet", "chartsheet", source=package.main)}
    hidden = []
    for sheet in workbook.iter("{*}sheet"):
        name = quoted(sheet.get("name", ""))
        if sheet.get("state", "visible") != "visible":
            hidden.append(name)
        part = parts.get(relationship_id(sheet))
        if part:
            yield from _hidden_cells(package, part, name)
            yield from _comments(package, part, name)
    for name in hidden:
        yield Finding("hidden-sheet", f"Lembar {name} disembunyikan.")
    yield from _behind_the_sheets(package)
    names = [quoted(name.get("name", "")) for name in workbook.iter("{*}definedName") if _is_hidden_name(name)]
    if names:
        yield Finding("hidden-name", f"Nama sel tersembunyi: {some_of(names)}.")


def _is_hidden_name(name: etree._Element) -> bool:
    """Excel itself hides the names that it keeps for filters and new functions (``_xlnm…``, ``_xlfn…``)."""
    return name.get("hidden") in _ON and not name.get("name", "").startswith("_xl")


def _behind_the_sheets(package: Package) -> Iterator[Finding]:
    if caches := {link.target for link in package.of_kind("pivotCacheDefinition")}:
        yield Finding("pivot-cache", f"{len(caches)} tabel pivot membawa salinan seluruh data sumbernya.")
    if package.of_kind("connections", "queryTable", "powerPivotData"):
        yield Finding("connection", "Buku kerja menyimpan sambungan ke sumber data lain.")
    if package.of_kind("revisionHeaders"):
        yield Finding("old-version", "Buku kerja bersama ini menyimpan riwayat perubahannya.")


def _comments(package: Package, part: str, name: str) -> Iterator[Finding]:
    cells: dict[str, None] = {}
    for link in package.of_kind("comments", "threadedComment", source=part):
        for _, element in package.elements(link.target, "comment", "threadedComment"):
            cells[attribute(element, "ref")] = None
    if cells:
        yield Finding("comment", f"Lembar {name}: {len(cells)} komentar atau catatan ({some_of(cells)}).")


def _hidden_cells(package: Package, part: str, name: str) -> Iterator[Finding]:
    if not package.mentions(part, *_HIDING):
        return
    sheet = _Sheet()
    for _, element in package.elements(part, "sheetFormatPr", "col", "row"):
        sheet.read(element)
    if rows := sheet.hidden_rows:
        yield Finding("hidden-cells", f"Lembar {name}: {len(rows)} baris disembunyikan (baris {some_of(rows)}).")
    if columns := sorted(sheet.hidden_columns, key=lambda letters: (len(letters), letters)):
        yield Finding("hidden-cells", f"Lembar {name}: {len(columns)} kolom disembunyikan (kolom {some_of(columns)}).")


@dataclass
class _Sheet:
    """Gathers, element by element, the rows and columns of one sheet that have content and do not show."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    _rows_hide: bool = False
    _columns_that_hide: set[str] = field(default_factory=set)
    _row: int = 0

    def read(self, element: etree._Element) -> None:
        match local(element.tag):
            case "sheetFormatPr":
                self._rows_hide = element.get("zeroHeight") in _ON
            case "col":
                if element.get("hidden") in _ON or _is_zero(element.get("width")):
                    last = min(int(element.get("max")), _LAST_COLUMN)
                    self._columns_that_hide.update(map(column_letters, range(int(element.get("min")), last + 1)))
            case "row":
                self._read_row(element)

    def _read_row(self, row: etree._Element) -> None:
        self._row = int(row.get("r", self._row + 1))
        said = row.get("hidden")
        if said in _ON or _is_zero(row.get("ht")) or (said is None and self._rows_hide):
            if any(map(_has_content, row)):
                self.hidden_rows.append(self._row)
        elif self._columns_that_hide:
            for place, cell in enumerate(row, start=1):
                column = cell.get("r", "").rstrip("0123456789") or column_letters(place)
                if column in self._columns_that_hide and _has_content(cell):
                    self.hidden_columns.append(column)
                    self._columns_that_hide.remove(column)


def _is_zero(size: str | None) -> bool:
    return size is not None and float(size) == 0


def _has_content(cell: etree._Element) -> bool:
    return any(local(child.tag) in ("v", "is", "f") and (child.text or len(child)) for child in cell)


def column_letters(number: int) -> str:
    """Column 28 is ``"AB"``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

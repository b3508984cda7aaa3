"""Word files (DOCX): comments, tracked changes, hidden text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from .archive import attribute, local
from .findings import Finding
from .office import Package

_CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "tcPrChange"),
    "trPrChange",
)
_TEXT_PARTS = ("header", "footer", "footnotes", "endnotes", "comments")
_OFF = {"0", "false", "off"}


def inspect(package: Package) -> Iterator[Finding]:
    """Comments, tracked changes, and text that is formatted not to be seen."""
    main = package.main
    others = package.of_kind(*_TEXT_PARTS, source=main)
    parts = [main, *(link.target for link in others if link.kind != "comments")]
    yield from _comments(package, [link.target for link in others if link.kind == "comments"])

    hidden_styles = _hidden_styles(package)
    found: Counter[str] = Counter()
    for part in dict.fromkeys(parts):
        for _, element in package.elements(part, "r", *_CHANGES):
            if local(element.tag) != "r":
                found["tracked-change"] += 1
            elif _is_hidden_text(element, hidden_styles):
                found["hidden-text"] += 1
    if count := found["tracked-change"]:
        yield Finding("tracked-change", f"Naskah memuat {count} perubahan terlacak yang belum diterima atau ditolak.")
    if count := found["hidden-text"]:
        yield Finding("hidden-text", f"Naskah memuat {count} bagian teks yang disembunyikan.")


def _comments(package: Package, parts: list[str]) -> Iterator[Finding]:
    count = sum(1 for part in parts for _ in package.elements(part, "comment"))
    if count:
        yield Finding("comment", f"Naskah memuat {count} komentar.")


def _is_hidden_text(run: etree._Element, hidden_styles: frozenset[str]) -> bool:
    if not any((text.text or "").strip() for text in run.iter("{*}t")):
        return False
    vanish = run.find("{*}rPr/{*}vanish")
    if vanish is not None:
        return _is_on(vanish)
    styles = [run.find("{*}rPr/{*}rStyle")]
    paragraph = next(run.iterancestors("{*}p"), None)
    if paragraph is not None:
        styles.append(paragraph.find("{*}pPr/{*}pStyle"))
    return any(style is not None and attribute(style, "val") in hidden_styles for style in styles)


def _hidden_styles(package: Package) -> frozenset[str]:
    """The names of styles whose text does not show."""
    names = set()
    for link in package.of_kind("styles", source=package.main):
        for style in package.tree(link.target).iter("{*}style"):
            vanish = style.find("{*}rPr/{*}vanish")
            if vanish is not None and _is_on(vanish):
                names.add(attribute(style, "styleId"))
    return frozenset(names)


def _is_on(element: etree._Element) -> bool:
    return attribute(element, "val").lower() not in _OFF

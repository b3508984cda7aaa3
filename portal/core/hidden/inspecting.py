"""Looking into a file of any kind for what it hides."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

from . import cells, excel, office, opendocument, pdf, powerpoint, word
from .archive import Archive
from .findings import Finding, Refused, Uninspectable

MOST_FINDINGS = 50


def _office(inspect_kind: Callable[[office.Package], Iterator[Finding]]) -> Callable[[BinaryIO], Iterator[Finding]]:
    def inspect(file: BinaryIO) -> Iterator[Finding]:
        package = office.Package(file)
        yield from office.inspect(package)
        if not package.main:
            raise Uninspectable("Berkas ini tidak memuat naskah utama.")
        yield from inspect_kind(package)

    return inspect


def _open_document(file: BinaryIO) -> Iterator[Finding]:
    return opendocument.inspect(Archive(file))


_INSPECTIONS: dict[str, Callable[[BinaryIO], Iterator[Finding]]] = {
    "docx": _office(word.inspect),
    "xlsx": _office(excel.inspect),
    "pptx": _office(powerpoint.inspect),
    "odt": _open_document,
    "ods": _open_document,
    "pdf": pdf.inspect,
    "csv": cells.inspect,
}


def inspect(content: bytes, extension: str) -> dict:
    """``{"refused": sentence or "", "findings": [{"code": ..., "text": ...}, ...]}``."""
    found: list[Finding] = []
    refused = ""
    try:
        for finding in _INSPECTIONS[extension](BytesIO(content)):
            found.append(finding)
            if len(found) == MOST_FINDINGS:
                break
    except Refused as refusal:
        refused = str(refusal)
    except Uninspectable as problem:
        found.append(Finding("uninspected", str(problem)))
    except Exception as problem:  # a hostile file makes a library raise nearly anything
        print(repr(problem), file=sys.stderr)
        found.append(Finding("uninspected", "Isi berkas ini tidak dapat dibaca seluruhnya."))
    return {"refused": refused, "findings": [{"code": finding.code, "text": finding.text} for finding in found]}

"""The process in which a stranger's file is opened: ``python -m portal.core.hidden inspect|clean EXTENSION``.

The file comes in on standard input. ``inspect`` writes the findings as JSON, ``clean`` the cleaned file. Whatever
happens to this process (memory, time, a fault in a library) happens to it alone; ``sandbox`` starts and judges it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

from . import cells, excel, office, opendocument, pdf, powerpoint, word
from .archive import Archive
from .cleaning import clean
from .findings import Finding, NotCleanable, Refused, Uninspectable

MOST_MEMORY = 1536 * 1024 * 1024  # bytes
MOST_SECONDS = 15  # of computing
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


def _limit_itself() -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where nobody serves the public
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(task: str, extension: str) -> int:
    content = sys.stdin.buffer.read()
    _limit_itself()
    if task == "inspect":
        sys.stdout.write(json.dumps(inspect(content, extension)))
        return 0
    try:
        sys.stdout.buffer.write(clean(content, extension))
    except NotCleanable as reason:
        sys.stderr.write(str(reason))
        return NotCleanable.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

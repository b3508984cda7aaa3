"""Letters, sheets and reports on paper: our own Typst templates, filled with plain values.

Every value reaches the template as data (``sys.inputs.data``, JSON), so that nothing that a person typed can become
mark-up. Templates import no packages, and only the fonts that Typst carries are used: no network, no system library.
"""

from __future__ import annotations

import json
from pathlib import Path

import typst

from .glyphs import printable


class NotPrinted(Exception):
    """Typst gave no PDF: the template is at fault, or the machine lacks what it takes."""


def render_pdf(template: Path, data: dict, standard: str | tuple[str, ...] = "ua-1") -> bytes:
    """The PDF of ``template`` filled with ``data`` (JSON-able); PDF/UA-1 for readers, "a-2a" for archives, or both.

    Characters for which there is no picture are written by their number. Raises ``NotPrinted``.
    """
    try:
        return _compile(template, data, standard)
    except typst.TypstError:
        pass
    try:
        return _compile(template, printable(data), standard)
    except typst.TypstError as problem:
        raise NotPrinted(template.name) from problem


def _compile(template: Path, data: dict, standard: str | tuple[str, ...]) -> bytes:
    return typst.compile(
        str(template),
        root=str(template.parent),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=[standard] if isinstance(standard, str) else list(standard),
    )

"""Taking out of a file what can be taken out without changing what its reader sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import clean_office, clean_opendocument, clean_pdf
from .findings import NotCleanable

_WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "docx": clean_office.clean,
    "xlsx": clean_office.clean,
    "pptx": clean_office.clean,
    "odt": clean_opendocument.clean,
    "ods": clean_opendocument.clean,
    "pdf": clean_pdf.clean,
}


def clean(content: bytes, extension: str) -> bytes:
    """The file without what ``findings.KINDS`` calls cleanable. Raises ``NotCleanable`` (Indonesian)."""
    if extension not in _WAYS:
        raise NotCleanable(f"Berkas {extension.upper()} tidak memuat apa pun yang dapat dibersihkan.")
    return _WAYS[extension](content)

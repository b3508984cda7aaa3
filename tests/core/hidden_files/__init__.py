"""Office files and PDFs as people make them, each with one kind of hidden content, and clean ones beside them.

Built by code, so that a reader sees what is in them. The structure is that of the programs' own files as far as the
inspection looks at it.
"""

from __future__ import annotations

from . import excel, opendocument, pdf, powerpoint, word
from .packages import SECRET, Hiding, archive_of, parts_of

FAMILIES = (excel, word, powerpoint, opendocument, pdf)

HIDING: dict[str, Hiding] = {name: hiding for family in FAMILIES for name, hiding in family.HIDING.items()}
# By name: extension and content.
CLEAN: dict[str, tuple[str, bytes]] = {
    **{name: clean for family in FAMILIES for name, clean in family.CLEAN.items()},
    "CSV": ("csv", "nama;jumlah;selisih\nBMI – indeks;12;-5\n+62 811;-1.5;- \n".encode()),
}
NAMING: dict[str, tuple[str, bytes]] = {**excel.NAMING, **word.NAMING, **opendocument.NAMING, **pdf.NAMING}

__all__ = ["CLEAN", "HIDING", "NAMING", "SECRET", "Hiding", "archive_of", "excel", "parts_of", "pdf", "word"]

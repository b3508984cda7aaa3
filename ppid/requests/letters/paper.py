"""Letters on paper: PDF for archive and reader in one (PDF/A-2a and PDF/UA-1), and Word for whoever must edit."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings
from docxtpl import DocxTemplate

from portal.core.paper import render_pdf

from ..models import Letter
from .papers import paper_of

TYPST = Path(__file__).parent / "typst" / "letter.typ"
WORD = Path(__file__).parent / "docx" / "letter.docx"
STANDARDS = ("a-2a", "ua-1")


def address_of(code: str) -> str:
    """Where a reader of the paper verifies the letter with this code."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/permohonan/surat/{code}/"


def pdf_of(content: dict, code: str) -> bytes:
    """The letter as PDF, from what was frozen in it."""
    paper = paper_of(content)
    address = address_of(code)
    return render_pdf(
        TYPST,
        {
            **asdict(paper),
            "year": paper.dated_on.year,
            "month": paper.dated_on.month,
            "day": paper.dated_on.day,
            "dated_on": paper.dated_on.isoformat(),
            "address": address,
            "qr": _qr(address),
        },
        standard=STANDARDS,
    )


def docx_of(letter: Letter) -> bytes:
    """The letter for Word, to be edited or signed by hand; what was typed cannot become mark-up or a formula."""
    template = DocxTemplate(WORD)
    template.render(asdict(paper_of(letter.content)) | {"address": address_of(letter.code)}, autoescape=True)
    output = BytesIO()
    template.save(output)
    return output.getvalue()


def _qr(address: str) -> str:
    output = BytesIO()
    segno.make(address, error="m").save(output, kind="svg", xmldecl=False, border=2)
    return output.getvalue().decode()

"""The sheet on paper: PDF/UA-1, one A4 leaf, the same questions as on the site."""

from __future__ import annotations

from pathlib import Path

from portal.core.models import AgencyIdentity
from portal.core.paper import render_pdf

from .definition import Definition

TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"


def sheet_pdf(definition: Definition, identity: AgencyIdentity) -> bytes:
    """The empty sheet of ``definition``."""
    return render_pdf(
        TEMPLATE,
        {
            "agency": identity.name,
            "parent": identity.parent_name,
            "title": definition.title,
            "regulation": definition.regulation,
            "elements": [
                {"code": element.code, "question": element.question, "answers": element.answers}
                for element in definition.elements
            ],
            "about": [{"label": about.label, "choices": about.choices} for about in definition.about],
        },
    )

"""What a ruling opens becomes public information, as by an order of the superior (Pasal 11 ayat (2)).

It is a draft: moderated as every page is, and a row of the catalogue once it is live. Whether to wait until the ruling
is final is for those who publish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.core.words import within_a_sentence
from ppid.information.public import draft_opened

from .steps import CLOSING, OPENING, Step

if TYPE_CHECKING:
    from ..models import Dispute, Objection
    from .recording import Record

OPENED = "opened"
"""In the history: it is this ruling that opens the information."""


def why_not_opened(objection: Objection, step: Step, what: Record) -> str:
    """Why what the ruling opens cannot be drafted, in Indonesian; "" if it can, or if it opens nothing."""
    if step.asks_ruling and what.ruling in OPENING and objection.page_id is None and not what.title.strip():
        return "Beri judul informasi yang dibuka; dengan judul itu ia masuk Daftar Informasi Publik."
    return ""


def draft_what_it_opens(objection: Objection, dispute: Dispute, step: Step, what: Record) -> dict[str, Any]:
    """Draft the page of what the ruling opens, once in all; what the history tells of it. The objection is saved.

    A later ruling that says otherwise makes nobody wait any longer for a page that is not public yet.
    """
    if not step.asks_ruling:
        return {}
    told: dict[str, Any] = {}
    if what.ruling in OPENING:
        told = {OPENED: not objection.opens}
        objection.opens = True
        if objection.page_id is None:
            objection.page = draft_opened(
                what.title.strip(),
                unit=objection.request.unit if objection.request else None,
                reference=f"sengketa-{objection.year}-{objection.sequence}",
                why=f"dibuka dengan {_named(step, what)} dalam sengketa {dispute.commission_number}",
                on=what.on,
            )
            told["page"] = objection.page_id
    elif what.ruling in CLOSING and _opened_by_a_ruling(objection):
        objection.opens = False
    objection.save()
    return told


def _opened_by_a_ruling(objection: Objection) -> bool:
    """And not by the superior before it, whose order stands."""
    return objection.history.filter(**{f"details__{OPENED}": True}).exists()


def _named(step: Step, what: Record) -> str:
    """ "putusan Komisi Informasi nomor 010/VI/2026": the step's own words without what happened to it."""
    name = within_a_sentence(step.label.removesuffix(" diterima"))
    return f"{name} nomor {what.number.strip()}" if what.number.strip() else name

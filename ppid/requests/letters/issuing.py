"""Issuing a letter: numbered, frozen, put on paper and kept in the transaction of the act that it belongs to."""

from __future__ import annotations

import hashlib
import logging
import secrets
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from portal.core import vault
from portal.core.paper import NotPrinted
from portal.core.refusal import Refusal

from .. import numbering
from ..models import Letter
from ..models.cases import of
from .content import content_of
from .paper import pdf_of

if TYPE_CHECKING:
    from datetime import date

    from ..actors import Person
    from ..acts import Act
    from ..models.cases import Case

log = logging.getLogger(__name__)

CODE_BYTES = 24


def issue(act: Act, kind: str, said: dict[str, Any]) -> Letter:
    """The letter of ``kind`` for this act; ``said`` is what the act adds to what the case says of itself.

    Raises ``Refusal`` if it cannot be made or kept; then the act does not happen.
    """
    sequence, number = numbering.take(numbering.LETTER, act.today)
    return _keep(act.case, kind, (sequence, number), act.person, act.today, said)


def issue_receipt(case: Case, kind: str, person: Person, on: date, said: dict[str, Any]) -> Letter:
    """The receipt, which bears the case's own number (UU 14/2008 Pasal 22 ayat (4))."""
    return _keep(case, kind, (None, case.number), person, on, said)


def _keep(
    case: Case,
    kind: str,
    numbered: tuple[int | None, str],
    person: Person,
    on: date,
    said: dict[str, Any],
) -> Letter:
    sequence, number = numbered
    content = content_of(case, kind, number, person, on, said)
    code = secrets.token_urlsafe(CODE_BYTES)
    try:
        pdf = pdf_of(content, code)
        kept = vault.keep(pdf, f"{kind}-{number.replace('/', '-')}.pdf", person.user)
    except NotPrinted as problem:
        log.exception("letter %s could not be printed", number)
        raise Refusal("Suratnya belum dapat dibuat saat ini. Coba lagi nanti.") from problem
    except ValidationError as problem:
        raise Refusal(" ".join(problem.messages)) from problem
    return Letter.objects.create(
        **of(case),
        kind=kind,
        year=on.year,
        sequence=sequence,
        number=number,
        dated_on=on,
        content=content,
        code=code,
        pdf=kept,
        sha256=hashlib.sha256(pdf).hexdigest(),
    )

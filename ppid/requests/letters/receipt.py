"""The receipt: made when it is first asked for, so that registering never waits for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from portal.core import vault
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import YearNotLoaded

from ..actors import SYSTEM, Person, officer
from ..clocks import reckoning
from ..lifecycle import State
from ..models import InformationRequest, Letter, Objection
from .issuing import issue_receipt

if TYPE_CHECKING:
    from ..models.cases import Case


@transaction.atomic
def receipt_of(case: Case) -> Letter:
    """The case's one receipt. Raises ``Refusal`` if it cannot be made or kept; the case stands all the same."""
    type(case).objects.select_for_update().get(pk=case.pk)
    kind, said = (
        (Letter.Kind.OBJECTION_RECEIPT, {})
        if isinstance(case, Objection)
        else (Letter.Kind.RECEIPT, _said_of_request(case))
    )
    kept = case.letters.filter(kind=kind).first()
    if kept is not None:
        return kept
    day = local_date(timezone.now())
    issuer = officer(case.received_by, day) if case.received_by else SYSTEM
    return issue_receipt(case, kind, issuer, day, said)


def receipt_pdf(case: Case, reader: Person) -> bytes:
    """The receipt's PDF; the reading is on record."""
    letter = receipt_of(case)
    return vault.read(letter.given, reader.user, reader.office, letter.get_kind_display())


def _said_of_request(request: InformationRequest) -> dict[str, str]:
    return {
        "received_by": request.received_by_name,
        "completeness": ("Belum diperiksa" if request.state == State.RECEIVED else request.get_state_display()),
        "extended_due": _extended_due(request),
    }


def _extended_due(request: InformationRequest) -> str:
    try:
        first = reckoning.answer_due(request.received_on, request.completed_on, closed_days())
        due = reckoning.extended_due(first, request.received_on, closed_days()).due
    except YearNotLoaded as problem:
        return str(problem)
    return f"{date_format(due, 'l, j F Y')} (hanya dengan alasan tertulis)"

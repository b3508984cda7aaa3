"""The receipt: made when it is first asked for, so that registering never waits for paper."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from portal.core import vault
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import YearNotLoaded

from ..actors import SYSTEM, Person, officer
from ..clocks import reckoning
from ..lifecycle import State
from ..models import InformationRequest, Letter
from .issuing import issue_receipt


@transaction.atomic
def receipt_of(request: InformationRequest) -> Letter:
    """The request's one receipt. Raises ``Refusal`` if it cannot be kept; the request stands all the same."""
    InformationRequest.objects.select_for_update().get(pk=request.pk)
    kept = request.letters.filter(kind=Letter.Kind.RECEIPT).first()
    if kept is not None:
        return kept
    said = {
        "received_by": request.received_by_name,
        "completeness": ("Belum diperiksa" if request.state == State.RECEIVED else request.get_state_display()),
        "extended_due": _extended_due(request),
    }
    day = local_date(timezone.now())
    issuer = officer(request.received_by, day) if request.received_by else SYSTEM
    return issue_receipt(request, issuer, day, said)


def receipt_pdf(request: InformationRequest, reader: Person) -> bytes:
    """The receipt's PDF; the reading is on record."""
    letter = receipt_of(request)
    return vault.read(letter.pdf, reader.user, reader.office, "Tanda bukti penerimaan")


def _extended_due(request: InformationRequest) -> str:
    try:
        first = reckoning.answer_due(request.received_on, request.completed_on, closed_days())
        due = reckoning.extended_due(first, request.received_on, closed_days()).due
    except YearNotLoaded as problem:
        return str(problem)
    return f"{date_format(due, 'l, j F Y')} (hanya dengan alasan tertulis)"

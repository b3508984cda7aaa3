"""What an objector should know of a reason before he chooses it, from how his request stands.

It explains and never blocks: whether a reason holds is the superior's to decide (UU 14/2008 Pasal 36).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..clocks.explaining import written
from ..models import Objection, RequestedItem

if TYPE_CHECKING:
    from ..models import InformationRequest

Reason = Objection.Reason
# What cannot be said of an answer that was not given.
ABOUT_AN_ANSWER = (Reason.REFUSED, Reason.ANSWERED_OTHERWISE, Reason.NOT_GRANTED, Reason.UNREASONABLE_COST)


@dataclass(frozen=True)
class Known:
    """What the applicant himself knows of his request. ``refused_as_exempt``: an item of the answer he was given."""

    answered_on: date | None
    due_on: date | None
    today: date
    refused_as_exempt: bool = False


def known_of(request: InformationRequest, today: date) -> Known:
    """Nothing of an answer that was not given yet."""
    refused = (RequestedItem.Outcome.REFUSED, RequestedItem.Outcome.PARTLY)
    is_refused = request.notified_on is not None and request.items.filter(outcome__in=refused).exists()
    return Known(request.answered_on, request.due_on, today, is_refused)


def notes(known: Known) -> dict[str, str]:
    """By the letter of the reason: what seems not to fit it."""
    return dict(_notes(known))


def _notes(known: Known) -> Iterator[tuple[str, str]]:
    if known.answered_on is None:
        for reason in ABOUT_AN_ANSWER:
            yield reason, "Menurut catatan kami permohonan ini belum dijawab."
        if known.due_on and known.today <= known.due_on:
            not_over = f"Batas waktu jawaban, {written(known.due_on)}, belum lewat."
            yield Reason.UNANSWERED, not_over
            yield Reason.LATE, not_over
        return
    given = f"Menurut catatan kami permohonan ini dijawab pada {written(known.answered_on)}"
    yield Reason.UNANSWERED, f"{given}."
    if not known.refused_as_exempt:
        yield Reason.REFUSED, "Menurut catatan kami tidak ada butir yang ditolak sebagai informasi yang dikecualikan."
    if known.due_on and known.answered_on <= known.due_on:
        yield Reason.LATE, f"{given}, sebelum batas waktunya ({written(known.due_on)}) lewat."

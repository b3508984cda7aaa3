"""What of a request may be seen by whom: one answer, which every screen, letter, export, mail, search and log asks.

Design section 4, casework 4.7: every known system of this kind leaked through a side door that asked nobody.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from .actors import APPEAL_AUTHORITY, PETUGAS, PPID, Person
from .lifecycle import State, Who
from .models import InformationRequest

if TYPE_CHECKING:
    from .models.requests import InformationRequestQuerySet


class Aspect(StrEnum):
    """A part of a request that is seen or not seen as a whole."""

    STANDING = "state, dates with their explanation"
    ITEMS = "what is asked for"
    APPLICANT = "the applicant's name and what he is"
    CONTACT = "address, phone, e-mail, occupation, purpose"
    IDENTITY = "the identity number and the files that prove it"
    ATTACHMENTS = "what the applicant attached"
    DRAFT_ANSWER = "the answer while it is written, and its files"
    ANSWER = "the signed answer and its files"
    LETTERS = "letters"
    HISTORY = "who did what when"
    INTERNAL = "notes, disposition, internal dates"


_EVERYTHING = frozenset(Aspect)
# The unit works on the text; it needs no identity to do so.
_UNIT = _EVERYTHING - {Aspect.IDENTITY, Aspect.CONTACT}
_DESK = _EVERYTHING - {Aspect.DRAFT_ANSWER}
_APPLICANT = frozenset(
    {Aspect.STANDING, Aspect.ITEMS, Aspect.APPLICANT, Aspect.CONTACT, Aspect.ATTACHMENTS, Aspect.LETTERS}
)
_ANSWERED = frozenset({State.NOTIFIED, State.DELIVERED, State.CLOSED})

_BY_PART = {
    Who.PPID: _EVERYTHING,
    Who.APPEAL_AUTHORITY: _EVERYTHING,
    Who.DESK: _DESK,
    Who.UNIT: _UNIT,
    Who.APPLICANT: _APPLICANT,
    Who.SYSTEM: frozenset({Aspect.STANDING}),
}


def aspects(request: InformationRequest, person: Person) -> frozenset[Aspect]:
    """What this person may see of this request; nothing at all for whoever has no part in it."""
    parts = person.parts_in(request)
    seen = frozenset().union(*(_BY_PART[part] for part in parts))
    if Who.APPLICANT in parts and request.state in _ANSWERED:
        seen |= {Aspect.ANSWER}
    return seen


def visible_to(person: Person) -> InformationRequestQuerySet:
    """The requests of which this officer may see anything. A superuser without a role sees none."""
    requests = InformationRequest.objects.all()
    if person.hat(PPID) or person.hat(APPEAL_AUTHORITY):
        return requests
    if person.user is None or not person.hat(PETUGAS):
        return requests.none()
    mine = Q(received_by=person.user)
    return requests.filter(mine | Q(unit=person.unit_id) if person.unit_id else mine)

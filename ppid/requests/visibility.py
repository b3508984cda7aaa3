"""What of a request may be seen by whom: one answer, which every screen, letter, export, mail, search and log asks.

Every known system of this kind leaked through a side door that asked nobody.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from .actors import APPEAL_AUTHORITY, PETUGAS, PPID, Person, of_desk, of_unit
from .lifecycle import State, Who
from .models import InformationRequest, Letter, RequestFile

if TYPE_CHECKING:
    from django.db.models import QuerySet

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
# The unit works on the text; it needs no identity to do so, and no letter, which bears the address.
_UNIT = _EVERYTHING - {Aspect.IDENTITY, Aspect.CONTACT, Aspect.LETTERS}
_DESK = _EVERYTHING - {Aspect.DRAFT_ANSWER}
_APPLICANT = frozenset(
    {Aspect.STANDING, Aspect.ITEMS, Aspect.APPLICANT, Aspect.CONTACT, Aspect.ATTACHMENTS, Aspect.LETTERS}
)
_ANSWERED = frozenset({State.NOTIFIED, State.DELIVERED, State.CLOSED})
_SIGNED = _ANSWERED | {State.SIGNED, State.REDIRECTED}

_BY_PART = {
    Who.PPID: _EVERYTHING,
    Who.APPEAL_AUTHORITY: _EVERYTHING,
    Who.DESK: _DESK,
    Who.UNIT: _UNIT,
    Who.APPLICANT: _APPLICANT,
    Who.SYSTEM: frozenset({Aspect.STANDING}),
}

BY_FILE = {
    RequestFile.Kind.IDENTITY: Aspect.IDENTITY,
    RequestFile.Kind.POWER_OF_ATTORNEY: Aspect.IDENTITY,
    RequestFile.Kind.ATTACHMENT: Aspect.ATTACHMENTS,
    # A letter on paper bears address, signature and often the number of the identity card.
    RequestFile.Kind.SCAN: Aspect.IDENTITY,
    RequestFile.Kind.PROOF: Aspect.CONTACT,
    RequestFile.Kind.DISPUTE: Aspect.INTERNAL,
}


def aspects(request: InformationRequest, person: Person) -> frozenset[Aspect]:
    """What this person may see of this request; nothing at all for whoever has no part in it."""
    parts = person.parts_in(request)
    seen = frozenset().union(*(_BY_PART[part] for part in parts))
    if Who.APPLICANT in parts and request.state in _ANSWERED:
        seen |= {Aspect.ANSWER}
    return seen


def sees_answer(request: InformationRequest, seen: frozenset[Aspect]) -> bool:
    """Whether what the items were answered may be shown: unfinished to those who work on it, signed to more."""
    return Aspect.DRAFT_ANSWER in seen or (Aspect.ANSWER in seen and request.state in _SIGNED)


def sees_file(request: InformationRequest, kind: str, seen: frozenset[Aspect]) -> bool:
    """Whether the files of this kind (``RequestFile.Kind``) may be shown and read."""
    if kind == RequestFile.Kind.RELEASED:
        return sees_answer(request, seen)
    return BY_FILE[RequestFile.Kind(kind)] in seen


def letters_for(request: InformationRequest, person: Person) -> QuerySet[Letter]:
    """The letters that this person may read. The applicant reads the answer's once it is given to him, not before."""
    seen, letters = aspects(request, person), request.letters.select_related("pdf").prefetch_related("signed__file")
    if Aspect.LETTERS not in seen:
        return letters.none()
    if person.applicant_of and Aspect.ANSWER not in seen:
        return letters.exclude(kind__in=(Letter.Kind.NOTICE, Letter.Kind.REFUSAL))
    return letters


def visible_to(person: Person) -> InformationRequestQuerySet:
    """The requests of which this officer may see anything. A superuser without a role sees none."""
    requests = InformationRequest.objects.all()
    if person.hat(PPID) or person.hat(APPEAL_AUTHORITY):
        return requests
    if person.user is None or not person.hat(PETUGAS):
        return requests.none()
    return requests.filter(of_desk(person) | of_unit(person))

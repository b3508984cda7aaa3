"""What of an objection may be seen by whom: one answer for every screen, letter, export and mail, as for requests.

In terms of the requests' ``Aspect``: ITEMS is the statement (reasons, facts, what was asked), ANSWER the decision with
what was given in fulfilment, DRAFT_ANSWER the files that are still being prepared for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from portal.officials.models import Unit

from ..actors import APPEAL_AUTHORITY, PETUGAS, PPID, Person
from ..lifecycle import Who
from ..models import Letter, Objection, RequestFile
from ..visibility import BY_FILE, Aspect
from .lifecycle import State

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ..models.objections import ObjectionQuerySet

_EVERYTHING = frozenset(Aspect)
# The unit prepares what was ordered: it needs statement and order, not whoever objects.
_UNIT = frozenset({Aspect.STANDING, Aspect.ITEMS, Aspect.ANSWER, Aspect.DRAFT_ANSWER})
_APPLICANT = frozenset(
    {Aspect.STANDING, Aspect.ITEMS, Aspect.APPLICANT, Aspect.CONTACT, Aspect.ATTACHMENTS, Aspect.LETTERS}
)
# In these the applicant has the superior's answer.
NOTIFIED_STATES = frozenset({State.NOTIFIED, State.FULFILLED, State.CLOSED})

_BY_PART = {
    Who.PPID: _EVERYTHING,
    Who.APPEAL_AUTHORITY: _EVERYTHING,
    Who.DESK: _EVERYTHING,
    Who.APPLICANT: _APPLICANT,
    Who.SYSTEM: frozenset({Aspect.STANDING}),
}


def aspects(objection: Objection, person: Person) -> frozenset[Aspect]:
    """What this person may see of this objection; nothing at all for whoever has no part in it."""
    parts = person.parts_in(objection)
    seen = frozenset().union(*(_BY_PART[part] for part in parts if part in _BY_PART))
    if Who.UNIT in parts and (objection.order or objection.opens):
        seen |= _UNIT
    if Who.APPLICANT in parts and objection.state in NOTIFIED_STATES:
        seen |= {Aspect.ANSWER}
    return seen


def sees_file(objection: Objection, kind: str, seen: frozenset[Aspect]) -> bool:
    """Whether the files of this kind (``RequestFile.Kind``) may be shown and read.

    What is given in fulfilment goes to the applicant once the PPID, as second person, has said so.
    """
    if kind == RequestFile.Kind.RELEASED:
        return Aspect.DRAFT_ANSWER in seen or (Aspect.ANSWER in seen and objection.fulfilled_on is not None)
    return BY_FILE[RequestFile.Kind(kind)] in seen


def letters_for(objection: Objection, person: Person) -> QuerySet[Letter]:
    """The letters that this person may read: of the applicant the receipt at once, the decision once he is notified."""
    seen, letters = aspects(objection, person), objection.letters.select_related("pdf").prefetch_related("signed__file")
    if Aspect.LETTERS not in seen:
        return letters.none()
    if Aspect.ANSWER not in seen:
        return letters.exclude(kind=Letter.Kind.DECISION)
    return letters


def visible_to(person: Person) -> ObjectionQuerySet:
    """The objections of which this officer may see anything. A superuser without a role sees none."""
    objections = Objection.objects.all()
    if person.hat(PPID) or person.hat(APPEAL_AUTHORITY):
        return objections
    if person.user is None or not person.hat(PETUGAS):
        return objections.none()
    return objections.filter(of_desk(person) | (of_unit(person) & (~Q(order="") | Q(opens=True))))


def of_desk(person: Person) -> Q:
    """The objections of which a Petugas is the desk, as ``Person.parts_in`` has it."""
    # An objection without a request has no unit, and SQL's "not in" knows no answer to that.
    is_assigned = Q(request__officer=person.user) & (Q(request__unit=None) | ~of_unit(person))
    return Q(received_by=person.user) | is_assigned


def of_unit(person: Person) -> Q:
    """The objections to what a Petugas' unit answered."""
    return Q(request__unit__in=Unit.objects.filter(officials__user=person.user).values("pk"))

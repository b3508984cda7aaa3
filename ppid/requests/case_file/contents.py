"""What belongs into the file of a case, and what of it its reader may have.

Identity documents never go in: each side proves its own. Everything else goes by ``visibility``, so that the applicant
finds what he was given, and the agency what it needs to prove what it did (UU 14/2008 Pasal 45).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from .. import deadlines
from ..actors import applicant
from ..clocks import rules
from ..history import first_break
from ..models import Letter, Objection, RequestFile
from ..models.cases import of
from ..models.mail import RequestMail
from ..objections import visibility as objections
from ..visibility import aspects, letters_for, sees_file

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.core.models import PrivateFile

    from ..actors import Person
    from ..models import Deadline, HistoryRow
    from ..models.cases import Case

LEFT_OUT = frozenset({RequestFile.Kind.IDENTITY, RequestFile.Kind.POWER_OF_ATTORNEY, RequestFile.Kind.SCAN})

RECEIPTS = frozenset({Letter.Kind.RECEIPT, Letter.Kind.OBJECTION_RECEIPT})


@dataclass(frozen=True)
class Paper:
    """One file in the download."""

    title: str
    of: str
    file: PrivateFile


@dataclass(frozen=True)
class Told:
    """A mail to the applicant: what it said, and when it left; ``None`` while it has not."""

    subject: str
    sent_at: datetime | None


@dataclass(frozen=True)
class Part:
    """A request or an objection as it goes into the file. ``broken`` is the first row that does not fit the chain."""

    case: Case
    papers: tuple[Paper, ...]
    told: tuple[Told, ...]
    clocks: tuple[tuple[str, tuple[str, ...]], ...]
    history: tuple[HistoryRow, ...]
    broken: HistoryRow | None

    @property
    def heading(self) -> str:
        return f"{self.case._meta.verbose_name.capitalize()} {self.case.number}"


def parts_of(objection: Objection, person: Person) -> list[Part]:
    """The request first, if there was one, then the objection with its dispute."""
    parts = [_part(objection, tuple(_papers_of_objection(objection, person)))]
    if objection.request is not None:
        parts.insert(0, _part(objection.request, tuple(_papers_of_request(objection, person))))
    return parts


def _papers_of_request(objection: Objection, person: Person) -> Iterator[Paper]:
    request = objection.request
    # Whoever follows the objection with its request's code is the applicant of both.
    person = applicant(request) if person.applicant_of else person
    seen = aspects(request, person)
    yield from _letters(letters_for(request, person), request)
    for file in request.files.filter(erased_on=None).select_related("file"):
        if file.kind not in LEFT_OUT and sees_file(request, file.kind, seen):
            yield Paper(file.get_kind_display(), request.number, file.file)


def _papers_of_objection(objection: Objection, person: Person) -> Iterator[Paper]:
    seen = objections.aspects(objection, person)
    yield from _letters(objections.letters_for(objection, person), objection)
    for file in objection.files.filter(erased_on=None).select_related("file"):
        if file.kind not in LEFT_OUT and objections.sees_file(objection, file.kind, seen):
            yield Paper(file.get_kind_display(), objection.number, file.file)


def _letters(letters: QuerySet[Letter], case: Case) -> Iterator[Paper]:
    """In the order in which they were issued; the receipt, which may have been printed later, is where it began."""
    for letter in sorted(letters, key=lambda letter: letter.kind not in RECEIPTS):
        if letter.given is not None:
            yield Paper(f"{letter.get_kind_display()} {letter.number}", case.number, letter.given)


def _part(case: Case, papers: tuple[Paper, ...]) -> Part:
    rows = tuple(case.history.order_by("sequence"))
    told = RequestMail.objects.filter(**of(case), address=case.email).order_by("pk") if case.email else ()
    return Part(
        case=case,
        papers=papers,
        told=tuple(Told(mail.subject, mail.sent_at) for mail in told),
        clocks=tuple(_clock(deadline) for deadline in case.deadlines.filter(replaced_at=None)),
        history=rows,
        broken=first_break(rows),
    )


def _clock(deadline: Deadline) -> tuple[str, tuple[str, ...]]:
    return rules.clock(deadline.clock).what, deadlines.reasons(deadline)

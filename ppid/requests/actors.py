"""Who somebody is to a request or an objection: the PPID, its unit, the officer who received it, the applicant himself.

Asked anew for every act: an appointment may end overnight, and being a superuser is no office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q

from portal.officials.models import Position, Unit
from portal.officials.roles import Hat, hats_of, holders_of

from .lifecycle import Actor, Who

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet

    from .models.cases import Case

PPID = "ppid"
PETUGAS = "petugas"
APPEAL_AUTHORITY = "atasan-ppid"


@dataclass(frozen=True)
class Person:
    """Somebody who acts: an officer with his hats and his unit, the applicant of one request, or the system."""

    name: str
    user: AbstractUser | None = None
    hats: tuple[Hat, ...] = ()
    applicant_of: str = ""
    """The key of the case whose code he gave."""
    is_system: bool = False

    @cached_property
    def unit_id(self) -> int | None:
        """The unit to which he belongs; asked where it matters and once."""
        official = getattr(self.user, "official", None)
        return official.unit_id if official else None

    def hat(self, code: str) -> Hat | None:
        return next((hat for hat in self.hats if hat.position.code == code), None)

    @property
    def office(self) -> str:
        """As what he acts, for the record: "PPID", "Plh. PPID", "Pemohon"."""
        if self.is_system:
            return "Sistem"
        if self.applicant_of:
            return "Pemohon"
        return ", ".join(hat.label for hat in self.hats)

    @property
    def is_officer(self) -> bool:
        """Whether he has any part in requests at all."""
        return any(self.hat(code) for code in (PPID, PETUGAS, APPEAL_AUTHORITY))

    def parts_in(self, case: Case) -> frozenset[Who]:
        """What he is to this request or objection."""
        parts = set()
        if self.is_system:
            parts.add(Who.SYSTEM)
        if self.applicant_of in case.applicant_keys:
            parts.add(Who.APPLICANT)
        if self.hat(PPID):
            parts.add(Who.PPID)
        if self.hat(APPEAL_AUTHORITY):
            parts.add(Who.APPEAL_AUTHORITY)
        if self.user and self.hat(PETUGAS):
            is_of_unit = self.unit_id is not None and self.unit_id == case.unit_id
            if is_of_unit:
                parts.add(Who.UNIT)
            # Assigned within the unit, somebody only drafts: that needs no identity.
            if case.received_by_id == self.user.pk or (case.officer_id == self.user.pk and not is_of_unit):
                parts.add(Who.DESK)
        return frozenset(parts)

    def as_actor(self, case: Case) -> Actor:
        return Actor(self.parts_in(case), self.user.pk if self.user else None)


def officer(user: AbstractUser, today: date) -> Person:
    """The officer behind a logged-in user, with what he holds today (two queries, and one more for his unit)."""
    return wearing(user, hats_of(user, today))


def wearing(user: AbstractUser, hats: Iterable[Hat]) -> Person:
    """The same where it is known already what he holds today."""
    return Person(name=(user.get_full_name() or user.get_username())[:255], user=user, hats=tuple(hats))


def of_desk(person: Person) -> Q:
    """The requests of which a Petugas is the desk, as ``Person.parts_in`` has it; needs no query to say so."""
    return Q(received_by=person.user) | (Q(officer=person.user) & ~of_unit(person))


def of_unit(person: Person) -> Q:
    """The requests that a Petugas' unit answers."""
    return Q(unit__in=Unit.objects.filter(officials__user=person.user).values("pk"))


def applicant(case: Case) -> Person:
    """The applicant as he follows his case. The record does not repeat his name, which may have to be erased."""
    return Person(name="Pemohon", applicant_of=case.key)


def holders(code: str, on: date) -> QuerySet[AbstractUser]:
    """Whoever holds the office ``code`` on that day, as Plt. or Plh. too; nobody where there is no such office."""
    position = Position.objects.filter(code=code).first()
    return holders_of(position, on) if position else get_user_model().objects.none()


def officers(on: date) -> QuerySet[AbstractUser]:
    """Everybody to whom a request may be assigned on that day: the PPID and the Petugas."""
    return (holders(PPID, on) | holders(PETUGAS, on)).order_by("first_name", "last_name", "username")


SYSTEM = Person(name="Sistem", is_system=True)

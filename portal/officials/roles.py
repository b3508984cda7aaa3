"""Who holds which position today.

A person has a position by belonging to its group or by an appointment in force. Whoever needs to know asks
here, at the moment of the act: nothing is remembered on the user, because an appointment may end overnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from .models import Appointment, Position


@dataclass(frozen=True)
class Hat:
    """A position as one person wears it; ``appointment`` is empty where only the group gives it."""

    position: Position
    appointment: Appointment | None = None

    @property
    def is_acting(self) -> bool:
        return self.appointment is not None and self.appointment.is_acting

    @property
    def is_by_mandate(self) -> bool:
        """Worn by a Plt. or Plh., who may not decide everything (UU 30/2014 Pasal 14); a Pj. has full powers."""
        return self.appointment is not None and self.appointment.kind in Appointment.MANDATES

    @property
    def prefix(self) -> str:
        return self.appointment.prefix if self.appointment else ""

    @property
    def label(self) -> str:
        """As it is written: "Kabag Program dan Humas" or "Plh. Kabag Program dan Humas"."""
        return f"{self.prefix} {self.position.name}".strip()

    @property
    def decree(self) -> str:
        """Number of the decree behind it; "" if there is none."""
        return self.appointment.decree_number if self.appointment else ""


def hats_of(user, on: date) -> tuple[Hat, ...]:
    """The positions of ``user`` on that day, one hat for each, own ones before acting ones (two queries).

    A definitive appointment goes before membership of the group, and both before an acting appointment.
    An inactive or anonymous user has none; being a superuser gives none (docs/rules.md, rule 2).
    """
    if not user.is_active:
        return ()
    appointments = Appointment.objects.in_force(on).filter(official__user=user).select_related("position")
    hats = [Hat(appointment.position, appointment) for appointment in appointments]
    hats += [Hat(position) for position in Position.objects.filter(group__user=user)]
    best: dict[int, Hat] = {}
    for hat in sorted(hats, key=_precedence):
        best.setdefault(hat.position.pk, hat)
    return tuple(best.values())


def holders_of(position: Position, on: date, *, by_mandate: bool = True) -> QuerySet:
    """Active users who hold ``position`` on that day, by its group or by appointment; a Plt. or Plh. if asked for."""
    appointments = Appointment.objects.in_force(on).filter(position=position)
    if not by_mandate:
        appointments = appointments.exclude(kind__in=Appointment.MANDATES)
    return (
        get_user_model()
        .objects.filter(Q(groups__position=position) | Q(official__appointments__in=appointments), is_active=True)
        .distinct()
    )


def _precedence(hat: Hat) -> tuple[bool, bool, str]:
    return hat.is_acting, hat.appointment is None, hat.position.name

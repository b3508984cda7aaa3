"""What exemptions bring to the desk: the way to the tests, and openings to be prepared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from portal.officials.roles import Hat
from portal.sop.desk import Opening, Provider, Waiting
from portal.workdays.calendar import office_hours
from portal.workdays.reckoning import closing_time

from . import access, expiry

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class ExemptionsOnDesk(Provider):
    """Steps of the flow come from the SOP's own provider; this one brings what lies before and after it."""

    def openings(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Opening]:
        if access.compiles(user) or access.judges(user):
            yield Opening("Lihat uji konsekuensi dan penetapan", reverse("information_tests"))

    def waiting(self, user: AbstractUser, hats: Sequence[Hat], now: datetime) -> Iterator[Waiting]:
        hat = next((hat for hat in hats if hat.position.code == access.PPID), None)
        preparations = list(expiry.preparations(timezone.localdate(now))) if hat else []
        if not preparations or access.why_not_ppid(user):
            return
        for preparation in preparations:
            decision = preparation.decision
            yield Waiting(
                key=f"pembukaan-{decision.pk}",
                title=decision.title,
                kind=f"informasi yang dikecualikan, {decision.period}",
                url=_opening_url(preparation),
                since=preparation.since,
                due_at=_due_at(preparation),
                due_note=preparation.problem,
                step=f"{expiry.PREPARING.lower()} ({decision.number})",
                office=hat.label,
                decree=hat.decree if hat.is_acting else "",
            )


def _opening_url(preparation: expiry.Preparation) -> str:
    decision = preparation.decision
    if preparation.problem:
        return reverse("information_show_test", args=[decision.test_id])
    return reverse("information_open_decision", args=[decision.pk])


def _due_at(preparation: expiry.Preparation) -> datetime | None:
    """The end of the target day, the only one that satisfies both readings of Pasal 11 ayat (2)."""
    if preparation.target is None:
        return None
    # A decision for less than thirty working days is late for nobody on the day on which it is made.
    day = max(preparation.target, preparation.decision.decided_on)
    return closing_time(day, office_hours(), timezone.get_default_timezone())

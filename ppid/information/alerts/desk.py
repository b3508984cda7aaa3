"""Alerts on the PPID's desk: the way to announce one, and to those that are not over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse

from portal.officials.roles import Hat
from portal.sop.desk import Opening, Provider

from ..models import AlertPage

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class AlertsOnDesk(Provider):
    """An alert waits for nobody: it is begun, and what is in force can be reached."""

    def openings(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Opening]:
        if all(hat.position.code != AlertPage.published_directly_by for hat in hats):
            return
        yield Opening("Umumkan peringatan", reverse("announce_alert"))
        yield Opening("Peringatan yang berlaku", reverse("alerts"))

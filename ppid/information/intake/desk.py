"""The way from the PPID's desk to the import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse

from portal.officials.roles import Hat
from portal.sop.desk import Opening, Provider

from .carrying_out import ROLE

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class ImportOnDesk(Provider):
    """Nothing of it waits: a file is checked and confirmed in one sitting."""

    def openings(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Opening]:
        if any(hat.position.code == ROLE for hat in hats):
            yield Opening("Impor daftar informasi", reverse("information_imports"))

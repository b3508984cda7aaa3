"""Who does what with the survey: the PPID publishes, the PPID and the Petugas copy from paper, nobody reads a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.sop.policy import standing_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from portal.officials.roles import Hat

PPID, PETUGAS = "ppid", "petugas"


def publishes(user: AbstractUser) -> bool:
    return bool(_hats(user, PPID))


def copies(user: AbstractUser) -> bool:
    return bool(_hats(user, PPID, PETUGAS))


def copying_office(user: AbstractUser) -> str:
    """As what somebody copies, for the record: "Plh. PPID"."""
    return ", ".join(hat.label for hat in _hats(user, PPID, PETUGAS))


def _hats(user: AbstractUser, *codes: str) -> list[Hat]:
    return [hat for hat in standing_of(user).hats if hat.position.code in codes]

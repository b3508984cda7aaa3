"""Who sees the self-check and who answers it: the PPID answers; a superuser, who holds no office, may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.sop.policy import standing_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

PPID = "ppid"


def answers(user: AbstractUser) -> bool:
    return bool(office(user))


def reads(user: AbstractUser) -> bool:
    return user.is_superuser or answers(user)


def office(user: AbstractUser) -> str:
    """As what somebody answers, for the record: "Plh. PPID"; "" where he does not."""
    return ", ".join(hat.label for hat in standing_of(user).hats if hat.position.code == PPID)

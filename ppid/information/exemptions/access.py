"""Who may see, compile and open what is withheld (UU 14/2008 Pasal 54: giving it out without right is a crime).

A consequence test is seen by those who judge it, by the Atasan PPID, who decides objections, and by the Petugas of
its unit. Being a superuser opens nothing: an administrator sees that a test exists, in the list, and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from portal.officials.models import Unit
from portal.officials.roles import Hat
from portal.sop.models import Flow, Step
from portal.sop.policy import may_open_sheet, standing_of

from ..models import ConsequenceTest

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet

PPID = "ppid"
# Reads, beside those who judge; takes no step of the flow.
APPEAL_AUTHORITY = "atasan-ppid"


def judges(user: AbstractUser) -> bool:
    """Whether this person reads every test: by a judging step of the flow, or as Atasan PPID."""
    standing = standing_of(user)
    if {hat.position.code for hat in standing.hats} & {PPID, APPEAL_AUTHORITY}:
        return True
    return any(flow.is_judged_here for flow in standing.flows if flow.sheet == ConsequenceTest._meta.label)


def compiles(user: AbstractUser) -> bool:
    """Whether this person compiles tests: the role of the flow's drafting step."""
    return may_open_sheet(user, ConsequenceTest)


def may_list(user: AbstractUser) -> bool:
    return user.is_superuser or judges(user) or compiles(user)


def visible_to(user: AbstractUser) -> QuerySet[ConsequenceTest]:
    """The tests that this person may read."""
    if judges(user):
        return ConsequenceTest.objects.all()
    return compiled_for(user) if compiles(user) else ConsequenceTest.objects.none()


def compiled_for(user: AbstractUser) -> QuerySet[ConsequenceTest]:
    """The tests that this person compiled, or that his unit answers for."""
    return ConsequenceTest.objects.filter(Q(compiled_by=user) | Q(unit__in=Unit.objects.filter(officials__user=user)))


def listed_for(user: AbstractUser) -> QuerySet[ConsequenceTest]:
    """The tests whose subject this person may see in the list; see ``visible_to`` for what he may open."""
    return ConsequenceTest.objects.all() if user.is_superuser else visible_to(user)


def may_read_file(test: ConsequenceTest, user: AbstractUser) -> bool:
    """The withheld file is for fewer: of the Petugas, only for the one who compiled the test."""
    return judges(user) or (compiles(user) and test.compiled_by_id == user.pk)


def unit_of(user: AbstractUser):
    official = getattr(user, "official", None)
    return official.unit if official else None


def office_of(user: AbstractUser) -> str:
    """As what this person reads, for the audit row."""
    return ", ".join(hat.label for hat in standing_of(user).hats)


def hat_of_ppid(user: AbstractUser) -> Hat | None:
    return next((hat for hat in standing_of(user).hats if hat.position.code == PPID), None)


def why_not_ppid(user: AbstractUser) -> str:
    """Why this person does not decide here as the PPID, "" if he does: the policy of the PPID's step holds here too."""
    hat = hat_of_ppid(user)
    if hat is None:
        return "Hanya PPID yang menetapkan hal ini."
    if hat.is_by_mandate and is_definitive_only():
        return f"{hat.prefix} PPID tidak dapat menetapkan hal ini: keputusannya milik pejabat definitif."
    return ""


def is_definitive_only() -> bool:
    """Whether the PPID's step is closed to a Plt. or Plh."""
    return Step.objects.filter(flow__in=_flow(), position__code=PPID, definitive_only=True).exists()


def _flow() -> QuerySet[Flow]:
    return Flow.objects.current().filter(sheet=ConsequenceTest._meta.label)

"""Who may act on a step: the one function that every way to a step asks (docs/rules.md, rule 1).

The rule itself, ``why_not``, takes plain values, which ``cases`` gathers for one task state or for a list of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.models import TaskState

from portal.officials.roles import Hat, hats_of

from .cases import Case, cases_of
from .models import Step

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet


def why_not(case: Case, user_id: int, hats: Iterable[Hat]) -> str:
    """The reason why this person may not act on this step, or "" if he may.

    Superusers get no exception (rule 2). A judging step shuts out whoever wrote in the text and the submitter; and
    nobody acts in one flow through two hats. A return voids the acts before it.
    """
    hat = next((hat for hat in hats if hat.position.pk == case.position_id), None)
    if hat is None:
        return "Langkah ini bukan bagian Anda: peran Anda hari ini tidak mencakup langkah ini."
    if case.definitive_only and hat.is_by_mandate:
        return f"Langkah ini tidak dapat diambil oleh {hat.prefix} Keputusannya milik pejabat definitif."
    if case.kind == Step.Kind.JUDGE and (user_id == case.submitter_id or user_id in case.authors):
        return "Anda menulis atau mengajukan naskah ini, jadi tidak dapat menilainya."
    if case.acted.get(user_id, frozenset()) - {case.position_id}:
        return "Anda sudah bertindak pada langkah sebelumnya dengan jabatan lain."
    return ""


def hat_for(step: Step, user: AbstractUser) -> Hat | None:
    """The office in which this person takes this step today, if he has it."""
    hats = hats_of(user, timezone.localdate())
    return next((hat for hat in hats if hat.position.pk == step.position_id), None)


def why_not_on(task_state: TaskState, user: AbstractUser) -> str:
    """The same rule for one task state, with everything read anew."""
    case = cases_of(TaskState.objects.filter(pk=task_state.pk))[task_state.pk]
    return why_not(case, user.pk, hats_of(user, timezone.localdate()))


def may_act(task_state: TaskState, user: AbstractUser) -> bool:
    """Whether this person may act on this task state. A task that is no installed step has no position, so nobody."""
    return not why_not_on(task_state, user)


def waiting_for(user: AbstractUser, hats: Iterable[Hat] | None = None) -> QuerySet[TaskState]:
    """The task states on which this person may act now, over all flows, in a constant number of queries.

    ``hats`` saves reading them again where a screen has done so.
    """
    hats = hats_of(user, timezone.localdate()) if hats is None else hats
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__sop_step__position__in=[hat.position.pk for hat in hats]
    )
    cases = cases_of(waiting)
    return TaskState.objects.filter(pk__in=[pk for pk, case in cases.items() if not why_not(case, user.pk, hats)])

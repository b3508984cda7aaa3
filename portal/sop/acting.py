"""Who may act on a step: the one function that every way to a step asks (design section 3, rule 1).

The rule itself, ``why_not``, takes plain values. The functions below it gather those values, for one task state or
for a whole list of them with the same number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Revision, TaskState

from portal.officials.roles import Hat, hats_of

from .models import Step

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Case:
    """What counts for deciding who may act: the step, and who has had the text in hand so far.

    ``acted`` maps the id of each person who acted on an earlier step of this round to that step's position.
    """

    kind: str
    position_id: int | None
    submitter_id: int | None
    author_id: int | None
    acted: Mapping[int, int | None] = field(default_factory=dict)


def why_not(case: Case, user_id: int, hats: Iterable[Hat]) -> str:
    """The reason why this person may not act on this step, or "" if he may.

    Superusers get no exception (rule 2). A judging step shuts out the author of the latest revision and the
    submitter; and nobody acts in one round of one flow through two hats.
    """
    if not any(hat.position.pk == case.position_id for hat in hats):
        return "Langkah ini bukan bagian Anda: peran Anda hari ini tidak mencakup langkah ini."
    if case.kind == Step.Kind.JUDGE and user_id in (case.submitter_id, case.author_id):
        return "Anda menulis atau mengajukan naskah ini, jadi tidak dapat menilainya."
    if case.acted.get(user_id, case.position_id) != case.position_id:
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


def cases_of(task_states: QuerySet[TaskState]) -> dict[int, Case]:
    """The case of each of these task states, in two queries however many there are."""
    latest_author = (
        Revision.objects.filter(
            base_content_type_id=OuterRef("workflow_state__base_content_type_id"),
            object_id=OuterRef("workflow_state__object_id"),
        )
        .order_by("-created_at", "-pk")
        .values("user_id")[:1]
    )
    rows = list(
        task_states.annotate(author_id=Subquery(latest_author)).values_list(
            "pk",
            "workflow_state_id",
            "task__sop_step__kind",
            "task__sop_step__position_id",
            "workflow_state__requested_by_id",
            "author_id",
            "workflow_state__workflow__sop_flow__author_id",
            "workflow_state__workflow__sop_sheet_flow__opener_id",
        )
    )
    acted = _acted_before({row[1] for row in rows})
    cases = {}
    for pk, workflow_state, kind, position, submitter, author, author_position, opener_position in rows:
        # Whoever submitted acted already, in the office of the step that writes.
        acted_here = {submitter: author_position or opener_position} | acted[workflow_state]
        cases[pk] = Case(kind, position, submitter, author, acted_here)
    return cases


def _acted_before(workflow_states: set[int]) -> defaultdict[int, dict[int, int]]:
    """Per workflow state, who approved or passed on which position's step (a return voids them)."""
    acted: defaultdict[int, dict[int, int]] = defaultdict(dict)
    done = TaskState.objects.filter(
        workflow_state_id__in=workflow_states, status=TaskState.STATUS_APPROVED, finished_by__isnull=False
    ).values_list("workflow_state_id", "finished_by_id", "task__sop_step__position_id")
    for workflow_state, user_id, position_id in done:
        acted[workflow_state][user_id] = position_id
    return acted

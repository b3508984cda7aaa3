"""What counts for deciding who may act on a step, gathered for any number of steps in three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from wagtail.models import Revision, TaskState

from portal.officials.models import Position

from .models import StepRecord
from .places import PAGE

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Case:
    """What counts for deciding who may act: the step, and who has had the text in hand so far.

    ``authors`` wrote something in it since it was last public. ``acted`` maps the id of each person who acted on this
    text, or on the sheet that ordered it, to the positions in which he did.
    """

    kind: str
    position_id: int | None
    submitter_id: int | None
    authors: frozenset[int] = frozenset()
    acted: Mapping[int, frozenset[int | None]] = field(default_factory=dict)
    definitive_only: bool = False


def cases_of(task_states: QuerySet[TaskState]) -> dict[int, Case]:
    """The case of each of these task states, in three queries however many there are."""
    rows = [
        _Row(*values)
        for values in task_states.annotate(
            story=Subquery(StepRecord.objects.filter(task_state_id=OuterRef("pk")).values("story")[:1])
        ).values_list(
            "pk",
            "workflow_state_id",
            "workflow_state__base_content_type__app_label",
            "workflow_state__base_content_type__model",
            "workflow_state__object_id",
            "story",
            "task__sop_step__kind",
            "task__sop_step__position_id",
            "workflow_state__requested_by_id",
            "workflow_state__workflow__sop_flow__author_id",
            "workflow_state__workflow__sop_sheet_flow__opener_id",
            "task__sop_step__definitive_only",
        )
    ]
    authors, on_text, in_story = _authors_of(rows), defaultdict(list), defaultdict(list)
    for act in _acts_before(rows):
        on_text[act.workflow_state].append(act)
        in_story[act.story].append(act)
    cases = {}
    for row in rows:
        acted = defaultdict(set)
        # Whoever submitted acted already, in the office of the step that writes.
        acted[row.submitter].add(row.author_position or row.opener_position)
        on_sheet = (act for act in in_story[row.story] if act.object != row.object)
        for act in (*on_text[row.workflow_state], *on_sheet):
            acted[act.actor].add(act.position)
        cases[row.pk] = Case(
            row.kind,
            row.position,
            row.submitter,
            frozenset(authors[row.object]),
            {user: frozenset(positions) for user, positions in acted.items()},
            bool(row.definitive_only),
        )
    return cases


class _Row(NamedTuple):
    pk: int
    workflow_state: int
    app_label: str
    model: str
    object_id: str
    story: str | None
    kind: str | None
    position: int | None
    submitter: int | None
    author_position: int | None
    opener_position: int | None
    definitive_only: bool | None

    @property
    def object(self) -> tuple[str, str]:
        return f"{self.app_label}.{self.model}", self.object_id


class _Act(NamedTuple):
    workflow_state: int | None
    story: str
    object: tuple[str, str]
    actor: int
    position: int | None


def _authors_of(rows: Iterable[_Row]) -> defaultdict[tuple[str, str], set[int]]:
    """Per text, who saved a version of it since it was last public."""
    keys = defaultdict(set)
    for row in rows:
        keys[row.app_label, row.model].add(row.object_id)
    wanted = Q(pk=None)
    for (app_label, model), object_ids in keys.items():
        wanted |= Q(base_content_type__app_label=app_label, base_content_type__model=model, object_id__in=object_ids)
    published = StepRecord.objects.filter(
        outcome=StepRecord.Outcome.PUBLISHED, object_type=OuterRef("object_type"), object_id=OuterRef("object_id")
    ).order_by("-finished_at")
    saved = (
        Revision.objects.filter(wanted, user__isnull=False)
        .annotate(object_type=Concat("base_content_type__app_label", Value("."), "base_content_type__model"))
        .annotate(published_at=Subquery(published.values("finished_at")[:1]))
        .filter(Q(published_at=None) | Q(created_at__gt=F("published_at")))
        .order_by()
        .values_list("object_type", "object_id", "user_id")
        .distinct()
    )
    authors = defaultdict(set)
    for object_type, key, user in saved:
        authors[object_type, key].add(user)
    return authors


def _acts_before(rows: Iterable[_Row]) -> list[_Act]:
    """The acts that still count: approvals that no return voided, and those on the sheet that ordered the text.

    The sheet counts for the text that it ordered, not for later corrections of what is public.
    """
    stands = Exists(TaskState.objects.filter(pk=OuterRef("task_state_id"), status=TaskState.STATUS_APPROVED))
    opened = Q(task_state_id=None, outcome=StepRecord.Outcome.SUBMITTED)
    was_public = Exists(StepRecord.objects.filter(story=OuterRef("story"), outcome=StepRecord.Outcome.PUBLISHED))
    on_text = Q(workflow_state_id__in={row.workflow_state for row in rows}) & Q(stands)
    on_sheet = Q(story__in={row.story for row in rows}) & ~Q(object_type=PAGE) & (Q(stands) | opened) & ~Q(was_public)
    acts = (
        StepRecord.objects.filter(on_text | on_sheet, actor__isnull=False)
        .annotate(position=Subquery(Position.objects.filter(code=OuterRef("role")).values("pk")[:1]))
        .values_list("workflow_state_id", "story", "object_type", "object_id", "actor_id", "position")
    )
    return [_Act(state, story, (kind, key), actor, position) for state, story, kind, key, actor, position in acts]

"""Which earlier version of a text a person compares it with before he decides.

He wants to know what is new to him: since he last had the text in hand, since it was returned, against what is public,
or since it came to the step before. Each is offered where it exists, in that order; the first is shown at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wagtail.models import Revision, TaskState

from .models import StepRecord

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import Model


@dataclass(frozen=True)
class Version:
    """An earlier version: ``key`` chooses it in the address, ``label`` completes "Perubahan …"."""

    key: str
    label: str
    moment: datetime | None
    revision_id: int | None


def revision_shown(task_state: TaskState, subject: Model) -> Revision | None:
    """The text that this step is about: the newest while the step is open, afterwards the one it began with."""
    if task_state.status == TaskState.STATUS_IN_PROGRESS:
        return subject.get_latest_revision()
    return task_state.revision


def earlier_versions(
    subject: Model, task_state: TaskState, user: AbstractUser, history: Sequence[StepRecord]
) -> list[Version]:
    """The versions to compare with; none for a text that is new to everybody (two queries).

    ``history`` holds the finished rows about this text, oldest first.
    """
    shown = revision_shown(task_state, subject)
    timeline = list(Revision.objects.for_instance(subject).order_by("created_at", "pk").values_list("pk", "created_at"))
    versions: list[Version] = []
    for version in _candidates(subject, task_state, user, history, timeline):
        # That nothing changed since one's own act is worth saying; of the others it only makes an empty choice.
        is_news = version.key == "terakhir" or shown is None or version.revision_id != shown.pk
        if is_news and version.revision_id not in {other.revision_id for other in versions}:
            versions.append(version)
    return versions


def _candidates(subject, task_state, user, history: Sequence[StepRecord], timeline) -> Iterator[Version]:
    if own := _last(row for row in history if row.actor_id == user.pk):
        yield from _at("terakhir", "sejak terakhir Anda tangani", own.finished_at, timeline)
    if returned := _last(row for row in history if row.outcome == StepRecord.Outcome.RETURNED):
        yield from _at("dikembalikan", f"sejak dikembalikan {returned.office}", returned.finished_at, timeline)
    if subject.live:
        yield Version("tayang", "terhadap yang sedang tayang", subject.last_published_at, subject.live_revision_id)
    this_round = (row for row in history if row.workflow_state_id == task_state.workflow_state_id)
    if before := _last(row for row in this_round if row.started_at < task_state.started_at):
        yield from _at("langkah-sebelumnya", f"sejak masuk ke {before.role_name}", before.started_at, timeline)


def _at(key: str, label: str, moment: datetime, timeline: Sequence[tuple[int, datetime]]) -> Iterator[Version]:
    """The version that was newest at ``moment``, unless it was purged."""
    if found := _last(pk for pk, created_at in timeline if created_at <= moment):
        yield Version(key, label, moment, found)


def _last(rows: Iterable):
    return next(iter(list(rows)[-1:]), None)

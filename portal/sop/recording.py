"""Writing the step register. Every function is idempotent, and none swallows an error: an act whose record cannot
be written does not happen (docs/rules.md, rule 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from wagtail.models import TaskState

from portal.officials.models import Official, Position
from portal.officials.roles import Hat
from portal.officials.signature import signature_block
from portal.workdays.calendar import closed_days, office_hours
from portal.workdays.reckoning import YearNotLoaded

from .models import Sheet, Step, StepRecord
from .models.register import object_type_of, story_key_of
from .standards import NOT_SET, Duration, due_at

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


@dataclass(frozen=True)
class DueTime:
    """When a step is due, or why that cannot be said."""

    at: datetime | None
    note: str = ""


def due_time(step: Step, start: datetime) -> DueTime:
    """Reckon a step's due time; a calendar that does not reach that far is noted, never guessed."""
    if not step.longest:
        return DueTime(None, NOT_SET)
    try:
        due = due_at(timezone.localtime(start), Duration.parse(step.longest), closed_days(), office_hours())
    except YearNotLoaded as problem:
        return DueTime(None, str(problem))
    return DueTime(due)


def open_step(task_state: TaskState) -> StepRecord:
    """A step begins: write down whose it is, what it rests on and when it is due."""
    step = Step.objects.select_related("position", "flow__sop").filter(task_id=task_state.task_id).first()
    instance = task_state.workflow_state.content_object
    values = {
        **_about(instance),
        "workflow_state_id": task_state.workflow_state_id,
        "revision_id": task_state.revision_id,
        **(_of_step(step, task_state.started_at) if step else _of_foreign(task_state)),
    }
    record, _ = StepRecord.objects.get_or_create(task_state_id=task_state.pk, defaults=values)
    return record


def mark_stuck(record: StepRecord, *, has_holders: bool, definitive_only: bool) -> None:
    """Nobody may take the step that has begun; the row says why, as long as it is open."""
    role = record.role_name
    nobody = "belum ada pejabat definitifnya" if definitive_only else "belum ada pemegangnya"
    why = f"setiap pemegang peran {role} menulis naskah ini atau sudah bertindak" if has_holders else nobody
    record.details = {
        "stuck": f"tidak ada pejabat yang dapat mengerjakannya: {why}",
        "definitive_only": definitive_only,
    }
    record.save(update_fields=["details"])


def mark_unstuck(record: StepRecord) -> None:
    """Somebody may take the step again."""
    if record.is_stuck:
        record.details = {}
        record.save(update_fields=["details"])


def close_step(
    task_state: TaskState,
    outcome: str,
    user: AbstractUser | None,
    hat: Hat | None = None,
    comment: str = "",
    details: dict | None = None,
) -> None:
    """A step ends: write down who ended it, in which office, and how. A row that is closed stays as it is."""
    open_step(task_state)
    _close(StepRecord.objects.open().filter(task_state_id=task_state.pk), outcome, user, hat, comment, details)


def open_draft(instance: models.Model, step: Step, writer: Position | None = None) -> None:
    """The text lies with its writer: from its creation, or from a return, until it is submitted.

    ``writer`` is the position of the writer where it is not the step's own.
    """
    if StepRecord.objects.open().about(instance).exists():
        return
    lies_with = {"role": writer.code, "role_name": writer.name} if writer else {}
    StepRecord.objects.create(**_about(instance), **_of_step(step, timezone.now()) | lies_with)


def close_draft(
    instance: models.Model, outcome: str, user: AbstractUser | None, hat: Hat | None = None, comment: str = ""
) -> None:
    """The writer's turn is over: the text was submitted, or it is gone."""
    drafts = StepRecord.objects.open().about(instance).filter(task_state_id=None)
    drafts.update(title=_about(instance)["title"])
    details = None
    if isinstance(instance, Sheet):
        comment = comment or instance.opening_note()
        details = instance.opening_details() | signature_of(user, hat)
    _close(drafts, outcome, user, hat, comment, details)


def signature_of(user: AbstractUser | None, hat: Hat | None) -> dict:
    """The signature block as it is today, for what is printed and signed; empty for a user who is no official."""
    official = Official.objects.filter(user=user).first() if user and hat else None
    if official is None:
        return {}
    return {"signature": signature_block(hat, official, timezone.localdate()).as_dict()}


def note_act(
    instance: models.Model,
    step_name: str,
    outcome: str,
    user: AbstractUser | None,
    hat: Hat | None,
    comment: str = "",
) -> StepRecord:
    """An act that is no step of its own but must stand on record: a publication, a taking down."""
    now = timezone.now()
    return StepRecord.objects.create(
        **_about(instance),
        step=step_name,
        role=hat.position.code if hat else "",
        role_name=hat.position.name if hat else "",
        started_at=now,
        finished_at=now,
        outcome=outcome,
        **_by(user, hat),
        comment=comment,
    )


def _close(
    records: models.QuerySet, outcome: str, user, hat: Hat | None, comment: str, details: dict | None = None
) -> None:
    records.update(
        finished_at=timezone.now(), outcome=outcome, **_by(user, hat), comment=comment, details=details or {}
    )


def _by(user: AbstractUser | None, hat: Hat | None) -> dict:
    return {
        "actor": user,
        "actor_name": (user.get_full_name() or user.get_username()) if user else "",
        "actor_username": user.get_username() if user else "",
        "office": hat.label if hat else "",
        "decree": hat.decree if hat else "",
    }


def _about(instance: models.Model) -> dict:
    latest = instance.get_latest_revision()
    title = latest.object_str if latest else str(instance)
    return {
        "object_type": object_type_of(instance),
        "object_id": str(instance.pk),
        "title": title[:255],
        "story": story_key_of(instance),
    }


def _of_step(step: Step, started_at: datetime) -> dict:
    due = due_time(step, started_at)
    return {
        "sop": str(step.flow.sop),
        "flow": step.flow.code,
        "order": step.order,
        "step": step.title,
        "role": step.position.code,
        "role_name": step.position.name,
        "standard": step.standard,
        "started_at": started_at,
        "due_at": due.at,
        "due_note": due.note,
    }


def _of_foreign(task_state: TaskState) -> dict:
    """A task that somebody made by hand: no step of any SOP, and still on record."""
    return {"step": task_state.task.name[:100], "started_at": task_state.started_at}

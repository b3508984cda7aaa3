"""What an official finds when he opens one step: who had the text before him, what is new in it, and the acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState

from . import acts, versions
from .comparison import Change, changes_between
from .models import Step, StepRecord
from .versions import Version

if TYPE_CHECKING:
    from django.db.models import Model


@dataclass(frozen=True)
class ActForm:
    """An act with its button and its form; the form is bound if this act was sent."""

    name: str
    label: str
    form: forms.Form

    @property
    def asks_only_for_a_comment(self) -> bool:
        return list(self.form.fields) == ["comment"]


def act_forms(task_state: TaskState, step: Step, sent: QueryDict | None = None) -> list[ActForm]:
    """One form an act, in the SOP's order. Where an act has several buttons in the editor, the first names it."""
    labels: dict[str, str] = {}
    for name, label, _ in acts.acts_of(step):
        labels.setdefault(name, label)
    task = task_state.task.specific
    return [
        ActForm(
            name,
            label,
            task.get_form_for_action(name)(sent if sent and sent.get("act") == name else None, auto_id=f"{name}_%s"),
        )
        for name, label in labels.items()
    ]


def history_of(subject: Model) -> list[StepRecord]:
    """What was done so far, oldest first; a text that a sheet ordered begins with the sheet."""
    return list(StepRecord.objects.story_of(subject).filter(finished_at__isnull=False).order_by("finished_at", "pk"))


@dataclass(frozen=True)
class Comparison:
    """What changed since ``version``; ``others`` are the further versions that one may compare with."""

    version: Version | None
    others: list[Version]
    changes: list[Change]


def comparison_for(
    request: HttpRequest, task_state: TaskState, subject: Model, history: Sequence[StepRecord]
) -> Comparison:
    """What is new to this person, or against the version that the address asks for."""
    found = versions.earlier_versions(subject, task_state, request.user, history)
    if not found:
        return Comparison(None, [], [])
    asked = request.GET.get("bandingkan")
    chosen = next((version for version in found if version.key == asked), found[0])
    before = Revision.objects.filter(pk=chosen.revision_id).first()
    after = versions.revision_shown(task_state, subject)
    changes = changes_between(_content(before, subject), _content(after, subject), request)
    return Comparison(chosen, [version for version in found if version != chosen], changes)


def _content(revision: Revision | None, subject: Model) -> Model:
    """The text of a revision; without one, what the database holds, which is what is public."""
    if revision is not None:
        return revision.as_object()
    return subject.specific if isinstance(subject, Page) else subject


def preview_url(task_state: TaskState, subject: Model) -> str:
    """Where a page is read whole, as citizens will read it; "" once the step is over."""
    if task_state.status != TaskState.STATUS_IN_PROGRESS or not isinstance(subject, Page):
        return ""
    return reverse("wagtailadmin_pages:workflow_preview", args=[subject.pk, task_state.task_id])


def edit_url(step: Step, subject: Model) -> str:
    """Where those whose work is to change the text do it; "" for every other kind of step."""
    if step.kind != Step.Kind.EDIT or not isinstance(subject, Page):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[subject.pk])


def author_of(subject: Model) -> str:
    """Who wrote the newest version, by name; "" if that account is gone."""
    latest = subject.get_latest_revision()
    writer = latest.user if latest else getattr(subject, "owner", None)
    return (writer.get_full_name() or writer.get_username()) if writer else ""


def last_return(history: Sequence[StepRecord]) -> StepRecord | None:
    """The return that this text was repaired after, if the last round ended in one."""
    for row in reversed(history):
        if row.outcome == StepRecord.Outcome.RETURNED:
            return row
        if row.outcome == StepRecord.Outcome.PUBLISHED:
            return None
    return None

"""Acting on a step: the guard that every way to a decision goes through, and what the act does.

The editor, the moderation window, the dashboard and the desk all end in ``carry_out``; whatever they showed or
forgot to ask, the rules are kept here (docs/rules.md: rules 1, 2, 4, 5 and 7; holes H4 to H8 and H15).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, TaskState, WorkflowState

from portal.core.refusal import Refusal

from . import acting, recording, turns
from .forms import form_for
from .models import Step, StepRecord
from .unfinished import Unfinished

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

Outcome = StepRecord.Outcome

# Per kind of step: (act, words on the button, whether a form is asked for first).
_MENUS: Mapping[str, list[tuple[str, str, bool]]] = {
    Step.Kind.DISPOSE: [
        ("approve", "Teruskan disposisi", True),
        ("reject", "Kembalikan dengan alasan", True),
    ],
    Step.Kind.EDIT: [
        ("approve", "Teruskan ke langkah berikutnya", False),
        ("reject", "Kembalikan dengan alasan", True),
    ],
    Step.Kind.JUDGE: [
        ("approve", "Setujui", False),
        ("approve", "Setujui dengan catatan", True),
        ("reject", "Kembalikan dengan alasan", True),
    ],
    Step.Kind.PUBLISH: [
        ("approve", "Tayangkan", False),
    ],
}
_UNFIT = ("unfit", "Nyatakan tidak layak tayang", True)


def acts_of(step: Step) -> list[tuple[str, str, bool]]:
    """The acts that the SOP knows at this step, whoever asks."""
    return [*_MENUS[step.kind], *([_UNFIT] if step.may_declare_unfit else [])]


def menu(step: Step | None, task_state: TaskState, user: AbstractUser) -> list[tuple[str, str, bool]]:
    """The acts that this person may do now, as Wagtail wants them for its buttons."""
    if step is None or acting.why_not_on(task_state, user):
        return []
    return acts_of(step)


@transaction.atomic
def carry_out(task_state: TaskState, user: AbstractUser, act: str, data: Mapping[str, Any]) -> None:
    """Let ``user`` do ``act`` on a step, write it down, and move the text on.

    ``data`` is what the browser sent and is not trusted: it is validated again here. Raises ``Refusal`` with the
    reason; then nothing has happened.
    """
    about = WorkflowState.objects.select_related("base_content_type").get(pk=task_state.workflow_state_id)
    turns.take_turn(about.base_content_type.model_class(), about.object_id)
    workflow_state = WorkflowState.objects.get(pk=about.pk)
    task_state = TaskState.objects.get(pk=task_state.pk)
    step = Step.objects.select_related("position", "flow__sop").filter(task_id=task_state.task_id).first()

    _refuse_unless_waiting(workflow_state, task_state)
    if step is None:
        raise Refusal("Tugas ini bukan langkah SOP yang terpasang, jadi tidak dapat dijalankan.")
    if reason := acting.why_not_on(task_state, user):
        raise Refusal(reason)
    if act not in {name for name, _, _ in acts_of(step)}:
        raise Refusal("Tindakan itu tidak dikenal pada langkah ini.")
    details = _validated(step, act, data)
    comment = details.pop("comment")
    if step.freezes_text and act == "approve":
        _refuse_unless_text_is_as_shown(workflow_state, task_state)
    if act == "approve" and isinstance(workflow_state.content_object, Page):
        _refuse_unless_whole(workflow_state.content_object)

    hat = acting.hat_for(step, user)
    if step.flow.is_signed_on(workflow_state.workflow_id):
        details |= recording.signature_of(user, hat)
    recording.close_step(task_state, _outcome(step, act), user, hat, comment, details)
    _move_on(task_state, user, act, comment)


def _refuse_unless_waiting(workflow_state: WorkflowState, task_state: TaskState) -> None:
    """Only the step at which the text stands now can be decided, and only once (rule 5)."""
    if (
        workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
        and workflow_state.current_task_state_id == task_state.pk
        and task_state.status == TaskState.STATUS_IN_PROGRESS
    ):
        return
    if task_state.finished_by is not None:
        raise Refusal(
            f"Langkah ini sudah diselesaikan oleh {task_state.finished_by.get_full_name() or task_state.finished_by}. "
            "Tindakan Anda tidak dicatat."
        )
    raise Refusal("Naskah tidak lagi menunggu langkah ini. Muat ulang halaman untuk melihat keadaannya sekarang.")


def _validated(step: Step, act: str, data: Mapping[str, Any]) -> dict[str, Any]:
    form = form_for(step, act)(data)
    if not form.is_valid():
        raise Refusal(" ".join(message for messages in form.errors.values() for message in messages))
    return form.cleaned_data


def _refuse_unless_text_is_as_shown(workflow_state: WorkflowState, task_state: TaskState) -> None:
    """A judgement is about exactly one revision (rule 4)."""
    latest = workflow_state.content_object.get_latest_revision()
    if latest.pk != task_state.revision_id or latest.created_at > task_state.started_at:
        raise Refusal("Naskah berubah sejak langkah ini dimulai, jadi harus diajukan ulang dari langkah pertama.")


def _refuse_unless_whole(page: Page) -> None:
    """Whoever edits on the way may save his work unfinished; he passes it on whole, or it could not go public."""
    text = page.get_latest_revision_as_object()
    try:
        text.full_clean()
    except ValidationError as problem:
        raise Unfinished(text, problem) from problem


def _outcome(step: Step, act: str) -> str:
    if act == "reject":
        return Outcome.RETURNED
    if act == "unfit":
        return Outcome.UNFIT
    return Outcome.PASSED_ON if step.kind in (Step.Kind.EDIT, Step.Kind.DISPOSE) else Outcome.APPROVED


def _move_on(task_state: TaskState, user: AbstractUser, act: str, comment: str) -> None:
    if act == "approve":
        task_state.approve(user=user, comment=comment)
    elif act == "reject":
        task_state.reject(user=user, comment=comment)
    else:
        # "Tidak layak tayang" ends the flow; an ordinary rejection would only send the draft back.
        task_state.reject(user=user, comment=comment, update=False)
        task_state.workflow_state.cancel(user=user)

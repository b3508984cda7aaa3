"""The register is written here, wherever an act comes from; and installed steps are protected here.

Receivers run inside the act's transaction and raise what goes wrong, so that nothing happens off the record.
"""

from __future__ import annotations

from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import PageLogEntry, Task, TaskState, Workflow, WorkflowState
from wagtail.signals import (
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
    workflow_rejected,
)

from portal.core.models import BasePage
from portal.officials.roles import hats_of

from . import acting, direct, installation, recording, trees
from .models import Flow, Step, StepRecord
from .refusal import Refusal

Outcome = StepRecord.Outcome


# --- the register -------------------------------------------------------------------------------------


@receiver(task_submitted, dispatch_uid="sop_step_opens")
def a_step_that_begins_is_on_record(instance: TaskState, user=None, **kwargs) -> None:
    subject = instance.workflow_state.content_object
    recording.close_draft(subject, Outcome.SUBMITTED, user, _author_hat(subject, user))
    recording.open_step(instance)


@receiver(task_approved, dispatch_uid="sop_step_approved")
def an_approved_step_is_on_record(instance: TaskState, user=None, **kwargs) -> None:
    recording.close_step(instance, Outcome.APPROVED, user, _step_hat(instance, user), instance.comment)


@receiver(task_rejected, dispatch_uid="sop_step_rejected")
def a_returned_step_is_on_record(instance: TaskState, user=None, **kwargs) -> None:
    recording.close_step(instance, Outcome.RETURNED, user, _step_hat(instance, user), instance.comment)


@receiver(task_cancelled, dispatch_uid="sop_step_cancelled")
def a_withdrawn_step_is_on_record(instance: TaskState, user=None, **kwargs) -> None:
    recording.close_step(instance, Outcome.WITHDRAWN, user, None, instance.comment)
    _open_draft(instance.workflow_state.content_object)


@receiver(workflow_rejected, dispatch_uid="sop_returned_to_writer")
def a_returned_text_lies_with_its_writer(instance: WorkflowState, **kwargs) -> None:
    # The step is closed by its own receiver, which Wagtail calls after this one; a row that is open for the
    # step would hide that the text lies with the writer now.
    state = instance.current_task_state
    recording.close_step(state, Outcome.RETURNED, state.finished_by, _step_hat(state, state.finished_by), state.comment)
    _open_draft(instance.content_object)


@receiver(post_save, dispatch_uid="sop_draft_begins")
def a_new_draft_is_on_record(sender, instance, created, raw=False, **kwargs) -> None:
    if created and not raw and isinstance(instance, BasePage):
        installation.attach_flow_beginning_at(instance)
        if not instance.live:
            _open_draft(instance)


@receiver(pre_delete, dispatch_uid="sop_draft_deleted")
def a_deleted_draft_is_on_record(sender, instance, **kwargs) -> None:
    if isinstance(instance, BasePage):
        recording.close_draft(instance, Outcome.DELETED, None)


@receiver(post_save, sender=PageLogEntry, dispatch_uid="sop_published")
def a_publication_is_on_record(instance: PageLogEntry, created, raw=False, **kwargs) -> None:
    # The log entry and not ``page_published``: the signal does not say who published.
    if not created or raw or instance.action != "wagtail.publish":
        return
    page, user = instance.page.specific, instance.user
    role = getattr(page, "published_directly_by", "")
    hat = _hat_by_code(user, role) if role and direct.went_past_the_chain(instance.revision) else None
    recording.note_act(page, "Penayangan halaman", Outcome.PUBLISHED, user, hat)
    if hat is not None:
        direct.review_afterwards(page, user)


def _open_draft(subject) -> None:
    flow = trees.flow_of(subject)
    step = flow and flow.steps.filter(kind=Step.Kind.DRAFT).select_related("position", "flow__sop").first()
    if step:
        recording.open_draft(subject, step)


def _author_hat(subject, user):
    flow = trees.flow_of(subject) if user else None
    if flow is None:
        return None
    hats = hats_of(user, timezone.localdate())
    return next((hat for hat in hats if hat.position.pk == flow.author_id), None)


def _hat_by_code(user, code: str):
    hats = hats_of(user, timezone.localdate()) if user else ()
    return next((hat for hat in hats if hat.position.code == code), None)


def _step_hat(task_state: TaskState, user):
    step = Step.objects.select_related("position").filter(task_id=task_state.task_id).first()
    return acting.hat_for(step, user) if step and user else None


# --- installed steps stay (rule 6; holes H9 to H11) ---------------------------------------------------------


@receiver(pre_save, dispatch_uid="sop_task_stays_active")
def an_installed_step_cannot_be_disabled(sender, instance, **kwargs) -> None:
    if isinstance(instance, Task) and not instance.active and Step.objects.filter(task_id=instance.pk).exists():
        raise Refusal("Tugas ini adalah langkah SOP yang terpasang dan tidak dapat dinonaktifkan.")


@receiver(pre_save, sender=Workflow, dispatch_uid="sop_workflow_stays_active")
def an_installed_flow_cannot_be_disabled(sender, instance, **kwargs) -> None:
    if not instance.active and Flow.objects.filter(workflow_id=instance.pk).exists():
        raise Refusal("Alur kerja ini adalah alur SOP yang terpasang dan tidak dapat dinonaktifkan.")

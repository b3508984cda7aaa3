"""The register is written here, wherever an act comes from; and installed steps are protected here.

Receivers run inside the act's transaction and raise what goes wrong, so that nothing happens off the record.
"""

from __future__ import annotations

from django.db.models import Q
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import (
    Page,
    PageLogEntry,
    Task,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowState,
    WorkflowTask,
)
from wagtail.signals import (
    page_published,
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
    workflow_cancelled,
    workflow_rejected,
)

from portal.core.models import AgencyDocument, AgencyImage, BasePage
from portal.core.refusal import Refusal
from portal.officials.roles import hats_of

from . import acting, direct, installation, media, notices, recording, trees
from .hidden_content import refuse_hidden_content
from .models import Flow, Sheet, Step, StepRecord

Outcome = StepRecord.Outcome


# --- no document with hidden content goes out -----------------------------------------------------------


@receiver(task_submitted, dispatch_uid="sop_hidden_content_goes_no_further")
def a_text_with_hidden_content_goes_no_further(instance: TaskState, **kwargs) -> None:
    if isinstance(instance.workflow_state.content_object, Page):
        refuse_hidden_content(instance.revision.as_object())


@receiver(page_published, dispatch_uid="sop_hidden_content_is_not_published")
def a_page_with_hidden_content_is_not_published(instance: Page, **kwargs) -> None:
    # For whatever comes past the chain: an alert that the PPID publishes directly, a command, a later Wagtail.
    refuse_hidden_content(instance)


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
    subject = instance.workflow_state.content_object
    recording.close_step(instance, Outcome.WITHDRAWN, user, _author_hat(subject, user), instance.comment)


@receiver(workflow_cancelled, dispatch_uid="sop_flow_ended")
def a_text_whose_flow_ended_lies_with_its_writer(instance: WorkflowState, **kwargs) -> None:
    """Withdrawn, declared unfit, or taken down in the middle of a correction."""
    _open_draft(instance.content_object)


@receiver(workflow_rejected, dispatch_uid="sop_returned_to_writer")
def a_returned_text_lies_with_its_writer(instance: WorkflowState, **kwargs) -> None:
    # The step is closed by its own receiver, which Wagtail calls after this one; a row that is open for the
    # step would hide that the text lies with the writer now.
    state = instance.current_task_state
    recording.close_step(state, Outcome.RETURNED, state.finished_by, _step_hat(state, state.finished_by), state.comment)
    _open_draft(instance.content_object)


@receiver(post_save, dispatch_uid="sop_draft_begins")
def a_new_draft_is_on_record(sender, instance, created, raw=False, **kwargs) -> None:
    if not created or raw or not isinstance(instance, BasePage | Sheet):
        return
    if isinstance(instance, BasePage):
        installation.attach_flow_beginning_at(instance)
    # A page without an owner was made by no person: its step begins when somebody takes it up.
    if isinstance(instance, Sheet) or (not instance.live and instance.owner_id is not None):
        _open_draft(instance)


@receiver(pre_delete, dispatch_uid="sop_draft_deleted")
def a_deleted_draft_is_on_record(sender, instance, **kwargs) -> None:
    if isinstance(instance, BasePage | Sheet):
        recording.close_draft(instance, Outcome.DELETED, None)


@receiver(pre_delete, dispatch_uid="sop_sheet_stays")
def a_sheet_that_left_its_opener_is_not_deleted(sender, instance, **kwargs) -> None:
    # Here and not in a permission: bulk deletion of snippets asks no policy of ours.
    if isinstance(instance, Sheet) and (instance.live or instance.workflow_states.exists()):
        raise Refusal(f"{instance._meta.verbose_name.capitalize()} yang sudah diteruskan tidak dapat dihapus.")


@receiver(post_save, sender=PageLogEntry, dispatch_uid="sop_page_log")
def what_wagtail_logs_about_pages_is_on_record(instance: PageLogEntry, created, raw=False, **kwargs) -> None:
    # The log entries and not Wagtail's signals: these do not say who acted.
    if not created or raw:
        return
    page = Page.objects.filter(pk=instance.page_id).first()
    page = page and page.specific
    if not isinstance(page, BasePage):
        return
    if instance.action == "wagtail.publish":
        _note_publication(page, instance.user, instance.revision)
    elif instance.action == "wagtail.edit" and not page.workflow_in_progress:
        # A correction of a public page, or of a text whose flow has ended, is a draft anew.
        _take_up(page, instance.user)
        _open_draft(page)
    elif instance.action == "wagtail.delete":
        recording.close_draft(page, Outcome.DELETED, instance.user, _author_hat(page, instance.user))
        notices.tell_of_deletion(page, instance.user)


def _note_publication(page: BasePage, user, revision) -> None:
    role = direct.role_for(page)
    directly = bool(role) and direct.went_past_the_chain(revision)
    hat = _hat_by_code(user, role) if directly else _hat_of_last_approval(revision, user)
    note = getattr(page, "publication_note", "")
    recording.note_act(page, "Penayangan halaman", Outcome.PUBLISHED, user, hat, note)
    if directly and hat is not None:
        direct.review_afterwards(page, user)


def _hat_of_last_approval(revision, user):
    approved = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    last = approved.order_by("-finished_at").first()
    return _step_hat(last, user) if last else None


def _take_up(page: BasePage, user) -> None:
    """A text that lay with nobody lies with whoever writes on it first, on his desk and with reminders to him."""
    if page.owner_id is None and user is not None:
        Page.objects.filter(pk=page.pk).update(owner=user)


def _open_draft(subject) -> None:
    if step := trees.writing_step_of(subject):
        recording.open_draft(subject, step, direct.writer_of(subject))


def _author_hat(subject, user):
    step = trees.writing_step_of(subject) if user else None
    hat = acting.hat_for(step, user) if step else None
    return hat or _hat_by_code(user, direct.role_for(subject))


def _hat_by_code(user, code: str):
    hats = hats_of(user, timezone.localdate()) if user and code else ()
    return next((hat for hat in hats if hat.position.code == code), None)


def _step_hat(task_state: TaskState, user):
    step = Step.objects.select_related("position").filter(task_id=task_state.task_id).first()
    return acting.hat_for(step, user) if step and user else None


# --- what was judged stays as it was judged (docs/rules.md, rule 4) ----------------------------------------


@receiver(pre_save, sender=AgencyImage, dispatch_uid="sop_image_stays")
@receiver(pre_save, sender=AgencyDocument, dispatch_uid="sop_document_stays")
def a_file_of_a_public_or_judged_page_is_not_changed(sender, instance, raw=False, **kwargs) -> None:
    if not raw and instance.pk and media.is_changed(instance):
        media.refuse_if_held(instance)


@receiver(pre_delete, sender=AgencyImage, dispatch_uid="sop_image_kept")
@receiver(pre_delete, sender=AgencyDocument, dispatch_uid="sop_document_kept")
def a_file_of_a_public_or_judged_page_is_not_deleted(sender, instance, **kwargs) -> None:
    media.refuse_if_held(instance)


# --- installed steps stay (rule 6; holes H9 to H11) ---------------------------------------------------------


@receiver(pre_save, dispatch_uid="sop_task_stays_active")
def an_installed_step_cannot_be_disabled(sender, instance, **kwargs) -> None:
    if isinstance(instance, Task) and not instance.active and Step.objects.filter(task_id=instance.pk).exists():
        raise Refusal("Tugas ini adalah langkah SOP yang terpasang dan tidak dapat dinonaktifkan.")


@receiver(pre_save, sender=Workflow, dispatch_uid="sop_workflow_stays_active")
def an_installed_flow_cannot_be_disabled(sender, instance, **kwargs) -> None:
    runs_a_flow = Q(workflow_id=instance.pk) | Q(sheet_workflow_id=instance.pk)
    if not instance.active and instance.pk and Flow.objects.filter(runs_a_flow).exists():
        raise Refusal("Alur kerja ini adalah alur SOP yang terpasang dan tidak dapat dinonaktifkan.")


@receiver(pre_save, sender=WorkflowTask, dispatch_uid="sop_order_stays")
def the_order_of_an_installed_flow_cannot_be_changed(sender, instance, raw=False, **kwargs) -> None:
    before = WorkflowTask.objects.filter(pk=instance.pk).first()
    moved = before and (before.sort_order, before.task_id) != (instance.sort_order, instance.task_id)
    if moved and Step.objects.filter(task_id=before.task_id).exists():
        raise Refusal("Urutan langkah SOP yang terpasang tidak dapat diubah. Pasang versi SOP yang baru.")


@receiver(pre_delete, sender=WorkflowContentType, dispatch_uid="sop_sheets_stay_bound")
def the_sheets_of_an_installed_flow_are_not_unbound(sender, instance, **kwargs) -> None:
    if Flow.objects.filter(Q(workflow_id=instance.workflow_id) | Q(sheet_workflow_id=instance.workflow_id)).exists():
        raise Refusal("Alur SOP yang terpasang tidak dapat dilepas dari lembarnya. Pasang versi SOP yang baru.")


@receiver(pre_delete, sender=WorkflowTask, dispatch_uid="sop_steps_stay")
def a_step_cannot_be_taken_out_of_an_installed_flow(sender, instance, **kwargs) -> None:
    if Step.objects.filter(task_id=instance.task_id).exists():
        raise Refusal("Langkah SOP yang terpasang tidak dapat dikeluarkan dari alurnya.")

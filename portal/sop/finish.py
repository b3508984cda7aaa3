"""The only door to the public site (WAGTAIL_FINISH_WORKFLOW_ACTION; docs/rules.md, rules 3 and 4).

Wagtail calls this when no task is left. It trusts no one before it: a disabled task, a workflow that somebody
changed or made by hand, or a text that changed after it was judged, all end here in a refusal.
Models are imported inside: Wagtail loads this module while its own models are still being made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.core.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Revision, WorkflowState


def publish_what_every_step_let_out(workflow_state: WorkflowState, user: AbstractUser | None = None) -> None:
    """Publish the latest revision if every step of the SOP approved it, whoever approved last.

    The last approver needs no publish permission: the chain publishes, not he. Raises ``Refusal``.
    """
    from wagtail.models import Page

    from .hidden_content import refuse_hidden_content
    from .models import Sheet
    from .signals import sheet_completed

    subject = workflow_state.content_object
    revision = subject.get_latest_revision()
    _refuse_unless_let_out(workflow_state, revision)
    if isinstance(subject, Page):
        refuse_hidden_content(revision.as_object())
    revision.publish(user=user, skip_permission_checks=True)
    if isinstance(subject, Sheet):
        sheet_completed.send(sender=type(subject), instance=subject, user=user)


def _refuse_unless_let_out(workflow_state: WorkflowState, revision: Revision) -> None:
    from django.db.models import Q
    from wagtail.models import TaskState

    from . import trees
    from .models import Flow

    runs = Q(workflow_id=workflow_state.workflow_id) | Q(sheet_workflow_id=workflow_state.workflow_id)
    flow = Flow.objects.filter(runs).first()
    governing = trees.flow_of(workflow_state.content_object)
    if flow is None or governing is None or (flow.code, flow.governs) != (governing.code, governing.governs):
        raise Refusal("Naskah ini tidak melalui alur SOP yang berlaku untuknya, jadi tidak ditayangkan.")

    approved = {
        state.task_id: state
        for state in workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED).order_by("started_at")
    }
    last_finished = None
    for step in flow.steps_run_by(workflow_state.workflow_id):
        state = approved.get(step.task_id)
        if state is None:
            raise Refusal(f"Langkah {step.order} ({step.title}) belum disetujui, jadi naskah tidak ditayangkan.")
        if last_finished is not None and state.finished_at < last_finished:
            raise Refusal(f"Langkah {step.order} ({step.title}) tidak dijalankan menurut urutan SOP.")
        last_finished = state.finished_at
        if step.freezes_text and (state.revision_id != revision.pk or revision.created_at > state.started_at):
            raise Refusal(f"Naskah berubah setelah langkah {step.order} ({step.title}), jadi harus diajukan ulang.")

"""Rounds of one submission: after a return the text starts again at the first step (docs/rules.md, rule 4).

Wagtail resumes a returned draft at the step that returned it, and counts the approvals of the steps before,
although they never saw the new text. Here a resumption voids those approvals and begins anew. The register keeps
them as they were.
"""

from __future__ import annotations

from wagtail.models import TaskState, WorkflowState


def first_task_of_new_round(workflow_state: WorkflowState):
    """If this workflow is being resumed, void its old round and return the task that begins the new one.

    Wagtail empties ``current_task_state`` when it resumes, and only then; a workflow that is being started has no
    task states yet. Returns ``None`` whenever this is no resumption.
    """
    if workflow_state.current_task_state is not None or not workflow_state.task_states.exists():
        return None
    workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED).update(status=TaskState.STATUS_CANCELLED)
    first = workflow_state.workflow.workflow_tasks.order_by("sort_order").select_related("task").first()
    return first.task.specific

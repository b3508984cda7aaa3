"""Taking a page off the site: by the role that answers for it, with a reason, on record (docs/rules.md, rule 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, WorkflowState

from portal.core.models import BasePage
from portal.core.refusal import Refusal
from portal.officials.roles import Hat, hats_of

from . import recording, trees, turns
from .models import StepRecord

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


def may_take_down(page: Page, user: AbstractUser) -> bool:
    """Whether this person answers for this page. The pages on which the whole site hangs are not taken down."""
    page = page.specific_deferred
    if not isinstance(page, BasePage) or page.path in {root.path for root in trees.tree_roots()}:
        return False
    return page.permissions_for_user(user).can_take_down()


@transaction.atomic
def take_down(page: Page, user: AbstractUser, reason: str) -> None:
    """Unpublish ``page`` and write down who did so and why. Raises ``Refusal``."""
    turns.take_turn(Page, page.pk)
    page = Page.objects.get(pk=page.pk).specific
    if not page.live:
        raise Refusal("Halaman ini sudah tidak tayang.")
    if not may_take_down(page, user):
        raise Refusal("Hanya pejabat yang bertanggung jawab atas halaman ini yang dapat menurunkannya.")
    if not reason.strip():
        raise Refusal("Tuliskan alasan halaman ini diturunkan.")
    flow = trees.flow_of(page)
    hat = next(h for h in hats_of(user, timezone.localdate()) if h.position.pk == flow.take_down_id)
    _end_review(page, user, hat, reason.strip())
    recording.note_act(page, "Penurunan halaman", StepRecord.Outcome.TAKEN_DOWN, user, hat, reason.strip())
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)


def _end_review(page: Page, user: AbstractUser, hat: Hat, reason: str) -> None:
    """A correction under way would bring the page back on approvals that were given before it was taken down."""
    workflow_state = page.current_workflow_state
    if workflow_state is None:
        return
    if workflow_state.status == WorkflowState.STATUS_IN_PROGRESS:
        comment = f"Halaman diturunkan: {reason}"
        recording.close_step(workflow_state.current_task_state, StepRecord.Outcome.WITHDRAWN, user, hat, comment)
    workflow_state.cancel(user=user)

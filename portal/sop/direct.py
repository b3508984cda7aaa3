"""Publishing at once, and being reviewed afterwards (design section 3, rule 8).

An alert (serta-merta) may not wait for a chain (PERKI 1/2021 Pasal 25). A page type that names a role in
``published_directly_by`` is published by that role; the flow then starts on what is public, so that the same officials
judge it, and all of it stands on record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page, Revision, TaskState, WorkflowState

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


def went_past_the_chain(revision: Revision | None) -> bool:
    """Whether this revision was published without a finished flow having let it out."""
    return not TaskState.objects.filter(
        revision=revision,
        status=TaskState.STATUS_APPROVED,
        workflow_state__status=WorkflowState.STATUS_APPROVED,
    ).exists()


def review_afterwards(page: Page, user: AbstractUser | None) -> None:
    """Start the flow on a page that is public already; a review that was under way judged an older text."""
    under_way = page.current_workflow_state
    if under_way is not None:
        under_way.cancel(user=user)
    page.get_workflow().start(page, user)

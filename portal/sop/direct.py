"""Publishing at once, and being reviewed afterwards (docs/rules.md, rule 8).

An alert (serta-merta) may not wait for a chain (PERKI 1/2021 Pasal 25). A page type that names a role in
``published_directly_by`` is published by that role; the flow then starts on what is public, so that the same officials
judge it, and all of it stands on record. What they return, or declare unfit, stays public: it goes back to that role,
and taking it down is an act of its own (``takedown``). The page's ``publication_note`` is written down with its
publication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page, Revision, TaskState, WorkflowState

from portal.officials.models import Position

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import Model


def went_past_the_chain(revision: Revision | None) -> bool:
    """Whether this revision was published without a finished flow having let it out."""
    return not TaskState.objects.filter(
        revision=revision,
        status=TaskState.STATUS_APPROVED,
        workflow_state__status=WorkflowState.STATUS_APPROVED,
    ).exists()


def role_for(subject: Model) -> str:
    """The code of the role that publishes texts of this type directly; "" for every other type."""
    model = subject.specific_class if isinstance(subject, Page) else type(subject)
    return getattr(model, "published_directly_by", "")


def writer_of(subject: Model) -> Position | None:
    """The position with which a public text of such a type lies when it is returned; else ``None``."""
    code = role_for(subject)
    return Position.objects.filter(code=code).first() if code and subject.live else None


def review_afterwards(page: Page, user: AbstractUser | None) -> None:
    """Start the flow on a page that is public already; a review that was under way judged an older text."""
    under_way = page.current_workflow_state
    if under_way is not None:
        under_way.cancel(user=user)
    page.get_workflow().start(page, user)

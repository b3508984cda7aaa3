"""What a sheet is to the SOP, whatever an app writes on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin, WorkflowState

from portal.core.refusal import Refusal
from portal.sop import turns

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class Sheet(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A text of its own that runs through the SOP and is no page.

    A disposition goes down the hierarchy before a page is written (SOP flow A, steps 1 to 4): what the levels wrote on
    it stands in the step register and not on the sheet, which stands still on its way. Where a flow has no tree of
    pages, the sheet is the text that its steps judge. When the last step is done, ``sheet_completed`` is sent.
    """

    # Whoever has a step in the flow is let in to its sheets; where not, the app has rules of its own for reading.
    is_read_by_every_step = True
    # What is said about a confidential sheet is read in the portal and goes out by no mail.
    is_confidential = False

    class Meta:
        abstract = True

    @classmethod
    def read_by(cls, user: AbstractUser) -> models.QuerySet[Sheet]:
        """The sheets that this person may read, and so their rows in the register."""
        return cls._default_manager.all()

    @classmethod
    def drafts_in_hands_of(cls, user: AbstractUser) -> models.QuerySet[Sheet] | None:
        """The sheets on which this person may write now; ``None`` where he has none to write on.

        Asked for flows without a tree, where the sheet is the text itself.
        """
        return None

    @transaction.atomic
    def send_on(self, user: AbstractUser) -> None:
        """Whoever wrote the sheet hands it to the next step; one that came back starts its way again.

        Raises ``Refusal`` if somebody else has just sent it on.
        """
        turns.take_turn(type(self), self.pk)
        state = self.current_workflow_state
        if state is not None and state.status != WorkflowState.STATUS_NEEDS_CHANGES:
            raise Refusal(turns.TOO_LATE)
        self.save_revision(user=user, log_action=True)
        if state is not None:
            state.resume(user)
        else:
            self.get_workflow().start(self, user)

    def opening_note(self) -> str:
        """What the opener says in his own words, as the register keeps it for every level."""
        return ""

    def opening_details(self) -> dict:
        """The rest of what the opener asks for, likewise."""
        return {}

"""What a disposition sheet is to the SOP, whatever an app writes on it (SOP flow A, steps 1 to 4)."""

from __future__ import annotations

from django.db import models
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin


class Sheet(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A sheet that goes down the hierarchy: opened by the first position, disposed by each of the following.

    What the levels below wrote on it stands in the step register and not on the sheet, which stands still on its way.
    When the last one is done, ``sheet_completed`` is sent.
    """

    class Meta:
        abstract = True

    def opening_details(self) -> dict:
        """The opener's own instruction, as the register keeps it for every level."""
        return {}

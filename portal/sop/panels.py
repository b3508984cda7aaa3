"""The dashboard's own panels: stock ones grow by two queries a row and put the most overdue text last."""

from __future__ import annotations

from django.utils import timezone
from wagtail.admin.ui.components import Component

from . import desk

ROWS_SHOWN = 10


class WaitingPanel(Component):
    """What waits for me, most overdue first, with the way to the desk."""

    template_name = "sop/panels/waiting.html"
    order = 100

    def get_context_data(self, parent_context):
        return _first_rows(desk.waiting_for(parent_context["request"].user, timezone.now()))


class OwnDraftsPanel(Component):
    """Where my own drafts are now."""

    template_name = "sop/panels/own_drafts.html"
    order = 110

    def get_context_data(self, parent_context):
        return _first_rows(desk.own_drafts_of(parent_context["request"].user, timezone.now()))


def _first_rows(rows: list[desk.Row]) -> dict:
    return {"rows": rows[:ROWS_SHOWN], "more": max(0, len(rows) - ROWS_SHOWN)}

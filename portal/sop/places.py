"""Where the writer of a text works on it: the page editor, or the view that a sheet names in ``desk_edit_view``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.urls import reverse

from .models import StepRecord

if TYPE_CHECKING:
    from django.db.models import Model

PAGE = "wagtailcore.page"


def model_of(record: StepRecord) -> type[Model] | None:
    """The class of what the row is about; the register outlives even that."""
    try:
        return apps.get_model(record.object_type)
    except LookupError:
        return None


def writing_url(record: StepRecord) -> str:
    """The address of the editor, or "" while a sheet is with others."""
    if record.object_type == PAGE:
        return reverse("wagtailadmin_pages:edit", args=[record.object_id])
    view = getattr(model_of(record), "desk_edit_view", "")
    return reverse(view, args=[record.object_id]) if view and record.task_state_id is None else ""

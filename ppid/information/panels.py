"""Panels of the editors of public information."""

from __future__ import annotations

from django.utils import timezone
from wagtail.admin.panels import Panel

from . import periodic


class GuidancePanel(Panel):
    """Tells the editor what must stand on a page that the law asks for (``page.guidance``); nothing elsewhere."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "information/panels/guidance.html"

        def is_shown(self):
            return bool(self.instance.guidance)


class UpdateDutyPanel(Panel):
    """Tells the editor by when a public page of periodic information must be published anew (Pasal 9 ayat (3))."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "information/panels/update_duty.html"

        def is_shown(self):
            return self.instance.is_periodic and self.instance.updated_on is not None

        def get_context_data(self, parent_context=None):
            updated = self.instance.updated_on
            return super().get_context_data(parent_context) | {
                "updated": updated,
                "due": periodic.due_on(updated),
                "state": periodic.state_on(timezone.localdate(), updated),
            }

"""Panels of the news editor."""

from __future__ import annotations

from wagtail.admin.panels import Panel


class DispositionPanel(Panel):
    """Shows the writer which sheet ordered the story; nothing where he began on his own initiative."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/panels/disposition.html"

        def is_shown(self):
            return bool(self.instance.disposition_id)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"sheet": self.instance.disposition}

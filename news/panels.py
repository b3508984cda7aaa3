"""Panels of the news editor."""

from __future__ import annotations

from wagtail.admin.panels import Panel

from .dispositions import may_read


class DispositionPanel(Panel):
    """Shows the writer which sheet ordered the story; nothing where he began on his own initiative, or may not read."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/panels/disposition.html"

        def is_shown(self):
            sheet = self.instance.disposition
            return sheet is not None and may_read(sheet, self.request.user)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"sheet": self.instance.disposition}

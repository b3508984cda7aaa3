"""The dashboard's warning about a calendar that will soon be needed and is not there."""

from __future__ import annotations

from datetime import date

from wagtail.admin.ui.components import Component

from .calendar import provisional_years, unloaded_years


class CalendarWarning(Component):
    """Shown to everybody in the admin, because everybody's dates depend on it; empty when all is well."""

    name = "calendar_warning"
    template_name = "workdays/calendar_warning.html"
    order = 90

    def __init__(self, today: date):
        self.unloaded = unloaded_years(today)
        self.provisional = provisional_years(today)

    def __bool__(self) -> bool:
        return bool(self.unloaded or self.provisional)

    def get_context_data(self, parent_context):
        return {"unloaded": self.unloaded, "provisional": self.provisional}

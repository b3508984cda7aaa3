"""The calendar in the admin: who holds Django's permissions on these models may edit it."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from .models import CalendarDay, CalendarYear


class CalendarYearForm(WagtailAdminModelForm):
    """The year is its own key: once written it stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].disabled = not self.instance._state.adding


def _estimate(day: CalendarDay) -> str:
    return "perkiraan" if day.provisional else ""


class DayIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("year")


class CalendarDayViewSet(ModelViewSet):
    model = CalendarDay
    name = "calendar_days"
    url_prefix = "kalender/hari"
    icon = "date"
    index_view_class = DayIndexView
    copy_view_enabled = False
    list_display = [
        "date",
        "name",
        Column("get_kind_display", label="Jenis", sort_key="kind"),
        Column("provisional", label="Perkiraan", accessor=_estimate, sort_key="provisional"),
        Column("legal_basis", label="Dasar"),
    ]
    list_filter = ["year", "kind"]
    search_fields = ["name", "decree", "note"]
    panels = [FieldPanel(name) for name in ("date", "name", "kind", "provisional", "decree", "note")]


class CalendarYearViewSet(ModelViewSet):
    model = CalendarYear
    name = "calendar_years"
    url_prefix = "kalender/tahun"
    icon = "calendar"
    copy_view_enabled = False
    list_display = [
        "year",
        Column("get_status_display", label="Keadaan", sort_key="status"),
        Column("legal_basis", label="Dasar"),
        "source",
    ]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("year", "status", "decree", "source", "note")],
        base_form_class=CalendarYearForm,
    )


class CalendarViewSetGroup(ViewSetGroup):
    menu_label = "Kalender kerja"
    menu_icon = "calendar"
    menu_order = 700
    items = (CalendarDayViewSet(), CalendarYearViewSet())

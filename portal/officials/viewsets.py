"""Positions, officials, units and appointments in the admin; Wagtail's log keeps who changed what."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Appointment, Official, Position, Unit


class PositionForm(WagtailAdminModelForm):
    """The SOP knows a position by its code: once written it stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = self.instance.pk is not None


class PositionIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("group", "superior")


class OfficialIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("user", "unit")


class AppointmentIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("official", "position")


class AppointmentViewSet(ModelViewSet):
    model = Appointment
    name = "appointments"
    url_prefix = "pejabat/penunjukan"
    icon = "clipboard-list"
    index_view_class = AppointmentIndexView
    copy_view_enabled = False
    list_display = [
        "official",
        Column("label", label="Jabatan", sort_key="position__name"),
        "valid_from",
        "valid_to",
        "decree_number",
    ]
    list_filter = ["position", "kind"]
    search_fields = ["official__name", "position__name", "decree_number"]
    panels = [
        FieldPanel(name)
        for name in (
            "position",
            "official",
            "kind",
            "valid_from",
            "valid_to",
            "decree_number",
            "decree_date",
        )
    ]


class OfficialViewSet(ModelViewSet):
    model = Official
    name = "officials"
    url_prefix = "pejabat/orang"
    icon = "user"
    index_view_class = OfficialIndexView
    copy_view_enabled = False
    list_display = ["name", "rank", "user", "unit"]
    list_filter = ["unit"]
    search_fields = ["name", "employee_number"]
    panels = [FieldPanel(name) for name in ("name", "user", "employee_number", "rank", "unit")]


class PositionViewSet(ModelViewSet):
    model = Position
    name = "positions"
    url_prefix = "pejabat/jabatan"
    icon = "group"
    index_view_class = PositionIndexView
    copy_view_enabled = False
    list_display = [
        "name",
        "code",
        "group",
        "superior",
        BooleanColumn("single_holder", label="Satu pemegang"),
    ]
    search_fields = ["name", "code"]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("name", "code", "group", "superior", "single_holder")],
        base_form_class=PositionForm,
    )


class UnitViewSet(ModelViewSet):
    model = Unit
    name = "units"
    url_prefix = "pejabat/unit"
    icon = "folder-open-inverse"
    copy_view_enabled = False
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    panels = [FieldPanel(name) for name in ("name", "code")]


class OfficialsViewSetGroup(ViewSetGroup):
    menu_label = "Pejabat"
    menu_icon = "group"
    menu_order = 650
    items = (AppointmentViewSet(), OfficialViewSet(), PositionViewSet(), UnitViewSet())

"""The step register in the admin: to be read, filtered and exported, never written."""

from __future__ import annotations

import django_filters
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.core.exports import InertExportMixin

from .models import StepRecord
from .policy import ReadOnlyPolicy
from .readers import readable


def _distinct(field: str):
    """Choices from what the register holds, so that a revised SOP needs no change here."""

    def choices():
        values = StepRecord.objects.exclude(**{field: ""}).order_by(field).values_list(field, flat=True).distinct()
        return [(value, value) for value in values]

    return choices


class StepRecordFilterSet(WagtailFilterSet):
    period = django_filters.DateFromToRangeFilter(
        field_name="started_at", label="Periode", widget=DateRangePickerWidget
    )
    sop = django_filters.ChoiceFilter(label="SOP", choices=_distinct("sop"))
    flow = django_filters.ChoiceFilter(label="Alur", choices=_distinct("flow"))
    step = django_filters.ChoiceFilter(label="Langkah", choices=_distinct("step"))
    role_name = django_filters.ChoiceFilter(label="Peran", choices=_distinct("role_name"))
    outcome = django_filters.ChoiceFilter(label="Hasil", choices=StepRecord.Outcome.choices)
    late = django_filters.BooleanFilter(label="Terlambat", method="filter_late")

    class Meta:
        model = StepRecord
        fields: list[str] = []

    def filter_late(self, queryset, name, value):
        now = timezone.now()
        return queryset.late(now) if value else queryset.not_late(now)


class MomentColumn(Column):
    """A moment as a register states it: day and time, and not how long ago."""

    def get_value(self, instance):
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), "j M Y, H.i") if moment else "–"


class StepRecordIndexView(InertExportMixin, IndexView):
    """The list with its exports, whose cells are inert and whose times are local."""

    def get_base_queryset(self):
        return readable(super().get_base_queryset(), self.request.user)


class StepRecordInspectView(InspectView):
    def get_object(self, queryset=None):
        record = super().get_object(queryset)
        return get_object_or_404(readable(StepRecord.objects.all(), self.request.user), pk=record.pk)


class StepRecordViewSet(ModelViewSet):
    """To be read, filtered and exported: a record that could be mended would prove nothing (docs/rules.md, rule 7)."""

    model = StepRecord
    icon = "history"
    menu_label = "Buku kendali"
    menu_name = "buku-kendali"
    menu_order = 20
    add_to_admin_menu = True
    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_view_class = StepRecordInspectView
    copy_view_enabled = False
    form_fields: list[str] = []
    index_view_class = StepRecordIndexView
    filterset_class = StepRecordFilterSet
    search_fields = ["title", "actor_name", "comment"]
    list_per_page = 50
    list_display = [
        "title",
        Column("step", label="Langkah", sort_key="order"),
        Column("role_name", label="Peran", sort_key="role_name"),
        MomentColumn("started_at", label="Mulai", sort_key="started_at"),
        MomentColumn("due_at", label="Jatuh tempo", sort_key="due_at"),
        MomentColumn("finished_at", label="Selesai", sort_key="finished_at"),
        Column("get_outcome_display", label="Hasil", sort_key="outcome"),
        Column("actor_name", label="Pelaku", sort_key="actor_name"),
        Column("office", label="Bertindak sebagai"),
        Column("lateness", label="Terlambat"),
    ]
    list_export = [
        "title",
        "object_type",
        "object_id",
        "sop",
        "flow",
        "order",
        "step",
        "role_name",
        "standard",
        "started_at",
        "due_at",
        "due_note",
        "finished_at",
        "get_outcome_display",
        "actor_name",
        "actor_username",
        "office",
        "decree",
        "comment",
        "lateness",
    ]
    export_headings = {
        "get_outcome_display": "hasil",
        "lateness": "terlambat",
    }
    export_filename = "buku-kendali"

    @property
    def permission_policy(self):
        return ReadOnlyPolicy(self.model)

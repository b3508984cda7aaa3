"""The report on the six-monthly duty: each public page of periodic information, when it is due, and how it stands."""

from __future__ import annotations

import django_filters
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from portal.core.exports import InertExportMixin
from portal.core.policy import page_policy
from portal.officials.models import Unit
from portal.sop.policy import standing_of

from . import periodic
from .forms import items_offered
from .models import Category, InformationPage
from .updates import in_state, live_periodic_pages


def may_read(user) -> bool:
    """Whoever has a part in the SOP; a Petugas reads of his own unit only."""
    return user.is_superuser or bool(standing_of(user).hats)


def _units(request):
    return Unit.objects.filter(pk__in=_pages_for(request.user).values("unit"))


def _pages_for(user):
    return page_policy().visible(user, live_periodic_pages())


class UpdateFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="Keadaan", choices=periodic.State.choices, method="filter_state")
    unit = django_filters.ModelChoiceFilter(label="Unit", queryset=_units)
    legal_item = django_filters.ChoiceFilter(label="Butir peraturan", choices=lambda: items_offered(Category.PERIODIC))

    class Meta:
        model = InformationPage
        fields: list[str] = []

    def filter_state(self, queryset, name, value):
        return in_state(queryset, value, timezone.localdate())


class DayColumn(Column):
    """A day as a calendar has it, and not how long ago or from now."""

    def get_value(self, instance):
        return date_format(super().get_value(instance), "j F Y")


class UpdatesView(InertExportMixin, ReportView):
    """Most overdue first."""

    page_title = "Pemutakhiran informasi berkala"
    header_icon = "time"
    index_url_name = "information_updates"
    index_results_url_name = "information_updates_results"
    filterset_class = UpdateFilterSet
    default_ordering = "last_published_at"
    export_filename = "pemutakhiran-informasi-berkala"
    columns = [
        TitleColumn("title", label="Informasi", get_url=lambda page: page.url),
        Column("legal_item", label="Butir", sort_key="legal_item"),
        Column("unit", label="Unit", sort_key="unit__name"),
        DayColumn("updated_on", label="Terakhir tayang", sort_key="last_published_at"),
        DayColumn("due_on", label="Jatuh tempo"),
        Column("state", label="Keadaan", accessor="state.label"),
    ]
    list_export = ["number", "title", "legal_item", "unit", "updated_on", "due_on", "state.label"]
    export_headings = {
        "title": "informasi",
        "unit": "unit",
        "updated_on": "terakhir tayang",
        "due_on": "jatuh tempo",
        "state.label": "keadaan",
    }

    def dispatch(self, request, *args, **kwargs):
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return _pages_for(self.request.user).select_related("unit").defer_streamfields()

    def decorate_paginated_queryset(self, pages):
        today = timezone.localdate()
        for page in pages:
            page.due_on = periodic.due_on(page.updated_on)
            page.state = periodic.state_on(today, page.updated_on)
        return pages

"""What the PPID publishes of the survey, year by year, in the admin."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from portal.officials.policies import OfficePolicy

from . import permissions
from .models import SurveyResult


class SurveyResultViewSet(ModelViewSet):
    model = SurveyResult
    name = "survey_results_admin"
    url_prefix = "survei/hasil"
    icon = "clipboard-list"
    menu_label = "Hasil survei"
    menu_order = 317
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["year", "counted_to", BooleanColumn("published", label="Diumumkan")]
    panels = [
        MultiFieldPanel([FieldPanel("year"), FieldPanel("counted_to"), FieldPanel("note")], heading="Hasil"),
        InlinePanel("follow_ups", heading="Rencana tindak lanjut", label="tindak lanjut"),
        FieldPanel("published"),
    ]

    @property
    def permission_policy(self) -> OfficePolicy:
        return OfficePolicy(self.model, permissions.publishes)

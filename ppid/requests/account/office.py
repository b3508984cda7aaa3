"""The annual report in the back office: the PPID writes its texts, reads it as readers will, and publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.officials.policies import OfficePolicy

from ..actors import officer
from ..models import AnnualReport
from .publishing import publish, why_not_published, why_not_written_by
from .report import report_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

HOW_IT_GOES = (
    "<p>Bagian c (rincian pelayanan) dan d (penyelesaian sengketa) dihitung dari register. Setelah menyimpan, buka "
    "<b>Tinjau</b> untuk membaca laporan lengkap dan mengumumkannya. Jangan menulis nama pemohon.</p>"
)


def writes(user: AbstractUser) -> bool:
    return not why_not_written_by(officer(user, timezone.localdate()))


def review_address(report: AnnualReport) -> str:
    return reverse("annual_reports:inspect", args=[report.pk])


class StandsAsPublished:
    """A published report is read and never changed; whoever asks to is led to it."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        report = self.get_object()
        if writes(request.user) and report.is_published:
            messages.error(request, "Laporan yang sudah diumumkan tidak dapat diubah atau dihapus.")
            return redirect(review_address(report))
        return super().dispatch(request, *args, **kwargs)


class LeadsToReview:
    """What was saved is read next, as readers will have it."""

    success_message = "%(object)s disimpan."

    def get_success_url(self) -> str:
        return review_address(self.object)

    def get_success_buttons(self) -> list:
        return []


class ReportCreateView(LeadsToReview, CreateView):
    def get_initial_form_instance(self) -> AnnualReport:
        """The report that is due next: that on the year before."""
        return AnnualReport(year=timezone.localdate().year - 1)


class ReportEditView(StandsAsPublished, LeadsToReview, EditView):
    pass


class ReportDeleteView(StandsAsPublished, DeleteView):
    pass


class ReportIndexView(IndexView):
    def get_edit_url(self, instance: AnnualReport) -> str | None:
        """The title leads to what can be done: a draft is edited, a published report read."""
        return review_address(instance) if instance.is_published else super().get_edit_url(instance)

    def get_delete_url(self, instance: AnnualReport) -> str | None:
        return None if instance.is_published else super().get_delete_url(instance)

    def get_list_more_buttons(self, instance: AnnualReport) -> list:
        if not instance.is_published:
            return super().get_list_more_buttons(instance)
        inspect = self.get_inspect_url(instance)
        return [item for item in super().get_list_more_buttons(instance) if item.url == inspect][:1]


class ReviewView(InspectView):
    """The whole report as readers will have it, and the button that publishes it."""

    template_name = "requests/account/review.html"

    def get_context_data(self, **kwargs) -> dict:
        now = timezone.now()
        return super().get_context_data(**kwargs) | {
            "report": report_of(self.object, now),
            "draft": self.object,
            "why_not": why_not_published(self.object, now),
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        now = timezone.now()
        report = publish(self.object.pk, officer(request.user, timezone.localdate(now)), now)
        messages.success(request, f"{report} sudah diumumkan.")
        return redirect(review_address(report))


class AnnualReportViewSet(ModelViewSet):
    model = AnnualReport
    name = "annual_reports"
    url_prefix = "permohonan/laporan-layanan"
    icon = "doc-full"
    menu_label = "Laporan layanan"
    menu_order = 317
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ReportIndexView
    add_view_class = ReportCreateView
    edit_view_class = ReportEditView
    delete_view_class = ReportDeleteView
    inspect_view_class = ReviewView
    inspect_template_name = ReviewView.template_name
    list_display = ["year", "published_at"]
    panels = [
        HelpPanel(content=HOW_IT_GOES),
        FieldPanel("year"),
        FieldPanel("policy"),
        MultiFieldPanel([FieldPanel(name) for name in ("facilities", "staff", "budget")], heading="b. Pelaksanaan"),
        MultiFieldPanel([FieldPanel(name) for name in ("outer_obstacles", "inner_obstacles")], heading="e. Kendala"),
        FieldPanel("follow_up"),
    ]

    @property
    def permission_policy(self) -> OfficePolicy:
        return OfficePolicy(self.model, writes)

"""The account in public: statistics of any year as the registers stand, and the annual reports that were published."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.core.models import AgencyIdentity

from ..models import AnnualReport
from . import exports, paper, rows
from .reading import account_now
from .report import account_frozen, report_of


@require_safe
def statistics(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """A year's figures; of the newest year of which there are any, where none is asked for."""
    years = _years()
    year = years[0] if year is None else year
    if year not in years:
        raise Http404
    reported = AnnualReport.objects.filter(year=year, published_at__isnull=False).exists()
    context = {"account": account_now(year, timezone.now()), "years": years, "has_report": reported}
    return TemplateResponse(request, "requests/account/statistics.html", context)


@require_safe
def statistics_csv(request: HttpRequest, year: int) -> HttpResponse:
    if year not in _years():
        raise Http404
    return _download(exports.as_csv(account_now(year, timezone.now())), "text/csv", f"statistik-layanan-{year}.csv")


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    context = {"reports": _published().defer("figures")}
    return TemplateResponse(request, "requests/account/reports.html", context)


@require_safe
def report(request: HttpRequest, year: int) -> HttpResponse:
    shown = report_of(get_object_or_404(_published(), year=year), timezone.now())
    return TemplateResponse(request, "requests/account/report.html", {"report": shown})


@require_safe
def report_pdf(request: HttpRequest, year: int) -> HttpResponse:
    shown = report_of(get_object_or_404(_published(), year=year), timezone.now())
    pdf = paper.kept_pdf_of(shown, AgencyIdentity.for_request(request))
    return _download(pdf, "application/pdf", f"laporan-layanan-{year}.pdf", attached=False)


@require_safe
def report_csv(request: HttpRequest, year: int) -> HttpResponse:
    account = account_frozen(get_object_or_404(_published(), year=year))
    return _download(exports.as_csv(account), "text/csv", f"laporan-layanan-{year}.csv")


def _years() -> list[int]:
    """Of which there are figures, newest first; this year, as long as there are none."""
    return rows.years() or [timezone.localdate().year]


def _published():
    return AnnualReport.objects.filter(published_at__isnull=False)


def _download(content: bytes, content_type: str, name: str, *, attached: bool = True) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(attached, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""The report's page and its downloads. Whoever may read the register may read them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.core.models import AgencyIdentity
from portal.sop.models import StepRecord
from portal.sop.readers import readable
from portal.workdays.calendar import local_date

from . import exports, paper, words
from .chart import charts_of
from .periods import named_periods, read_period
from .reading import quality_report
from .tables import METHOD, summary, tables_of

# A phone reads the newest; the spreadsheet has them all.
MOST_LINES = 50


def may_read(user) -> bool:
    return user.has_perm("sop.view_steprecord")


# Reading takes no transaction: on SQLite it would keep everybody from writing.
@require_safe
@non_atomic_requests
def show_quality(request: HttpRequest) -> HttpResponse:
    """How the SOP's times were kept in a period, this month unless another one is asked for."""
    now, today, period, problem = _asked(request)
    report = quality_report(period, now, readable(StepRecord.objects.all(), request.user))
    return TemplateResponse(
        request,
        "sop/quality/report.html",
        {
            "period": period,
            "periods": named_periods(today),
            "problem": problem,
            "cut": words.moment(report.cut),
            "summary": summary(report),
            "charts": charts_of(report.by_step),
            "tables": [(table, table.rows(MOST_LINES), len(table.lines) - MOST_LINES) for table in tables_of(report)],
            "method": METHOD,
        },
    )


@require_safe
@non_atomic_requests
def download_quality(request: HttpRequest, kind: str) -> HttpResponse:
    """The same report as ``xlsx``, ``csv`` or ``pdf``."""
    now, _, period, _ = _asked(request)
    agency = AgencyIdentity.for_request(request).name
    writers = {
        "xlsx": lambda report: exports.xlsx(report, period, agency),
        "csv": exports.as_csv,
        "pdf": lambda report: paper.pdf(report, period, agency, now),
    }
    types = {
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv; charset=utf-8",
        "pdf": "application/pdf",
    }
    if kind not in writers:
        raise Http404
    name = f"buku-kendali-mutu-{period.first.isoformat()}-{period.last.isoformat()}.{kind}"
    return HttpResponse(
        writers[kind](quality_report(period, now, readable(StepRecord.objects.all(), request.user))),
        content_type=types[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(request: HttpRequest):
    """Now, today, the period asked for, and what was wrong with it."""
    if not may_read(request.user):
        raise PermissionDenied
    now = timezone.now()
    today = local_date(now)
    return now, today, *read_period(request.GET, today)

"""The register's page in the back office: choose a year, take it out, see who took it out before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from portal.core.models import ExportRecord

from ..actors import APPEAL_AUTHORITY, PPID, Person, officer
from . import exports, rows

RECORDS_SHOWN = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    _keeper(request)
    records = ExportRecord.objects.filter(what=exports.WHAT)[:RECORDS_SHOWN]
    response = TemplateResponse(request, "requests/register.html", {"years": rows.years(), "records": records})
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def take_out(request: HttpRequest, year: str, kind: str) -> HttpResponse:
    """A POST, because it is on record: no prefetch and no link takes the register out."""
    person = _keeper(request)
    if int(year) not in rows.years():
        raise Http404
    if kind == "xlsx":
        response = StreamingHttpResponse(exports.spreadsheet(int(year), person), content_type=XLSX)
    else:
        response = HttpResponse(exports.paper(int(year), person), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"register-permohonan-{year}.{kind}")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def may_keep(person: Person) -> bool:
    """Whoever sees every request with all of its columns (``visibility``)."""
    return bool(person.hat(PPID) or person.hat(APPEAL_AUTHORITY))


def _keeper(request: HttpRequest) -> Person:
    person = officer(request.user, timezone.localdate())
    if not may_keep(person):
        raise Http404
    return person

"""A register's page in the back office: choose a year, take it out, see who took it out before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from portal.core.models import ExportRecord

from ..actors import APPEAL_AUTHORITY, PPID, Person, officer
from . import exports
from .registers import Register

RECORDS_SHOWN = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show(request: HttpRequest, register: Register) -> HttpResponse:
    _keeper(request)
    records = ExportRecord.objects.filter(what=register.what)[:RECORDS_SHOWN]
    context = {"register": register, "years": register.years(), "records": records}
    response = TemplateResponse(request, "requests/register.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def take_out(request: HttpRequest, year: str, kind: str, register: Register) -> HttpResponse:
    """A POST, because it is on record: no prefetch and no link takes the register out."""
    person = _keeper(request)
    if int(year) not in register.years():
        raise Http404
    if kind == "xlsx":
        response = StreamingHttpResponse(exports.spreadsheet(register, int(year), person), content_type=XLSX)
    else:
        response = HttpResponse(exports.paper(register, int(year), person), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{register.what}-{year}.{kind}")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def may_keep(person: Person) -> bool:
    """Whoever sees every case with all of its columns (``visibility``)."""
    return bool(person.hat(PPID) or person.hat(APPEAL_AUTHORITY))


def _keeper(request: HttpRequest) -> Person:
    person = officer(request.user, timezone.localdate())
    if not may_keep(person):
        raise Http404
    return person

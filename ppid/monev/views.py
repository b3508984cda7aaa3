"""The self-check in the back office: the report, one item's form, and the sheet to take out."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.downloads import private_download
from portal.core.models import ExportRecord
from portal.core.private_pages import private_page
from portal.workdays.calendar import local_date

from . import answering, definition, exports, permissions
from .forms import ItemForm
from .models import ItemAnswer
from .report import report_of

RECORDS_SHOWN = 20
UNPROCESSABLE = 422
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@private_page
@non_atomic_requests
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if not permissions.reads(request.user):
        raise PermissionDenied
    report = report_of(definition.current(), local_date(timezone.now()))
    context = {
        "report": report,
        "may_answer": permissions.answers(request.user),
        "records": ExportRecord.objects.filter(what=exports.WHAT)[:RECORDS_SHOWN],
    }
    return TemplateResponse(request, "monev/report.html", context)


@private_page
@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def answer_item(request: HttpRequest, code: str) -> HttpResponse:
    """No transaction round it: the addresses are asked first, and each page of ours begins its own."""
    office = permissions.office(request.user)
    if not office:
        raise PermissionDenied
    questionnaire = definition.current()
    item = questionnaire.item(code)
    if item is None:
        raise Http404
    key = {"questionnaire": questionnaire.code, "item": item.code}
    answer = ItemAnswer.objects.filter(**key).first() or ItemAnswer(**key)
    form = ItemForm(request.POST or None, instance=answer)
    if request.method == "POST" and form.is_valid():
        answering.save(form, request.user, office, timezone.now())
        messages.success(request, f"Butir {item.code} disimpan dan alamatnya diperiksa.")
        return redirect("monev_report")
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "monev/item.html", {"form": form, "item": item}, status=status)


@require_POST
def take_out(request: HttpRequest, kind: str) -> HttpResponse:
    """A POST, because it is on record."""
    if not permissions.reads(request.user):
        raise PermissionDenied
    if kind not in TYPES:
        raise Http404
    today = local_date(timezone.now())
    office = permissions.office(request.user) or "Administrator"
    content = exports.take_out(report_of(definition.current(), today), kind, request.user, office)
    return private_download(content, TYPES[kind], f"periksa-diri-monev-{today.isoformat()}.{kind}")

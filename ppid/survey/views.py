"""The survey's public pages: the sheet, the thanks, the sheet for paper, and what the agency publishes of it."""

from __future__ import annotations

from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.core import robots
from portal.core.models import AgencyIdentity
from portal.core.private_pages import private_page

from . import definition, paper, receiving
from .forms import SheetForm
from .models import SurveyResult
from .reading import figures_of
from .showing import shown_of

TOO_LARGE, UNPROCESSABLE, TOO_MANY = 413, 422, 429
OPEN_TOO_LONG = "Halaman ini terlalu lama terbuka. Jawaban Anda masih ada: kirim sekali lagi."


@private_page
@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """The empty sheet, or what was sent with it."""
    if request.method == "POST":
        return _take(request)
    return _sheet(request, SheetForm(definition=definition.current()), *_fresh())


def _take(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if robots.is_oversized(request):
        return TemplateResponse(request, "survey/not_taken.html", status=TOO_LARGE)
    if robots.fell_into_trap(request, now):
        return redirect("survey_thanks")
    number, stamp = request.POST.get(receiving.NUMBER, ""), request.POST.get(robots.STAMP, "")
    form = SheetForm(request.POST, definition=definition.current())
    if not receiving.is_valid(number, stamp, now):
        form.add_error(None, OPEN_TOO_LONG)
        number, stamp = _fresh()
    elif form.is_valid() and receiving.is_too_quick(number, stamp, now):
        form.add_error(None, robots.TOO_QUICK)
    if form.is_valid():
        try:
            receiving.take(form, number, request, now)
        except receiving.TooMany as many:
            return _too_many(request, many.seconds)
        return redirect("survey_thanks")
    return _sheet(request, form, number, stamp)


def _fresh() -> tuple[str, str]:
    number = receiving.new_number()
    return number, receiving.stamp_for(number, timezone.now())


def _sheet(request: HttpRequest, form: SheetForm, number: str, stamp: str) -> HttpResponse:
    context = {
        "form": form,
        "number_name": receiving.NUMBER,
        "number": number,
        "stamp_name": robots.STAMP,
        "stamp": stamp,
        "trap_name": robots.TRAP,
    }
    return TemplateResponse(request, "survey/sheet.html", context, status=UNPROCESSABLE if form.errors else 200)


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    response = TemplateResponse(request, "survey/too_many.html", {"minutes": -(-seconds // 60)}, status=TOO_MANY)
    response["Retry-After"] = str(seconds)
    return response


@private_page
@non_atomic_requests
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whether his sheet was kept, came twice or was a robot's."""
    has_results = SurveyResult.objects.filter(published=True).exists()
    return TemplateResponse(request, "survey/thanks.html", {"has_results": has_results})


@non_atomic_requests
@require_safe
def for_paper(request: HttpRequest) -> HttpResponse:
    """The sheet to be printed and filled in by hand."""
    pdf = paper.sheet_pdf(definition.current(), AgencyIdentity.for_request(request))
    headers = {"Content-Disposition": 'inline; filename="survei-kepuasan.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@non_atomic_requests
@require_safe
def results(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """What the PPID published of a year; of the newest, where none is asked for."""
    published = list(SurveyResult.objects.filter(published=True))
    result = next((result for result in published if year in (None, result.year)), None)
    if result is None and year is not None:
        raise Http404
    context = {"result": result, "years": [other.year for other in published]}
    if result is not None:
        context |= {"shown": shown_of(figures_of(result)), "follow_ups": _follow_ups(result)}
    return TemplateResponse(request, "survey/results.html", context)


def _follow_ups(result: SurveyResult) -> list[dict[str, object]]:
    """The promises, each with the element of that year's survey that it mends."""
    names = {element.code: element.name for element in definition.load(result.definition).elements}
    return [
        {"promise": promise, "element": names.get(promise.element, promise.element)}
        for promise in result.follow_ups.all()
    ]

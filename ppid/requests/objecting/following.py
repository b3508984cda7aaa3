"""Following an objection: it is found only within the visit that number and code opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core import vault
from portal.core.downloads import private_download
from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days, local_date

from .. import acts
from ..actors import applicant
from ..case_file.download import TooOften, download
from ..letters.receipt import receipt_pdf
from ..models import Objection, RequestFile
from ..objections.procedure import OBJECTION, carry_out
from ..objections.visibility import aspects, letters_for, sees_file
from ..tracking.views import for_case
from .forms import ResponseForm, WithdrawalForm
from .standing import standing_of

if TYPE_CHECKING:
    from django import forms

    from ..models.cases import Case

CONFLICT, UNPROCESSABLE, TOO_MANY = 409, 422, 429


def _own(tracked: Case, pk: int) -> Objection:
    """The objection, if it is the one that is followed or one to the request that is; else 404."""
    own = Objection.objects.filter(pk=tracked.pk) if isinstance(tracked, Objection) else tracked.objections.all()
    return get_object_or_404(own.select_related("request", "dispute"), pk=pk)


@for_case
@require_safe
def status(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    return _status(request, tracked, _own(tracked, pk))


def _status(
    request: HttpRequest, tracked: Case, objection: Objection, problem: str = "", status: int = CONFLICT
) -> HttpResponse:
    """The objection's page; with a ``problem`` on it, it is answered with ``status``."""
    objection.refresh_from_db()
    person, today = applicant(objection), timezone.localdate()
    seen = aspects(objection, person)
    files = objection.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).select_related("file")
    context = {
        "tracked": tracked,
        "objection": objection,
        "problem": problem,
        "standing": standing_of(objection, today, closed_days()),
        "letters": letters_for(objection, person).exclude(kind="objection-receipt"),
        "files": files if sees_file(objection, RequestFile.Kind.RELEASED, seen) else (),
        "page": objection.page if objection.page and objection.page.live else None,
        "possible": {event.code for event in acts.possible_acts(objection, person, today, OBJECTION)},
    }
    return TemplateResponse(request, "requests/objecting/status.html", context, status=status if problem else 200)


@for_case
@require_POST
def receipt(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    """The receipt, which is made when it is first asked for."""
    objection = _own(tracked, pk)
    try:
        content = receipt_pdf(objection, applicant(objection))
    except (Refusal, vault.Unreadable) as problem:
        return _status(request, tracked, objection, str(problem))
    return private_download(content, "application/pdf", f"tanda-bukti-keberatan-{objection.sequence}.pdf")


@for_case
@require_POST
def letter(request: HttpRequest, tracked: Case, pk: int, letter_pk: int) -> HttpResponse:
    objection = _own(tracked, pk)
    found = get_object_or_404(letters_for(objection, applicant(objection)), pk=letter_pk)
    return _download(request, tracked, objection, found.given, found.given.name)


@for_case
@require_POST
def released_file(request: HttpRequest, tracked: Case, pk: int, file_pk: int) -> HttpResponse:
    """A file that was given because the superior ordered it."""
    objection = _own(tracked, pk)
    if not sees_file(objection, RequestFile.Kind.RELEASED, aspects(objection, applicant(objection))):
        raise Http404
    released = objection.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).select_related("file")
    found = get_object_or_404(released, pk=file_pk)
    return _download(request, tracked, objection, found.file, found.name)


def _download(request: HttpRequest, tracked: Case, objection: Objection, file, name: str) -> HttpResponse:
    try:
        content = vault.read(file, None, applicant(objection).office, f"keberatan {objection.number}")
    except vault.Unreadable as problem:
        return _status(request, tracked, objection, str(problem))
    return private_download(content, file.content_type, name)


@for_case
@require_POST
def case_file(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    """Everything that he was given about this objection and its request, in one download (PERKI 1/2013 Pasal 10)."""
    objection = _own(tracked, pk)
    try:
        return download(request, objection, applicant(objection), timezone.now())
    except TooOften as often:
        response = _status(request, tracked, objection, str(often), TOO_MANY)
        response["Retry-After"] = str(often.seconds)
        return response
    except (Refusal, vault.Unreadable) as problem:
        return _status(request, tracked, objection, str(problem))


@for_case
@require_http_methods(["GET", "HEAD", "POST"])
def respond(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    """Whether the applicant takes the superior's answer."""
    return _act(request, tracked, _own(tracked, pk), "respond", ResponseForm, "requests/objecting/respond.html")


@for_case
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    return _act(request, tracked, _own(tracked, pk), "withdraw", WithdrawalForm, "requests/objecting/withdraw.html")


def _act(
    request: HttpRequest, tracked: Case, objection: Objection, code: str, kind: type[forms.Form], template: str
) -> HttpResponse:
    """One act of the applicant on his objection: its form, and carrying it out."""
    person, now = applicant(objection), timezone.now()
    possible = {event.code for event in acts.possible_acts(objection, person, local_date(now), OBJECTION)}
    if code not in possible:
        return _status(request, tracked, objection, "Tindakan ini tidak dapat dilakukan sekarang.")
    form = kind(request.POST or None, initial={"version": objection.version})
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            carry_out(objection.pk, code, person, now, data, form.cleaned_data["version"])
        except Refusal as reason:
            return _status(request, tracked, objection, str(reason))
        return redirect("requests_tracked_objection", pk=objection.pk)
    context = {"tracked": tracked, "objection": objection, "form": form}
    return TemplateResponse(request, template, context, status=UNPROCESSABLE if form.errors else 200)

"""Following one's own request: find it, read it, complete it, withdraw it, take what was given."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core import vault
from portal.core.downloads import private_download
from portal.core.refusal import Refusal

from .. import acts
from ..actors import applicant
from ..lifecycle import BY_CODE, why_not
from ..models import InformationRequest, Letter, RequestFile
from ..private_pages import private_page
from ..visibility import Aspect, aspects, letters_for, sees_answer, sees_file
from . import finding, sessions
from .forms import CompletionForm, FindForm, WithdrawalForm
from .standing import standing_of

UNPROCESSABLE, TOO_MANY = 422, 429
WRONG = (
    "Nomor atau kode tidak cocok. Periksa keduanya. Kode yang hilang diganti di meja layanan kami setelah identitas "
    "Anda diperiksa."
)
ENDED = "Kunjungan Anda sudah berakhir. Isi nomor dan kode sekali lagi."

View = Callable[..., HttpResponse]


def for_applicant(view: View) -> View:
    """Hand the view the request that this browser follows; without one, ask for number and code."""

    @private_page
    @wraps(view)
    def shown(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        tracked = sessions.tracked_by(request, timezone.now())
        if tracked is None:
            return redirect("requests_track")
        response = view(request, tracked, *args, **kwargs)
        if sessions.COOKIE not in response.cookies:
            sessions.prolong(request, response)
        return response

    return shown


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Number and code. Whatever is wrong with them, the answer is the same to the byte."""
    if request.method != "POST":
        return TemplateResponse(request, "requests/tracking/find.html", {"form": FindForm(), "note": _note(request)})
    form, now = FindForm(request.POST), timezone.now()
    if form.is_valid():
        try:
            tracked = finding.find(request, form.cleaned_data["number"], form.cleaned_data["code"], now)
        except finding.TooOften as often:
            return _too_often(request, often.seconds)
        if tracked is not None:
            response = redirect("requests_status")
            sessions.begin(request, response, tracked, now)
            return response
        # An empty form: what was typed would make the answers to two wrong tries differ.
        context = {"form": FindForm(), "problem": WRONG}
        return TemplateResponse(request, "requests/tracking/find.html", context, status=UNPROCESSABLE)
    return TemplateResponse(request, "requests/tracking/find.html", {"form": form}, status=UNPROCESSABLE)


@require_safe
@for_applicant
def status(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    return _status(request, tracked)


@require_safe
@for_applicant
def letter(request: HttpRequest, tracked: InformationRequest, pk: int) -> HttpResponse:
    """A letter as PDF: the signed one, if it was put back."""
    person = applicant(tracked)
    found: Letter = get_object_or_404(letters_for(tracked, person), pk=pk)
    file = found.final or found.pdf
    return private_download(_read(file, tracked, found.get_kind_display()), file.content_type, file.name)


@require_safe
@for_applicant
def released_file(request: HttpRequest, tracked: InformationRequest, pk: int) -> HttpResponse:
    """A file of the answer."""
    seen = aspects(tracked, applicant(tracked))
    if not sees_file(tracked, RequestFile.Kind.RELEASED, seen):
        raise Http404
    given = tracked.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).select_related("file")
    found = get_object_or_404(given, pk=pk)
    return private_download(_read(found.file, tracked, "informasi yang diberikan"), found.file.content_type, found.name)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicant
def complete(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    """What was missing, from the applicant himself."""
    if request.method != "POST" and (reason := _why_not("complete", tracked)):
        return _status(request, tracked, reason)
    form = CompletionForm(request.POST or None, request.FILES or None, initial={"version": tracked.version})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                files = [(kind, vault.store_rewritten(file)) for kind, file in form.uploads().items()]
                _act(tracked, "complete", form, text=form.cleaned_data["text"], files=files)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        except Refusal as reason:
            return _status(request, tracked, str(reason))
        else:
            return redirect("requests_status")
    missing = tracked.letters.filter(kind=Letter.Kind.INCOMPLETE).order_by("-pk").first()
    context = {"form": form, "tracked": tracked, "missing": missing.content["said"]["missing"] if missing else ()}
    code = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "requests/tracking/complete.html", context, status=code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicant
def withdraw(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    if request.method != "POST" and (reason := _why_not("withdraw", tracked)):
        return _status(request, tracked, reason)
    form = WithdrawalForm(request.POST or None, initial={"version": tracked.version})
    if request.method == "POST" and form.is_valid():
        try:
            _act(tracked, "withdraw", form, reason=form.cleaned_data["reason"])
        except Refusal as reason:
            return _status(request, tracked, str(reason))
        return redirect("requests_status")
    code = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "tracked": tracked}
    return TemplateResponse(request, "requests/tracking/withdraw.html", context, status=code)


@require_POST
@for_applicant
def take_over(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    """The applicant confirms that he has what he was given."""
    try:
        acts.carry_out(tracked.pk, "deliver", applicant(tracked), timezone.now())
    except Refusal as reason:
        return _status(request, tracked, str(reason))
    return redirect("requests_status")


@private_page
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    response = redirect("requests_track")
    sessions.end(request, response)
    return response


@private_page
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR code of a letter leads: whether such a letter was issued, and nothing about anybody."""
    found = get_object_or_404(Letter, code=code)
    return TemplateResponse(request, "requests/verify.html", {"letter": found})


def _status(request: HttpRequest, tracked: InformationRequest, problem: str = "") -> HttpResponse:
    tracked.refresh_from_db()
    person = applicant(tracked)
    seen = aspects(tracked, person)
    possible = {event.code for event in acts.possible_acts(tracked, person, timezone.localdate())}
    answered = sees_answer(tracked, seen)
    context: dict[str, Any] = {
        "tracked": tracked,
        "problem": problem,
        "standing": standing_of(tracked),
        "items": tracked.items.select_related("page") if Aspect.ITEMS in seen else (),
        "answered": answered,
        "files": _given(tracked) if answered else (),
        "letters": letters_for(tracked, person),
        "possible": possible,
    }
    return TemplateResponse(request, "requests/tracking/status.html", context, status=409 if problem else 200)


def _note(request: HttpRequest) -> str:
    """Why somebody who was following his request is asked for number and code again."""
    is_over = sessions.COOKIE in request.COOKIES and sessions.tracked_by(request, timezone.now()) is None
    return ENDED if is_over else ""


def _given(tracked: InformationRequest):
    return tracked.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).select_related("file")


def _why_not(code: str, tracked: InformationRequest) -> str:
    today = timezone.localdate()
    actor = applicant(tracked).as_actor(tracked)
    return why_not(BY_CODE[code], acts.facts_of(tracked, today), actor, today)


def _act(tracked: InformationRequest, code: str, form, **data) -> None:
    acts.carry_out(tracked.pk, code, applicant(tracked), timezone.now(), data, form.cleaned_data["version"])


def _read(file, tracked: InformationRequest, purpose: str) -> bytes:
    person = applicant(tracked)
    try:
        return vault.read(file, None, person.office, f"{purpose}, permohonan {tracked.number}")
    except vault.Unreadable as problem:
        raise Http404(str(problem)) from problem


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    context = {"minutes": ceil(seconds / 60)}
    response = TemplateResponse(request, "requests/tracking/too_often.html", context, status=TOO_MANY)
    response["Retry-After"] = str(seconds)
    return response

"""Following one's own request: find it, read it, complete it, withdraw it, take what was given."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import ceil
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core import outage, vault
from portal.core.downloads import private_download
from portal.core.private_pages import private_page
from portal.core.refusal import Refusal
from portal.core.views import page_not_found
from portal.workdays.calendar import closed_days

from .. import acts
from ..actors import applicant
from ..letters.receipt import receipt_of
from ..lifecycle import BY_CODE, why_not
from ..models import InformationRequest, Letter, Objection, RequestFile
from ..visibility import aspects, letters_for, sees_answer, sees_file
from . import finding, sessions
from .answer import answer_of, asked, released
from .forms import CompletionForm, FindForm, WithdrawalForm
from .standing import standing_of

if TYPE_CHECKING:
    from django import forms

    from portal.core.models import PrivateFile

    from ..models.cases import Case

CONFLICT, UNPROCESSABLE, TOO_MANY = 409, 422, 429
WRONG = (
    "Nomor atau kode tidak cocok. Periksa keduanya. Kode yang hilang diganti di meja layanan kami setelah identitas "
    "Anda diperiksa."
)
ENDED = "Kunjungan Anda sudah berakhir. Isi nomor dan kode sekali lagi."

View = Callable[..., HttpResponse]


def for_applicant(view: View) -> View:
    """Hand the view the request that this browser follows; whoever follows an objection without one is led there."""

    @wraps(view)
    def of_request(request: HttpRequest, tracked: Case, *args, **kwargs) -> HttpResponse:
        if isinstance(tracked, Objection):
            return redirect("requests_tracked_objection", pk=tracked.pk)
        return view(request, tracked, *args, **kwargs)

    return for_case(of_request)


def for_case(view: View) -> View:
    """Hand the view what this browser follows; without anything, ask for number and code."""

    @private_page
    @wraps(view)
    def shown(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        tracked = sessions.tracked_by(request, timezone.now())
        if tracked is None:
            return redirect("requests_track")
        try:
            response = view(request, tracked, *args, **kwargs)
        except Http404 as nothing:
            # Answered here, so that no cache keeps it: what is not found today may be there tomorrow.
            response = page_not_found(request, nothing)
        sessions.prolong(request, response)
        return response

    return shown


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Number and code. Whichever of them is wrong, the answer is the same to the byte."""
    if request.method != "POST":
        return _find(request, FindForm(), **_visit(request))
    form, now = FindForm(request.POST), timezone.now()
    if not form.is_valid():
        return _find(request, form, status=UNPROCESSABLE)
    try:
        tracked = finding.find(request, form.cleaned_data["number"], form.cleaned_data["code"], now)
    except finding.TooOften as often:
        return _too_often(request, often.seconds)
    if tracked is None:
        # An empty form: what was typed would make the answers to two wrong tries differ.
        return _find(request, FindForm(), status=UNPROCESSABLE, problem=WRONG)
    response = redirect("requests_status")
    sessions.begin(response, tracked, now)
    return response


def _find(request: HttpRequest, form: FindForm, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"form": form, "is_for_objection": request.GET.get("untuk") == "keberatan"}
    return TemplateResponse(request, "requests/tracking/find.html", context, status=status)


def _visit(request: HttpRequest) -> dict[str, Any]:
    """For somebody who comes back: the way to the request he still follows, or why he is asked again."""
    if sessions.COOKIE not in request.COOKIES:
        return {}
    if sessions.tracked_by(request, timezone.now()):
        return {"is_following": True}
    return {"note": ENDED}


@for_applicant
@require_safe
def status(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    return _status(request, tracked)


# What is read of a case is on record, so it is asked for by POST: no followed link writes anything.


@for_applicant
@require_POST
def letter(request: HttpRequest, tracked: InformationRequest, pk: int) -> HttpResponse:
    """A letter as PDF: the signed one, if it was put back."""
    return _letter(request, tracked, get_object_or_404(letters_for(tracked, applicant(tracked)), pk=pk))


@for_applicant
@require_POST
def receipt(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    """The receipt, which is made when it is first asked for."""
    try:
        made = receipt_of(tracked)
    except Refusal as reason:
        return _status(request, tracked, str(reason), outage.STATUS)
    return _letter(request, tracked, made)


def _letter(request: HttpRequest, tracked: InformationRequest, found: Letter) -> HttpResponse:
    file, kind = found.given, found.get_kind_display()
    name = f"{kind} {found.number.replace('/', '-')}{PurePath(file.name).suffix}"
    return _download(request, tracked, file, name, kind)


@for_applicant
@require_POST
def released_file(request: HttpRequest, tracked: InformationRequest, pk: int) -> HttpResponse:
    """A file of the answer."""
    if not sees_file(tracked, RequestFile.Kind.RELEASED, aspects(tracked, applicant(tracked))):
        raise Http404
    found = get_object_or_404(released(tracked), pk=pk)
    return _download(request, tracked, found.file, found.name, "informasi yang diberikan")


@outage.keeps_what_was_typed
@for_applicant
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    """What was missing, from the applicant himself. No file is opened for a request that needs none."""
    if reason := _why_not("complete", tracked):
        return _status(request, tracked, reason)
    form = CompletionForm(request.POST or None, request.FILES or None, initial={"version": tracked.version})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                files = [(kind, vault.store_rewritten(file)) for kind, file in form.uploads().items()]
                _act(tracked, "complete", form, text=form.cleaned_data["text"], files=files)
        except ValidationError as refused:
            form.add_error(None, refused)
        except Refusal as reason:
            return _status(request, tracked, str(reason))
        else:
            return redirect("requests_status")
    notice = tracked.letters.filter(kind=Letter.Kind.INCOMPLETE).order_by("pk").last()
    context = {"missing": notice.content["said"]["missing"] if notice else ()}
    return _form(request, tracked, "requests/tracking/complete.html", form, **context)


@outage.keeps_what_was_typed
@for_applicant
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    """The applicant takes his request back, with a reason, while it is unanswered; later he is told why he cannot."""
    if reason := _why_not("withdraw", tracked):
        return _status(request, tracked, reason)
    form = WithdrawalForm(request.POST or None, initial={"version": tracked.version})
    if request.method == "POST" and form.is_valid():
        try:
            _act(tracked, "withdraw", form, reason=form.cleaned_data["reason"])
        except Refusal as reason:
            return _status(request, tracked, str(reason))
        return redirect("requests_status")
    return _form(request, tracked, "requests/tracking/withdraw.html", form)


@for_applicant
@require_POST
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
    found = get_object_or_404(Letter.objects.prefetch_related("signed__file"), code=code)
    return TemplateResponse(request, "requests/tracking/verify.html", {"letter": found})


def _status(
    request: HttpRequest, tracked: InformationRequest, problem: str = "", status: int = CONFLICT
) -> HttpResponse:
    """The request's page; with a ``problem`` on it, it is answered with ``status``."""
    tracked.refresh_from_db()
    person, today = applicant(tracked), timezone.localdate()
    context: dict[str, Any] = {
        "tracked": tracked,
        "problem": problem,
        "standing": standing_of(tracked, today, closed_days()),
        "answer": answer_of(tracked) if sees_answer(tracked, aspects(tracked, person)) else asked(tracked),
        # The receipt has an address of its own, since it may have to be made first.
        "letters": letters_for(tracked, person).exclude(kind=Letter.Kind.RECEIPT),
        "possible": {event.code for event in acts.possible_acts(tracked, person, today)},
        "objections": tracked.objections.order_by("pk"),
    }
    return TemplateResponse(request, "requests/tracking/status.html", context, status=status if problem else 200)


def _form(
    request: HttpRequest, tracked: InformationRequest, template: str, form: forms.Form, **context: Any
) -> HttpResponse:
    code = outage.status_of(form, UNPROCESSABLE) if form.errors else 200
    return TemplateResponse(request, template, {"tracked": tracked, "form": form, **context}, status=code)


def _why_not(code: str, tracked: InformationRequest) -> str:
    today = timezone.localdate()
    actor = applicant(tracked).as_actor(tracked)
    return why_not(BY_CODE[code], acts.facts_of(tracked, today), actor, today)


def _act(tracked: InformationRequest, code: str, form: forms.Form, **data: Any) -> None:
    acts.carry_out(tracked.pk, code, applicant(tracked), timezone.now(), data, form.cleaned_data["version"])


def _download(
    request: HttpRequest, tracked: InformationRequest, file: PrivateFile, name: str, what: str
) -> HttpResponse:
    """The file, called ``name``; that the applicant read it is on record. One that cannot be opened is told of."""
    try:
        content = vault.read(file, None, applicant(tracked).office, f"{what}, permohonan {tracked.number}")
    except vault.Unreadable as problem:
        return _status(request, tracked, str(problem))
    return private_download(content, file.content_type, name)


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    context = {"minutes": ceil(seconds / 60)}
    response = TemplateResponse(request, "requests/tracking/too_often.html", context, status=TOO_MANY)
    response["Retry-After"] = str(seconds)
    return response

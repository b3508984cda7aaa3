"""Objecting, and following an objection: it is found only within the visit that number and code opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.core import robots, throttling, vault
from portal.core.downloads import private_download
from portal.core.private_pages import private_page
from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import YearNotLoaded

from .. import acts, secret
from ..actors import applicant
from ..case_file.bundle import as_download, bundle
from ..clocks.explaining import period
from ..letters.receipt import receipt_pdf
from ..models import InformationRequest, Objection, RequestFile
from ..objections.filing import filing
from ..objections.procedure import OBJECTION, carry_out
from ..objections.registration import Statement, answered_on, register
from ..objections.visibility import aspects, letters_for, sees_file
from ..tracking import sessions
from ..tracking.views import for_applicant, for_case
from . import envelope, fitting
from .forms import AboutRequestForm, ObjectionForm, PeriodicForm, ResponseForm, WithdrawalForm
from .standing import standing_of

if TYPE_CHECKING:
    from django import forms

    from ..models.cases import Case

CONFLICT, TOO_LARGE, UNPROCESSABLE, TOO_MANY = 409, 413, 422, 429
TERMS = {"file": "C06", "decide": "C07", "dispute": "C08"}
WEB = InformationRequest.Channel.WEB
SENDING, SENT_AN_HOUR, HOUR = "send-objection", 5, timedelta(hours=1)
# Nobody tells what happened in less.
LEAST = timedelta(seconds=8)
OPEN_TOO_LONG = "Halaman ini terlalu lama terbuka. Isian Anda masih ada: kirim sekali lagi."


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What an objection is, who decides, how long it takes, and the two ways to make one."""
    return TemplateResponse(request, "requests/objecting/start.html", {"terms": _terms()})


def _terms() -> dict[str, str]:
    return {name: period(clock_id) for name, clock_id in TERMS.items()}


# --- Making one ----------------------------------------------------------------------------------------------------


@for_applicant
@require_http_methods(["GET", "HEAD", "POST"])
def about_request(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    """An objection to the request that this browser follows."""
    known = {
        "informasi": "\n".join(f"{item.order}. {item.text}" for item in tracked.items.all())[:5000],
        "tujuan": tracked.purpose,
    }
    kind = partial(AboutRequestForm, notes=fitting.notes(fitting.known_of(tracked, timezone.localdate())))
    made = _made(request, kind, tracked, known)
    if isinstance(made, Objection):
        return redirect("requests_tracked_objection", pk=made.pk)
    form, sealed, status = made
    context = {"tracked": tracked, "term": _filing_term(tracked), **_open(form, sealed)}
    return TemplateResponse(request, "requests/objecting/about_request.html", context, status=status)


def _filing_term(tracked: InformationRequest) -> dict[str, Any]:
    """Until when it should be filed, by the widest reading of its reasons; and whether that day is over."""
    try:
        term = filing("acdefg", answered_on=answered_on(tracked), due_on=tracked.due_on, closed=closed_days())
    except YearNotLoaded:
        return {}
    today = timezone.localdate()
    return {"day": term.latest, "is_over": term.is_late(today), "terms": term.terms}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def about_missing(request: HttpRequest) -> HttpResponse:
    """Periodic information that should be there and is not: without a request, with a code of its own."""
    made = _made(request, PeriodicForm, None, {})
    if not isinstance(made, Objection):
        form, sealed, status = made
        return TemplateResponse(request, "requests/objecting/about_missing.html", _open(form, sealed), status=status)
    kept = envelope.opened(request.POST[envelope.NAME], timezone.now())
    if kept is None or not secret.matches(kept.code, made.secret_hash):
        # Sent again after a new code was given out: the old one opens nothing.
        return redirect("requests_track")
    context = {"objection": made, "code": kept.code, "dates": _dates(made)}
    response = TemplateResponse(request, "requests/objecting/sent.html", context)
    sessions.begin(response, made, timezone.now())
    return response


def _dates(objection: Objection):
    return standing_of(objection, timezone.localdate(), closed_days()).dates


def _made(
    request: HttpRequest, kind: Callable[..., ObjectionForm], about: InformationRequest | None, known: dict[str, Any]
) -> Objection | tuple[ObjectionForm, str, int]:
    """The objection that was sent; or the form, its envelope, and the status with which it is put (again)."""
    now = timezone.now()
    if request.method != "POST":
        return kind(initial=known), envelope.new(), 200
    form, sealed = kind(request.POST, request.FILES), request.POST.get(envelope.NAME, "")
    kept = envelope.opened(sealed, now)
    if kept is None:
        form.add_error(None, OPEN_TOO_LONG)
        return form, envelope.new(), UNPROCESSABLE
    if robots.is_oversized(request):
        return kind(initial=known), sealed, TOO_LARGE
    if not form.is_valid():
        return form, sealed, UNPROCESSABLE
    stamp = request.POST.get(robots.STAMP, "")
    if robots.fell_into_trap(request, now) or robots.is_too_quick(stamp, _form_name(sealed), now, LEAST):
        form.add_error(None, robots.TOO_QUICK)
        return form, sealed, UNPROCESSABLE
    key = throttling.key_of(request, SENDING)
    if not _was_sent(kept) and not throttling.hit(key, SENT_AN_HOUR, HOUR, now):
        minutes = -(-throttling.seconds_left(key, HOUR, now) // 60)
        form.add_error(
            None, f"Sudah terlalu banyak keberatan dikirim dari sambungan ini. Coba lagi {minutes} menit lagi."
        )
        return form, sealed, TOO_MANY
    try:
        return _registered(form, kept, about)
    except (ValidationError, Refusal) as refused:
        form.add_error(None, getattr(refused, "messages", None) or str(refused))
        return form, sealed, UNPROCESSABLE


def _was_sent(kept: envelope.Envelope) -> bool:
    return Objection.objects.filter(form_key=kept.form_key).exists()


def _registered(form: ObjectionForm, kept: envelope.Envelope, about: InformationRequest | None) -> Objection:
    """The hash, slow on purpose, is taken before the transaction for which others wait."""
    secret_hash = "" if about else secret.hashed(kept.code)
    with transaction.atomic():
        if (sent := Objection.objects.filter(form_key=kept.form_key).first()) is not None:
            return sent
        files = [(kind, vault.store_rewritten(file)) for kind, file in form.uploads().items()]
        statement = Statement(form_key=kept.form_key, files=files, **form.said())
        now = timezone.now()
        objection, _ = register(statement, about, channel=WEB, received_at=now, now=now, secret_hash=secret_hash)
        return objection


def _open(form: ObjectionForm, sealed: str) -> dict[str, Any]:
    """What the page of an open form needs: the form in groups, its envelope and its guards."""
    return {
        "form": form,
        "groups": [
            ("", [field for field in form if field.name not in (*form.REPRESENTATIVE, "pernyataan")]),
            ("Bila diajukan oleh kuasa", [form[name] for name in form.REPRESENTATIVE]),
            ("", [form["pernyataan"]]),
        ],
        "envelope_name": envelope.NAME,
        "envelope": sealed,
        "stamp_name": robots.STAMP,
        "stamp": _stamp(form, sealed),
        "trap_name": robots.TRAP,
    }


def _stamp(form: ObjectionForm, sealed: str) -> str:
    """Put again, the form keeps the moment at which it was first put: faults make nobody quicker."""
    now, sent = timezone.now(), form.data.get(robots.STAMP, "")
    return sent if robots.is_ours(sent, _form_name(sealed), now) else robots.stamped(_form_name(sealed), now)


def _form_name(sealed: str) -> str:
    return f"keberatan:{sealed}"


# --- Following one --------------------------------------------------------------------------------------------------


def _own(tracked: Case, pk: int) -> Objection:
    """The objection, if it is the one that is followed or one to the request that is; else 404."""
    own = Objection.objects.filter(pk=tracked.pk) if isinstance(tracked, Objection) else tracked.objections.all()
    return get_object_or_404(own.select_related("request", "dispute"), pk=pk)


@for_case
@require_safe
def status(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    return _status(request, tracked, _own(tracked, pk))


def _status(request: HttpRequest, tracked: Case, objection: Objection, problem: str = "") -> HttpResponse:
    objection.refresh_from_db()
    person, today = applicant(objection), timezone.localdate()
    seen = aspects(objection, person)
    files = objection.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).select_related("file")
    context = {
        "tracked": tracked,
        "objection": objection,
        "problem": problem,
        "standing": standing_of(objection, today, closed_days()),
        "letters": letters_for(objection, person).exclude(kind="objection-receipt").prefetch_related("signed__file"),
        "files": files if sees_file(objection, RequestFile.Kind.RELEASED, seen) else (),
        "page": objection.page if objection.page and objection.page.live else None,
        "possible": {event.code for event in acts.possible_acts(objection, person, today, OBJECTION)},
    }
    return TemplateResponse(request, "requests/objecting/status.html", context, status=CONFLICT if problem else 200)


@for_case
@require_safe
def receipt(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    """The receipt, which is made when it is first asked for."""
    objection = _own(tracked, pk)
    try:
        content = receipt_pdf(objection, applicant(objection))
    except (Refusal, vault.Unreadable) as problem:
        return _status(request, tracked, objection, str(problem))
    return private_download(content, "application/pdf", f"tanda-bukti-keberatan-{objection.sequence}.pdf")


@for_case
@require_safe
def letter(request: HttpRequest, tracked: Case, pk: int, letter_pk: int) -> HttpResponse:
    objection = _own(tracked, pk)
    found = get_object_or_404(letters_for(objection, applicant(objection)), pk=letter_pk)
    return _download(request, tracked, objection, found.given, found.given.name)


@for_case
@require_safe
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
@require_safe
def case_file(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    """Everything that he was given about this objection and its request, in one download (PERKI 1/2013 Pasal 10)."""
    objection = _own(tracked, pk)
    try:
        content = bundle(objection, applicant(objection), timezone.now())
    except (Refusal, vault.Unreadable) as problem:
        return _status(request, tracked, objection, str(problem))
    return as_download(content, objection)


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

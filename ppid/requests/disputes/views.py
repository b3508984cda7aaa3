"""The tracker of disputes in the back office: for the PPID and his superior; to anybody else it is not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from portal.core import vault
from portal.core.downloads import private_download
from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import YearNotLoaded

from ..actors import Person, officer
from ..case_file.download import download
from ..clocks import rules
from ..models import Dispute, DisputeStep, Objection
from .forms import StepForm
from .recording import SUMMONS, came_in_time, record, register, why_not_disputed, why_not_recorded_by
from .steps import BY_CODE, REGISTER, Step, possible

CONFLICT, UNPROCESSABLE = 409, 422
CLOCKS = ("C08", "C09", "C10", "C22", "C23", "C11", "C12")
PER_PAGE = 50


@dataclass(frozen=True)
class Visit:
    objection: Objection
    person: Person
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def dispute(self) -> Dispute | None:
        return getattr(self.objection, "dispute", None)


def _official(request: HttpRequest) -> tuple[Person, datetime]:
    now = timezone.now()
    person = officer(request.user, local_date(now))
    if why_not_recorded_by(person):
        raise Http404
    return person, now


def _visit(request: HttpRequest, pk: int) -> Visit:
    person, now = _official(request)
    objection = get_object_or_404(Objection.objects.select_related("request", "dispute", "page"), pk=pk)
    return Visit(objection, person, now)


@non_atomic_requests
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """Disputes, those with the next hearing first."""
    _official(request)
    disputes = Dispute.objects.select_related("objection").order_by(
        F("hearing_at").asc(nulls_last=True), "-received_on", "-pk"
    )
    page = Paginator(disputes, PER_PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(request, "requests/disputes/list.html", {"page": page})


@non_atomic_requests
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One dispute: what happened, what runs, what may be recorded next; or the way to open the tracker."""
    here = _visit(request, pk)
    dispute = here.dispute
    steps = list(dispute.steps.select_related("file")) if dispute else []
    running = here.objection.deadlines.filter(clock__in=CLOCKS, replaced_at=None)
    running = sorted(running, key=lambda term: CLOCKS.index(term.clock))
    context = {
        "objection": here.objection,
        "dispute": dispute,
        "steps": [(step, _note_on_summons(step)) for step in steps],
        "clocks": [(rules.clock(term.clock).what, term) for term in running],
        "possible": possible(dispute.stage, {step.code for step in steps}) if dispute else [],
        "why_not": "" if dispute else why_not_disputed(here.objection),
    }
    return TemplateResponse(request, "requests/disputes/dispute.html", context)


def _note_on_summons(step: DisputeStep) -> str:
    if step.hearing_at is None:
        return ""
    try:
        in_time = came_in_time(step.on, timezone.localdate(step.hearing_at), closed_days())
    except YearNotLoaded as problem:
        return str(problem)
    if in_time:
        return ""
    summons = rules.clock(SUMMONS)
    return f"Panggilan diterima kurang dari {summons.amount} hari kerja sebelum sidang ({summons.source})."


@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One step: its form, and writing it down."""
    here = _visit(request, pk)
    step = _step(here, code)
    version = here.dispute.version if here.dispute else 0
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    has_page = here.objection.page_id is not None
    form = StepForm(*sent, step=step, today=here.today, version=version, has_page=has_page)
    if not sent:
        return _asked(request, here, step, form)
    if not form.is_valid():
        return _asked(request, here, step, form, UNPROCESSABLE)
    try:
        _written(here, step, form)
    except Refusal as refusal:
        return _asked(request, _visit(request, pk), step, form, CONFLICT, str(refusal))
    except ValidationError as refused:
        form.add_error("file", refused.messages)
        return _asked(request, here, step, form, UNPROCESSABLE)
    messages.success(request, f"Tercatat: {step.label.lower()}.")
    return redirect("requests_dispute", pk)


def _step(here: Visit, code: str) -> Step:
    if here.dispute is None and code == REGISTER.code:
        return REGISTER
    if here.dispute is None or code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


@transaction.atomic
def _written(here: Visit, step: Step, form: StepForm) -> None:
    what = form.record(here.person.user)
    if step is REGISTER:
        register(here.objection.pk, what, here.person, here.now)
    else:
        record(here.dispute.pk, step.code, what, here.person, here.now, form.cleaned_data["version"])


def _asked(
    request: HttpRequest, here: Visit, step: Step, form: StepForm, status: int = 200, refusal: str = ""
) -> HttpResponse:
    context = {
        "objection": here.objection,
        "dispute": here.dispute,
        "step": step,
        "form": form,
        "refusal": refusal,
    }
    return TemplateResponse(request, "requests/disputes/step.html", context, status=status)


@non_atomic_requests
@require_POST
def case_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's file of the case, for its written answer and its evidence (PERKI 1/2013 Pasal 25)."""
    here = _visit(request, pk)
    try:
        return download(request, here.objection, here.person, here.now)
    except (Refusal, vault.Unreadable) as problem:
        messages.error(request, str(problem))
        return redirect("requests_dispute", pk)


@non_atomic_requests
@require_POST
def read_file(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    """The file of one step; the reading is on record."""
    here = _visit(request, pk)
    if here.dispute is None:
        raise Http404
    step = get_object_or_404(here.dispute.steps.select_related("file__file"), pk=step_pk, file__isnull=False)
    kept = step.file.file
    try:
        content = vault.read(kept, here.person.user, here.person.office, step.label)
    except vault.Unreadable as problem:
        messages.error(request, str(problem))
        return redirect("requests_dispute", pk)
    return private_download(content, kept.content_type, step.file.name)

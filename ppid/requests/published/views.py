"""Making an answer public, and answering what is asked for again and again: the PPID's rooms; to others not there."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.core.refusal import Refusal
from portal.workdays.calendar import local_date
from ppid.information.public import draft_answer

from ..actors import PPID, Person, officer
from ..models import RepeatedDemand, RequestedItem
from .deciding import publish, why_not
from .demand import handle
from .forms import DemandForm, Outcome, PublishForm

CONFLICT, UNPROCESSABLE = 409, 422
PER_PAGE = 50


def _ppid(request: HttpRequest) -> tuple[Person, datetime]:
    now = timezone.now()
    person = officer(request.user, local_date(now))
    if not person.hat(PPID):
        raise Http404
    return person, now


@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def publish_answer(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """The PPID decides that the answer to one item becomes a page; a draft, which flow B still has to let out.

    Sends back to the case where ``why_not`` objects; 422 for a text that names somebody, 409 where another was first.
    """
    person, now = _ppid(request)
    item = get_object_or_404(RequestedItem.objects.select_related("request"), pk=item_pk, request__pk=pk)
    if reason := why_not(item, person, local_date(now)):
        messages.error(request, reason)
        return redirect("requests_case", pk)
    form = PublishForm(
        request.POST or None, case=item.request, initial={"title": item.text[:200], "summary": item.answer}
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            publish(item.pk, form.cleaned_data["title"], form.cleaned_data["summary"], person, now)
        except Refusal as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Naskahnya sudah dibuat. Halaman tayang setelah disetujui menurut SOP.")
            return redirect("requests_case", pk)
    status = CONFLICT if refusal else UNPROCESSABLE if form.errors else 200
    context = {"case": item.request, "item": item, "form": form, "refusal": refusal}
    return TemplateResponse(request, "requests/published/publish.html", context, status=status)


@non_atomic_requests
@require_safe
def show_demands(request: HttpRequest) -> HttpResponse:
    """What is asked for again and again, the open ones first."""
    _ppid(request)
    demands = RepeatedDemand.objects.annotate(requests=Count("items__request", distinct=True))
    page = Paginator(demands.order_by("outcome", "-raised_at", "-pk"), PER_PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(request, "requests/published/demands.html", {"page": page})


@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def answer_demand(request: HttpRequest, pk: int) -> HttpResponse:
    """The PPID settles what was asked for again: a page that has it, a draft of one, or a reason against both.

    422 for a gap in the form, 409 where another settled it first.
    """
    person, now = _ppid(request)
    demand = get_object_or_404(RepeatedDemand, pk=pk)
    form, refusal = DemandForm(request.POST or None, demand=demand), ""
    if request.method == "POST" and form.is_valid():
        try:
            _answer(demand, form.cleaned_data, person, now)
        except Refusal as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Tindak lanjut sudah dicatat.")
            return redirect("requests_demands")
    demand.refresh_from_db()
    context = {
        "demand": demand,
        "items": demand.items.select_related("request").order_by("request", "order"),
        "form": form,
        "refusal": refusal,
    }
    status = CONFLICT if refusal else UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "requests/published/demand.html", context, status=status)


@transaction.atomic
def _answer(demand: RepeatedDemand, said: dict, person: Person, now: datetime) -> None:
    handled = handle(demand.pk, said["outcome"], said["reason"], said["page"], person, now)
    if said["outcome"] == Outcome.DRAFTED:
        reference = f"permintaan-{handled.pk}"
        handled.page = draft_answer(said["title"], "", unit=None, reference=reference, on=local_date(now))
        handled.save(update_fields=["page"])

"""The list of requests in the back office: most urgent first, filtered, found by words, assigned many at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.core.paginator import Paginator
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.core.private_pages import private_page
from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days

from .. import acts
from ..actors import PETUGAS, PPID, Person, officer, officers
from ..models import InformationRequest, SavedFilter
from ..register.views import may_keep
from ..time_left import TimeLeft, time_left
from ..visibility import Aspect, aspects, visible_to
from .act_forms import OfficerField
from .filters import Filters, fields, number

PER_PAGE = 50
MOST_LISTED = 10_000
MOST_AT_ONCE = PER_PAGE


class CappedPaginator(Paginator):
    """Counts and turns no further than ``MOST_LISTED``: whoever needs more filters; nobody waits for a long count."""

    @cached_property
    def count(self) -> int:
        return min(self.object_list[: MOST_LISTED + 1].count(), MOST_LISTED)

    @property
    def is_capped(self) -> bool:
        return self.count == MOST_LISTED


@dataclass(frozen=True)
class Row:
    case: InformationRequest
    applicant: str
    left: TimeLeft | None


class AssignForm(forms.Form):
    """Many requests to one officer."""

    officer = OfficerField(label="Petugas", empty_label="Pilih …")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers(today)


class SaveForm(forms.Form):
    name = forms.CharField(label="Nama saringan", max_length=100)
    query = forms.CharField(max_length=1000, widget=forms.HiddenInput, required=False)


@private_page
@non_atomic_requests
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """The officer's requests, fifty a page. The query goes along with every link, so that no filter is lost.

    Reads without a transaction; applicants are named only to whom ``visibility`` shows them. 404 to others.
    """
    person, today = officer_of(request, timezone.now()), timezone.localdate()
    filters, visible = Filters.read(request.GET), visible_to(person)
    page = CappedPaginator(filters.apply(visible, today), PER_PAGE).get_page(request.GET.get("halaman"))
    page.object_list = list(page.object_list.select_related("unit", "officer").prefetch_related("items"))
    context = {
        "page": page,
        "rows": _rows(page.object_list, person, today),
        "filters": filters,
        "fields": fields(filters, visible),
        "query": filters.query(),
        "saved": SavedFilter.objects.filter(owner=request.user),
        "save_form": SaveForm(initial={"query": filters.query()}),
        "assign_form": AssignForm(today=today) if person.hat(PPID) else None,
        "may_enter": person.hat(PPID) or person.hat(PETUGAS),
        "may_keep_register": may_keep(person),
        "overdue": visible.overdue(today).count(),
    }
    return TemplateResponse(request, "requests/office/list.html", context)


@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Each request by its own act: one that does not allow it holds up no other, and is named."""
    now = timezone.now()
    person = officer_of(request, now)
    form = AssignForm(request.POST, today=timezone.localdate())
    chosen = [pk for pk in request.POST.getlist("chosen") if number(pk)][:MOST_AT_ONCE]
    back = redirect(f"{reverse('requests_list')}?{Filters.read(request.GET).query()}")
    if not form.is_valid() or not chosen:
        messages.error(request, "Pilih paling sedikit satu permohonan dan seorang petugas.")
        return back
    done = 0
    for case in visible_to(person).filter(pk__in=chosen):
        try:
            acts.carry_out(case.pk, "assign", person, now, {"officer": form.cleaned_data["officer"]})
        except Refusal as reason:
            messages.error(request, f"{case.number}: {reason}")
        else:
            done += 1
    if done:
        messages.success(request, f"{done} permohonan ditugaskan.")
    return back


@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    officer_of(request, timezone.now())
    form = SaveForm(request.POST)
    if form.is_valid():
        SavedFilter.objects.update_or_create(
            owner=request.user, name=form.cleaned_data["name"], defaults={"query": form.cleaned_data["query"]}
        )
        messages.success(request, "Saringan disimpan.")
    else:
        messages.error(request, "Beri nama saringan ini, paling panjang 100 huruf.")
    return redirect("requests_list")


@require_POST
def delete_filter(request: HttpRequest, pk: int) -> HttpResponse:
    officer_of(request, timezone.now())
    get_object_or_404(SavedFilter, pk=pk, owner=request.user).delete()
    messages.success(request, "Saringan dihapus.")
    return redirect("requests_list")


def officer_of(request: HttpRequest, now: datetime) -> Person:
    person = officer(request.user, timezone.localdate(now))
    if not person.is_officer:
        raise Http404
    return person


def _rows(cases: list[InformationRequest], person: Person, today: date) -> list[Row]:
    closed = closed_days()
    return [
        Row(
            case=case,
            applicant=case.applicant_name if Aspect.APPLICANT in aspects(case, person) else "",
            left=time_left(case.target_on, today, closed) if case.target_on else None,
        )
        for case in cases
    ]

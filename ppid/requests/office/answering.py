"""The page on which a unit writes its answer; saving it is the act ``draft`` of the table."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.core import outage
from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days

from ..lifecycle import BY_CODE
from . import overview
from .act_forms import ANSWERS
from .answer_forms import AnswersForm
from .case import CONFLICT, UNPROCESSABLE, Visit, carry_out, reason_against, visit, with_version
from .kinds import REQUESTS

HAND_IN = BY_CODE["hand-in"]
SEARCH = "cari"


@outage.keeps_what_was_typed
@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def write_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's answer item by item, with the files that go out (UU 14/2008 Pasal 22 ayat (7)).

    422 for a gap, 409 where the table forbids it now, or somebody saved first: then what was typed stays.
    """
    here = visit(request, REQUESTS, pk)
    if reason := reason_against(here, BY_CODE[ANSWERS]):
        if request.method == "POST":
            return _page(request, here, _form(here), CONFLICT, refusal=reason, may_act=False)
        messages.error(request, reason)
        return redirect("requests_case", pk)
    if request.method != "POST":
        return _page(request, here, _form(here, words=request.GET.get(SEARCH, "")[:200]))
    form = _form(here, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, here, form, UNPROCESSABLE)
    try:
        carry_out(here, ANSWERS, form)
    except Refusal as refusal:
        return _again(request, pk, form, str(refusal))
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, here, form, outage.status_of(form, UNPROCESSABLE))
    _tell(request, form)
    return redirect(_address(pk, form))


def _form(here: Visit, *sent, **more) -> AnswersForm:
    return AnswersForm(*sent, case=here.case, person=here.person, today=here.today, **more)


def _again(request: HttpRequest, pk: int, form: AnswersForm, refusal: str) -> HttpResponse:
    """Somebody was first: what was typed stays, and may be saved over what there is now, knowingly."""
    here = visit(request, REQUESTS, pk)
    again = _form(here, with_version(form, here.case))
    may_act = not reason_against(here, BY_CODE[ANSWERS])
    return _page(request, here, again, CONFLICT, refusal=refusal, may_act=may_act)


def _tell(request: HttpRequest, form: AnswersForm) -> None:
    """What became of each file, before and after."""
    messages.success(request, "Jawaban tersimpan.")
    for _, file in form.inspected():
        if file.taken_out:
            told = " ".join(finding.text for finding in file.taken_out)
            messages.success(request, f"“{file.name}” dibersihkan. Sebelumnya: {told}")
        if blocking := [finding.text for finding in file.left if finding.blocks]:
            messages.warning(request, f"“{file.name}” belum dapat diberikan: {' '.join(blocking)}")


def _address(pk: int, form: AnswersForm) -> str:
    """Back to the same page; with what was looked for, if anything was."""
    address = reverse("requests_answers", args=[pk])
    if form.data.get("do") != SEARCH:
        return address
    query = QueryDict(mutable=True)
    query[SEARCH] = form.cleaned_data[SEARCH]
    return f"{address}?{query.urlencode()}"


def _page(request: HttpRequest, here: Visit, form: AnswersForm, status: int = 200, **more) -> HttpResponse:
    context = {
        "kind": here.kind,
        "case": here.case,
        "left": overview.left_of(here.case, here.today, closed_days()),
        "form": form,
        "hand_in": HAND_IN,
        "why_not_handed_in": reason_against(here, HAND_IN),
        "may_act": True,
        **more,
    }
    return TemplateResponse(request, "requests/office/answers.html", context, status=status)

"""Objecting: the page before it, and the form in its two shapes, each page by page as the form for requests."""

from __future__ import annotations

from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core import outage
from portal.core.private_pages import private_page
from portal.workdays.calendar import closed_days

from .. import secret
from ..asking import answering, drafts
from ..asking.questionnaire import Questionnaire
from ..clocks.explaining import period
from ..models import InformationRequest, Objection
from ..tracking import sessions
from ..tracking.views import for_applicant
from .forms import REASONS
from .sending import send
from .standing import standing_of
from .steps import MissingObjectionWay, RequestObjectionWay

if TYPE_CHECKING:
    from ..tracking.views import View

TERMS = {"file": "C06", "decide": "C07", "dispute": "C08"}
VISIT_IS_OVER = 401


def _begin_visit(response: HttpResponse, objection: Objection, code: str, now: datetime) -> None:
    """Whoever sent it follows it from here; not by an old form, once a new code was given out."""
    if secret.matches(code, objection.secret_hash):
        sessions.begin(response, objection, now)


ABOUT_REQUEST = Questionnaire(
    sends="objection",
    title="Keberatan",
    way=RequestObjectionWay,
    shelf=drafts.Shelf(Objection),
    start="requests_status",
    begin="objecting_request",
    discard="objecting_request_discard",
    send=send,
    sent_at=lambda objection: reverse("requests_tracked_objection", args=[objection.pk]),
    has_code=False,
)
ABOUT_MISSING = Questionnaire(
    sends="objection",
    title="Keberatan",
    way=MissingObjectionWay,
    shelf=drafts.Shelf(Objection, "keberatan", "/keberatan/"),
    start="objecting_start",
    begin="objecting_missing",
    discard="objecting_missing_discard",
    send=send,
    sent_at=lambda objection: reverse("objecting_missing_sent"),
    after_sending=_begin_visit,
)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What an objection is, who decides, how long it takes, and the two ways to make one."""
    terms = {name: period(clock_id) for name, clock_id in TERMS.items()}
    context = {"terms": terms, "reasons": REASONS.values(), "questionnaire": ABOUT_MISSING}
    return TemplateResponse(request, "requests/objecting/start.html", context)


# --- To the request that this browser follows -----------------------------------------------------------------------


def _keeps_what_was_typed(view: View) -> View:
    """A visit that ends while somebody writes takes nothing from him: he reads his words again, and where to go on."""

    @private_page
    @wraps(view)
    def shown(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and sessions.tracked_by(request, timezone.now()) is None:
            asked = ABOUT_REQUEST.step(kwargs["slug"])
            fields = asked.form.base_fields if asked else {}
            typed = [(field.label, text) for name, field in fields.items() for text in request.POST.getlist(name)]
            context = {"typed": [pair for pair in typed if pair[1]], "questionnaire": ABOUT_REQUEST}
            return TemplateResponse(request, "requests/objecting/ended.html", context, status=VISIT_IS_OVER)
        return view(request, *args, **kwargs)

    return shown


@for_applicant
@require_safe
def begin_about_request(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    return answering.begin(request, ABOUT_REQUEST, tracked)


@for_applicant
@require_POST
def discard_about_request(request: HttpRequest, tracked: InformationRequest) -> HttpResponse:
    return answering.discard(request, ABOUT_REQUEST, tracked)


@outage.keeps_what_was_typed
@_keeps_what_was_typed
@for_applicant
@require_http_methods(["GET", "HEAD", "POST"])
def ask_about_request(request: HttpRequest, tracked: InformationRequest, slug: str) -> HttpResponse:
    return answering.question(request, ABOUT_REQUEST, slug, tracked)


# --- Without a request ----------------------------------------------------------------------------------------------


@private_page
@require_safe
def begin_about_missing(request: HttpRequest) -> HttpResponse:
    return answering.begin(request, ABOUT_MISSING)


@private_page
@require_POST
def discard_about_missing(request: HttpRequest) -> HttpResponse:
    return answering.discard(request, ABOUT_MISSING)


@outage.keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def ask_about_missing(request: HttpRequest, slug: str) -> HttpResponse:
    return answering.question(request, ABOUT_MISSING, slug)


@private_page
@require_safe
def sent_about_missing(request: HttpRequest) -> HttpResponse:
    """Number, code and dates with their proof: to the browser that sent it, for an hour."""
    shelf, now = ABOUT_MISSING.shelf, timezone.now()
    draft = drafts.find(drafts.token_of(request, shelf), now, shelf)
    if draft is None:
        context = {"questionnaire": ABOUT_MISSING}
        return TemplateResponse(request, "requests/asking/closed.html", context, status=410)
    if draft.sent is None:
        return answering.begin(request, ABOUT_MISSING)
    dates = standing_of(draft.sent, timezone.localdate(now), closed_days()).dates
    context = {"objection": draft.sent, "code": draft.code, "dates": dates}
    return TemplateResponse(request, "requests/objecting/sent.html", context)

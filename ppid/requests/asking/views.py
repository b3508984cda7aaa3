"""The pages round the questions: start, resuming, confirmation, receipt. No address says anything of anybody."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from portal.core import outage
from portal.core.downloads import private_download
from portal.core.private_pages import private_page
from portal.core.refusal import Refusal
from portal.core.vault import Unreadable
from portal.workdays.calendar import closed_days
from ppid.information.public import open_pages

from .. import deadlines
from ..actors import applicant
from ..clocks.explaining import period
from ..letters.receipt import receipt_pdf
from . import answering, drafts, offers
from .procedure import procedure
from .questionnaire import REQUEST
from .steps import RequestWay

log = logging.getLogger(__name__)

# What an applicant should know of time, by the clocks of the law.
TERMS = {"check": "C02", "complete": "C03", "answer": "C04", "extension": "C05", "object": "C06", "decide": "C07"}


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Who may ask, what it takes, and the ways beside this one."""
    steps = procedure(timezone.localdate(), closed_days())
    return TemplateResponse(request, "requests/asking/start.html", {"terms": _terms(), "steps": steps})


@require_safe
@private_page
def begin(request: HttpRequest) -> HttpResponse:
    """Give the browser its cookie and lead to the first question; or tell of a form that was not sent."""
    return answering.begin(request, REQUEST)


@require_POST
@private_page
def discard(request: HttpRequest) -> HttpResponse:
    """Delete what was answered, as the applicant wishes: the computer may not be his own."""
    return answering.discard(request, REQUEST)


@outage.keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one question, or take its answer."""
    return answering.question(request, REQUEST, slug)


@require_GET
@private_page
def follow_offer(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lead to a page that was offered; each that an applicant follows counts once."""
    pages = open_pages([page_id])
    if not pages:
        raise Http404
    token, now = drafts.token_of(request), timezone.now()
    draft = drafts.find(token, now)
    if draft is not None:
        with transaction.atomic():
            offers.follow(drafts.take(token, now), page_id, now)
    return redirect(pages[0].get_url(request))


@require_safe
@private_page
def sent(request: HttpRequest) -> HttpResponse:
    """Number, code and due date with its proof: to the browser that sent it, for an hour."""
    draft = drafts.find(drafts.token_of(request), timezone.now())
    if draft is None:
        return TemplateResponse(request, "requests/asking/closed.html", {"questionnaire": REQUEST}, status=410)
    if draft.sent is None:
        return redirect(RequestWay(draft).open.address)
    context = {
        "sent": draft.sent,
        "code": draft.code,
        "deadline": deadlines.current(draft.sent, deadlines.ANSWER),
        "terms": _terms(),
    }
    return TemplateResponse(request, "requests/asking/sent.html", context)


@require_POST
@private_page
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt, as long as the confirmation is shown."""
    draft = drafts.find(drafts.token_of(request), timezone.now())
    if draft is None or draft.sent is None:
        return TemplateResponse(request, "requests/asking/closed.html", {"questionnaire": REQUEST}, status=410)
    try:
        content = receipt_pdf(draft.sent, applicant(draft.sent))
    except (Refusal, Unreadable):
        log.exception("the receipt of request %s cannot be given", draft.sent.pk)
        return TemplateResponse(request, "requests/asking/no_receipt.html", {"questionnaire": REQUEST}, status=503)
    name = f"tanda-bukti-{draft.sent.sequence}-{draft.sent.year}.pdf"
    return private_download(content, "application/pdf", name)


def _terms() -> dict[str, Any]:
    return {name: period(clock_id) for name, clock_id in TERMS.items()}

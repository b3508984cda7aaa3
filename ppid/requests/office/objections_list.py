"""The list of objections: overdue first, filtered, found by number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from portal.core.private_pages import private_page
from portal.workdays.calendar import closed_days

from ..actors import PETUGAS, PPID
from ..models import InformationRequest, Objection
from ..models.objections import ObjectionQuerySet
from ..numbering import normal
from ..objections.lifecycle import State
from ..objections.visibility import aspects, visible_to
from ..register.views import may_keep
from ..time_left import TimeLeft
from ..visibility import Aspect
from .filters import DUE, EVERYTHING, LONGEST, RUNNING, field, one_of, soon
from .listing import PER_PAGE, CappedPaginator, officer_of
from .overview import left_of_objection

SCOPES = {RUNNING: "Yang masih menunggu, paling mendesak dahulu", EVERYTHING: "Semua, terbaru dahulu"}
REASONS = {letter: f"{letter}. {words}" for letter, words in Objection.Reason.choices}


@dataclass(frozen=True)
class Filters:
    """What was asked for; "" where nothing was. What makes no sense in an address is left out."""

    question: str = ""
    scope: str = RUNNING
    state: str = ""
    reason: str = ""
    outcome: str = ""
    channel: str = ""
    due: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Filters:
        return cls(
            question=asked.get("q", "").replace("\0", " ")[:LONGEST],
            scope=one_of(SCOPES, asked.get("lingkup", "")) or RUNNING,
            state=one_of(State.values, asked.get("keadaan", "")),
            reason=one_of(REASONS, asked.get("alasan", "")),
            outcome=one_of(Objection.Outcome.values, asked.get("putusan", "")),
            channel=one_of(InformationRequest.Channel.values, asked.get("cara", "")),
            due=one_of(DUE, asked.get("tenggat", "")),
        )

    def apply(self, objections: ObjectionQuerySet, today: date) -> ObjectionQuerySet:
        exact = {"state": self.state, "outcome": self.outcome, "channel": self.channel}
        objections = objections.filter(**{name: value for name, value in exact.items() if value})
        if key := normal(self.question):
            objections = objections.filter(Q(number_key__startswith=key) | Q(request__number_key__startswith=key))
        if self.reason:
            objections = objections.filter(reasons__contains=self.reason)
        if self.due:
            is_soon = self.due == "segera"
            objections = objections.filter(target_on__lte=soon(today)) if is_soon else objections.overdue(today)
        if self.scope == RUNNING:
            due = Coalesce("target_on", "order_due_on")
            return objections.filter(waiting()).order_by(due.asc(nulls_last=True), "pk")
        return objections.order_by("-year", "-sequence")

    def query(self) -> str:
        asked = {
            "q": self.question,
            "lingkup": self.scope if self.scope != RUNNING else "",
            "tenggat": self.due,
            "keadaan": self.state,
            "alasan": self.reason,
            "putusan": self.outcome,
            "cara": self.channel,
        }
        return urlencode({name: value for name, value in asked.items() if value})

    def fields(self) -> list[dict]:
        return [
            field("lingkup", "Lingkup", list(SCOPES.items()), self.scope, ""),
            field("tenggat", "Tenggat", list(DUE.items()), self.due),
            field("keadaan", "Keadaan", list(State.choices), self.state),
            field("alasan", "Alasan", list(REASONS.items()), self.reason),
            field("putusan", "Putusan", list(Objection.Outcome.choices), self.outcome),
            field("cara", "Cara penyampaian", list(InformationRequest.Channel.choices), self.channel),
        ]


@dataclass(frozen=True)
class Row:
    case: Objection
    applicant: str
    left: TimeLeft | None
    due_on: date | None
    to_publish: bool


def unpublished() -> Q:
    """An order to open is fulfilled for the public only when its page is."""
    return Q(opens=True) & (Q(page=None) | Q(page__live=False))


def waiting() -> Q:
    """Still open, or its information not yet public."""
    return Q(state__in=(State.RECEIVED, State.DECIDED, State.NOTIFIED, State.FULFILLED)) | unpublished()


@private_page
@non_atomic_requests
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """The officer's objections, fifty a page; an order to open stays listed until its page is public. 404 to others."""
    person, today = officer_of(request, timezone.now()), timezone.localdate()
    filters, visible = Filters.read(request.GET), visible_to(person)
    page = CappedPaginator(filters.apply(visible, today), PER_PAGE).get_page(request.GET.get("halaman"))
    closed = closed_days()
    rows = [
        Row(
            case=case,
            applicant=case.applicant_name if Aspect.APPLICANT in aspects(case, person) else "",
            left=left_of_objection(case, today, closed),
            due_on=case.target_on or case.order_due_on,
            to_publish=case.opens and not (case.page and case.page.live),
        )
        for case in page.object_list.select_related("request", "page")
    ]
    context = {
        "page": page,
        "rows": rows,
        "filters": filters,
        "fields": filters.fields(),
        "query": filters.query(),
        "may_enter": person.hat(PPID) or person.hat(PETUGAS),
        "may_keep_register": may_keep(person),
        "overdue": visible.overdue(today).count(),
    }
    return TemplateResponse(request, "requests/office/objections_list.html", context)

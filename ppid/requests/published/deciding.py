"""The PPID's decision that an answer becomes public: not before the applicant's time to object is over.

What comes of it is a draft, moderated as every page is (flow B). Once it is live, search, catalogue and the form for
requests offer it to whoever asks next.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from portal.core.refusal import Refusal
from portal.workdays.calendar import local_date
from ppid.information.public import draft_answer

from .. import deadlines
from ..actors import PPID
from ..answers import GIVING
from ..history import append
from ..lifecycle import State
from ..models import InformationRequest, PublishedAnswer, RequestedItem
from .anonymity import faults_of

if TYPE_CHECKING:
    from ..actors import Person

ANSWERED = frozenset({State.NOTIFIED, State.DELIVERED, State.CLOSED})
BASIS = "UU 14/2008 Pasal 7 dan Pasal 11 ayat (1) huruf a"


def why_not(item: RequestedItem, person: Person, today: date) -> str:
    """Why this answer may not be made public now, in Indonesian; "" if it may."""
    if reason := why_not_of(item.request, person, today):
        return reason
    if item.outcome not in GIVING:
        return "Hanya jawaban yang memberikan informasi yang dapat diumumkan."
    if PublishedAnswer.objects.filter(item=item).exists():
        return "Jawaban ini sudah diputuskan untuk diumumkan."
    return ""


def why_not_of(request: InformationRequest, person: Person, today: date) -> str:
    """Why no answer of this request may be made public now (two queries)."""
    if not person.hat(PPID):
        return "Jawaban diumumkan dengan keputusan PPID."
    if request.state not in ANSWERED:
        return "Hanya jawaban yang sudah disampaikan yang dapat diumumkan."
    term = deadlines.current(request, deadlines.OBJECT)
    if term is None or request.answer_received_on is None or today <= term.shown_on:
        return "Jawaban baru dapat diumumkan setelah waktu pemohon untuk mengajukan keberatan berakhir."
    if request.objections.open().exists():
        return "Masih ada keberatan yang berjalan atas permohonan ini."
    return ""


def publishable(request: InformationRequest, person: Person, today: date) -> frozenset[int]:
    """The items (keys) whose answer this person may make public now."""
    if why_not_of(request, person, today):
        return frozenset()
    return frozenset(request.items.filter(outcome__in=GIVING, published=None).values_list("pk", flat=True))


@transaction.atomic
def publish(item_id: int, title: str, summary: str, person: Person, now: datetime) -> PublishedAnswer:
    """Decide it, and draft the page. Raises ``Refusal``; then nothing has happened."""
    request_id = RequestedItem.objects.values_list("request", flat=True).get(pk=item_id)
    request = InformationRequest.objects.select_for_update().get(pk=request_id)
    item, today = request.items.get(pk=item_id), local_date(now)
    if reason := why_not(item, person, today):
        raise Refusal(reason)
    if faults := faults_of(f"{title}\n{summary}", request):
        raise Refusal(" ".join(faults))
    answer = PublishedAnswer.objects.create(
        item=item,
        title=title,
        summary=summary,
        page=draft_answer(title, summary, unit=request.unit, reference=f"jawaban-{item.pk}", on=today),
        decided_by=person.user,
        decided_by_name=person.name,
        decided_on=today,
    )
    details = {"items": [item.order], "page": answer.page_id}
    append(request, "publish", person, now, state_before=request.state, details=details, legal_basis=BASIS)
    return answer

"""What requests bring to the officials' desk: what waits for the PPID, for the unit that answers and for the counter.

The only module of requests that knows the SOP's desk (contract in ``pyproject.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from portal.core.words import within_a_sentence
from portal.sop.desk import Handled, Opening, Provider, Waiting, Whereabouts, register_provider

from . import answers
from .account import reminding
from .actors import APPEAL_AUTHORITY, PETUGAS, PPID, Person, of_desk, of_unit, officer, wearing
from .history import label_of
from .lifecycle import UNANSWERED_STATES, State
from .models import HistoryRow, InformationRequest, RequestedItem
from .objections.desk import ObjectionsOnDesk
from .on_desk import MOST_ROWS, NONE, NOT_RECKONED, Found, look_for
from .time_left import end_of
from .visibility import visible_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet

    from portal.officials.roles import Hat

    from .models.requests import InformationRequestQuerySet

TITLE_LENGTH = 80
KIND = "permohonan informasi"

FOR_PPID: Mapping[str, str] = {
    State.RECEIVED: "pemeriksaan kelengkapan",
    State.ACCEPTED: "disposisi kepada unit",
    State.DRAFTED: "tanda tangan jawaban",
    State.SIGNED: "penyampaian pemberitahuan",
}
FOR_UNIT: Mapping[str, str] = {State.DISPOSED: "penyusunan jawaban", State.DRAFTING: "penyusunan jawaban"}
FOR_DESK: Mapping[str, str] = {state: FOR_PPID[state] for state in (State.RECEIVED, State.SIGNED)}
STEPS = FOR_PPID | FOR_UNIT
# While nobody knows when a letter on paper was in hand, the applicant's term does not run to its end.
TO_RECORD = Q(state=State.INCOMPLETE, applicant_due_on=None) | Q(
    state__in=(State.NOTIFIED, State.DELIVERED), answer_received_on=None
)
RECORD = "pencatatan tanggal surat diterima pemohon"
# What is not fetched from the portal, the office hands over or sends.
TO_HAND_OVER = (
    Q(state=State.NOTIFIED)
    & ~Q(delivery_method=InformationRequest.DeliveryMethod.PORTAL)
    & Exists(RequestedItem.objects.filter(request=OuterRef("pk"), outcome__in=answers.GIVING))
)
HAND_OVER = "penyerahan informasi"


class RequestsOnDesk(Provider):
    """A request waits for whoever the table lets take its next step; each step is due on its own date."""

    def openings(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Opening]:
        person = wearing(user, hats)
        if person.is_officer:
            yield Opening("Lihat permohonan informasi", reverse("requests_list"))
        if person.hat(PPID):
            yield Opening("Lihat permintaan berulang", reverse("requests_demands"))
        if person.hat(PPID) or person.hat(APPEAL_AUTHORITY):
            yield Opening("Lihat sengketa informasi", reverse("requests_disputes"))

    def waiting(self, user: AbstractUser, hats: Sequence[Hat], now: datetime) -> Iterator[Waiting]:
        person, found = wearing(user, hats), _found_for(user, hats).waiting
        yield from (_waiting(request, person) for request in found[:MOST_ROWS])
        for request in found[MOST_ROWS:]:
            rest = {"key": "requests", "title": "Permohonan lainnya dalam daftar", "url": reverse("requests_list")}
            yield _waiting(request, person, **rest)

    def elsewhere(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Whereabouts]:
        for request in _found_for(user, hats).elsewhere:
            yield Whereabouts(
                key=_key(request),
                title=_title(request),
                kind=KIND,
                url=_address(request),
                since=request.since,
                due_at=end_of(request.step_due),
                due_note=NOT_RECKONED,
                place=_place(request),
            )

    def handled(self, user: AbstractUser, limit: int) -> Iterator[Handled]:
        for request in _found_for(user).handled[:limit]:
            yield Handled(
                title=_title(request),
                kind=KIND,
                url=_address(request),
                step=KIND,
                outcome=within_a_sentence(label_of(request.my_act, request.KIND)),
                office=request.my_office,
                at=request.my_act_at,
                place=_place(request),
            )


class AnnualReportOnDesk(Provider):
    """The report on a year that is over waits for the PPID from 1 March and is late from 1 April."""

    def waiting(self, user: AbstractUser, hats: Sequence[Hat], now: datetime) -> Iterator[Waiting]:
        hat = wearing(user, hats).hat(PPID)
        for report in reminding.owed(timezone.localdate(now)) if hat else ():
            yield Waiting(
                key=f"report-{report.year}",
                title=f"Laporan layanan informasi publik tahun {report.year}",
                kind="laporan tahunan",
                url=report.address,
                since=datetime.combine(report.asked_from, time.min, timezone.get_default_timezone()),
                due_at=end_of(report.due_on),
                step="pengumuman laporan (PERKI 1/2021 Pasal 56)",
                office=hat.label,
                decree=hat.decree if hat.is_acting else "",
                standard=f"paling lambat {date_format(report.due_on, 'j F Y')}",
            )


def register() -> None:
    register_provider(RequestsOnDesk())
    register_provider(AnnualReportOnDesk())
    register_provider(ObjectionsOnDesk())


# --- What is found -----------------------------------------------------------------------------------------------


def _found_for(user: AbstractUser, hats: Sequence[Hat] | None = None) -> Found:
    """Found by one query for the whole desk, and kept on the user object, which lives as long as one request."""
    if not hasattr(user, "_requests_on_desk"):
        person = officer(user, timezone.localdate()) if hats is None else wearing(user, hats)
        user._requests_on_desk = _look_for(person) if person.is_officer else Found()
    return user._requests_on_desk


def _look_for(person: Person) -> Found:
    return look_for(
        person,
        InformationRequest.objects.all(),
        waits=_waits_for(person),
        lies=_lies_elsewhere_for(person),
        visible=visible_to(person),
        by_urgency=_by_urgency,
        with_words=_with_words,
    )


def _waits_for(person: Person) -> Q:
    """The requests whose next step is this person's."""
    waits = NONE
    if person.hat(PPID):
        # Who drafted an answer does not sign it, so it does not wait for him.
        to_sign = Q(state=State.DRAFTED) & ~answers.drafted_by(person.user)
        waits |= Q(state__in=FOR_PPID.keys() - {State.DRAFTED}) | to_sign | TO_RECORD | TO_HAND_OVER
    if person.hat(PETUGAS):
        waits |= of_desk(person) & (Q(state__in=FOR_DESK) | TO_RECORD | TO_HAND_OVER)
        waits |= of_unit(person) & Q(state__in=FOR_UNIT)
    return waits


def _lies_elsewhere_for(person: Person) -> Q:
    """Open requests that lie with others and in which this person has a part that he works on."""
    if person.hat(PPID):
        return Q(state__in=(*FOR_UNIT, State.INCOMPLETE))
    if person.hat(PETUGAS):
        still_open = Q(state__in=UNANSWERED_STATES - FOR_DESK.keys())
        return (of_unit(person) & Q(state=State.DRAFTED)) | (of_desk(person) & still_open)
    return NONE


def _by_urgency(requests: InformationRequestQuerySet) -> InformationRequestQuerySet:
    """With the date of the step that waits (``step_due``), the earliest first."""
    step_due = Case(
        When(state=State.RECEIVED, then=F("checked_by_on")),
        When(state=State.INCOMPLETE, then=F("applicant_due_on")),
        When(state__in=FOR_UNIT, then=Coalesce("internal_due_on", "target_on")),
        default=F("target_on"),
    )
    return requests.annotate(step_due=step_due).order_by(F("step_due").asc(nulls_last=True), "pk")


def _with_words(requests: InformationRequestQuerySet, my_acts: QuerySet[HistoryRow]) -> InformationRequestQuerySet:
    """With what is asked for first, since when it lies where it is, and this person's own last act."""
    history = HistoryRow.objects.filter(request=OuterRef("pk"), state_after=OuterRef("state"))
    moved = history.exclude(state_before=F("state_after")).order_by("-sequence")
    asked = RequestedItem.objects.filter(request=OuterRef("pk")).order_by("order")
    mine = my_acts.filter(request=OuterRef("pk"))
    return (
        _by_urgency(requests)
        .select_related("unit")
        .annotate(
            since=Coalesce(Subquery(moved.values("at")[:1]), F("received_at")),
            asked=Subquery(asked.values("text")[:1]),
            my_act=Subquery(mine.values("event")[:1]),
            my_office=Subquery(mine.values("office")[:1]),
            my_act_at=Subquery(mine.values("at")[:1]),
        )
    )


# --- How it is said ----------------------------------------------------------------------------------------------


def _waiting(request: InformationRequest, person: Person, **instead: str) -> Waiting:
    """A row about ``request``; ``instead`` makes it one about others that are due no earlier."""
    hat = _hat(request, person)
    row = {"key": _key(request), "title": _title(request), "kind": KIND, "url": _address(request)}
    return Waiting(
        **{**row, **instead},
        since=request.since,
        due_at=end_of(request.step_due),
        due_note=_due_note(request),
        step=_step(request),
        office=hat.label,
        decree=hat.decree if hat.is_acting else "",
    )


def _step(request: InformationRequest) -> str:
    if request.state in STEPS:
        return STEPS[request.state]
    is_incomplete = request.state == State.INCOMPLETE
    return RECORD if is_incomplete or request.answer_received_on is None else HAND_OVER


def _due_note(request: InformationRequest) -> str:
    """Why there is no date: nobody sets one for what follows the answer, but the time that was promised."""
    if request.state in STEPS:
        return NOT_RECKONED
    if _step(request) == HAND_OVER and request.provided_within_days:
        return f"dijanjikan dalam {request.provided_within_days} hari kerja"
    return "tanpa batas waktu"


def _hat(request: InformationRequest, person: Person) -> Hat:
    """The office in which he takes the step: a PPID who is a Petugas too acts as the one whose step it is."""
    codes = (PETUGAS, PPID) if request.state in FOR_UNIT else (PPID, PETUGAS)
    return next(hat for code in codes if (hat := person.hat(code)))


def _place(request: InformationRequest) -> str:
    return f"di {request.unit}" if request.state in FOR_UNIT else within_a_sentence(request.get_state_display())


def _key(request: InformationRequest) -> str:
    return f"request-{request.pk}"


def _title(request: InformationRequest) -> str:
    asked = request.asked or ""
    short = f"{asked[: TITLE_LENGTH - 1]}…" if len(asked) > TITLE_LENGTH else asked
    return f"{request.number}: {short}"


def _address(request: InformationRequest) -> str:
    return reverse("requests_case", args=[request.pk])

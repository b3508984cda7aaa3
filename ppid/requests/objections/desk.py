"""What objections bring to the officials' desk: the decision, its delivery, its order, and the page that it opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from portal.core.words import within_a_sentence
from portal.sop.desk import Handled, Opening, Provider, Waiting, Whereabouts

from ..actors import APPEAL_AUTHORITY, PETUGAS, PPID, Person, officer, wearing
from ..history import label_of
from ..lifecycle import Who
from ..models import HistoryRow, Objection
from ..on_desk import MOST_ROWS, NONE, NOT_RECKONED, Found, look_for
from ..time_left import end_of
from .four_eyes import answered_by
from .lifecycle import UNANSWERED_STATES, State
from .visibility import of_desk, of_unit, visible_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet

    from portal.officials.roles import Hat

    from ..models.objections import ObjectionQuerySet

KIND = "keberatan"
DECIDE, NOTIFY, RECORD, FULFIL, PREPARE, PUBLISH = (
    "putusan atas keberatan",
    "penyampaian tanggapan",
    "pencatatan tanggal tanggapan diterima pemohon",
    "pelaksanaan perintah",
    "penyiapan yang diperintahkan",
    "penayangan informasi yang dibuka",
)
UNPUBLISHED = Q(opens=True) & (Q(page=None) | Q(page__live=False))
# While nobody knows when an answer on paper was in hand, the term for a dispute does not begin.
TO_RECORD = Q(state__in=(State.NOTIFIED, State.FULFILLED), answer_received_on=None)
ORDERED = Q(state=State.NOTIFIED) & ~Q(order="")
TO_PREPARE = Q(state__in=(State.DECIDED, State.NOTIFIED)) & ~Q(order="")


class ObjectionsOnDesk(Provider):
    """An objection waits for whoever the table lets take its next step; what was opened waits until it is public."""

    def openings(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Opening]:
        if wearing(user, hats).is_officer:
            yield Opening("Lihat keberatan", reverse("objections_list"))

    def waiting(self, user: AbstractUser, hats: Sequence[Hat], now: datetime) -> Iterator[Waiting]:
        person, found = wearing(user, hats), _found_for(user, hats).waiting
        yield from (_waiting(objection, person) for objection in found[:MOST_ROWS])
        for objection in found[MOST_ROWS:]:
            rest = {"key": "objections", "title": "Keberatan lainnya dalam daftar", "url": reverse("objections_list")}
            yield _waiting(objection, person, **rest)

    def elsewhere(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Whereabouts]:
        for objection in _found_for(user, hats).elsewhere:
            yield Whereabouts(
                **_named(objection),
                since=objection.since,
                due_at=end_of(objection.step_due),
                due_note=NOT_RECKONED,
                place="di Atasan PPID",
            )

    def handled(self, user: AbstractUser, limit: int) -> Iterator[Handled]:
        for objection in _found_for(user).handled[:limit]:
            label = label_of(objection.my_act, objection.KIND)
            yield Handled(
                title=_named(objection)["title"],
                kind=KIND,
                url=_named(objection)["url"],
                step=KIND,
                outcome=within_a_sentence(label),
                office=objection.my_office,
                at=objection.my_act_at,
                place=objection.get_state_display().lower(),
            )


# --- What is found -----------------------------------------------------------------------------------------------


def _found_for(user: AbstractUser, hats: Sequence[Hat] | None = None) -> Found:
    """Found by one query for the whole desk, and kept on the user object, which lives as long as one request."""
    if not hasattr(user, "_objections_on_desk"):
        person = officer(user, timezone.localdate()) if hats is None else wearing(user, hats)
        user._objections_on_desk = _look_for(person) if person.is_officer else Found()
    return user._objections_on_desk


def _look_for(person: Person) -> Found:
    return look_for(
        person,
        Objection.objects.all(),
        waits=_waits_for(person),
        lies=_lies_elsewhere_for(person),
        visible=visible_to(person),
        by_urgency=_by_urgency,
        with_words=_with_words,
    )


def _waits_for(person: Person) -> Q:
    waits = NONE
    if person.hat(APPEAL_AUTHORITY) and not person.hat(PPID):
        # Who answered does not decide, so it does not wait for him.
        waits |= Q(state=State.RECEIVED) & ~answered_by(person.user)
    if person.hat(PPID):
        waits |= Q(state=State.DECIDED) | ORDERED | TO_RECORD | UNPUBLISHED
    if person.hat(PETUGAS):
        waits |= of_desk(person) & (Q(state=State.DECIDED) | TO_RECORD)
        waits |= of_unit(person) & (TO_PREPARE | UNPUBLISHED)
    return waits


def _lies_elsewhere_for(person: Person) -> Q:
    if person.hat(PPID):
        return Q(state=State.RECEIVED)
    return of_desk(person) & Q(state=State.RECEIVED) if person.hat(PETUGAS) else NONE


def _by_urgency(objections: ObjectionQuerySet) -> ObjectionQuerySet:
    """By the superior's term while it runs, then by that of the order, the earliest first."""
    to_do = Q(fulfilled_on=None) | Q(opens=True)
    step_due = Coalesce("target_on", Case(When(to_do, then=F("order_due_on"))))
    return objections.annotate(step_due=step_due).order_by(F("step_due").asc(nulls_last=True), "pk")


def _with_words(objections: ObjectionQuerySet, my_acts: QuerySet[HistoryRow]) -> ObjectionQuerySet:
    """With since when it lies where it is, and this person's own last act."""
    history = HistoryRow.objects.filter(objection=OuterRef("pk"), state_after=OuterRef("state"))
    moved = history.exclude(state_before=F("state_after")).order_by("-sequence")
    mine = my_acts.filter(objection=OuterRef("pk"))
    return (
        _by_urgency(objections)
        .select_related("request", "page")
        .annotate(
            since=Coalesce(Subquery(moved.values("at")[:1]), F("received_at")),
            my_act=Subquery(mine.values("event")[:1]),
            my_office=Subquery(mine.values("office")[:1]),
            my_act_at=Subquery(mine.values("at")[:1]),
        )
    )


# --- How it is said ----------------------------------------------------------------------------------------------


def _waiting(objection: Objection, person: Person, **instead: str) -> Waiting:
    step, codes = _step(objection, person)
    hat = next(hat for code in codes if (hat := person.hat(code)))
    return Waiting(
        **{**_named(objection), **instead},
        since=objection.since,
        due_at=end_of(objection.step_due),
        due_note=NOT_RECKONED if objection.state == State.RECEIVED else "tanpa batas waktu",
        step=step,
        office=hat.label,
        decree=hat.decree if hat.is_acting else "",
    )


def _step(objection: Objection, person: Person) -> tuple[str, tuple[str, ...]]:
    """What is to be done, and by the holder of which office, the nearest first."""
    if objection.state == State.RECEIVED and not person.hat(PPID) and person.hat(APPEAL_AUTHORITY):
        return DECIDE, (APPEAL_AUTHORITY,)
    delivers = bool(person.parts_in(objection) & {Who.PPID, Who.DESK})
    if objection.state == State.DECIDED:
        return (NOTIFY if delivers else PREPARE), (PPID, PETUGAS)
    if objection.state == State.NOTIFIED and objection.order and person.hat(PPID):
        return FULFIL, (PPID, PETUGAS)
    if objection.state in (State.NOTIFIED, State.FULFILLED) and objection.answer_received_on is None and delivers:
        return RECORD, (PPID, PETUGAS)
    if objection.state == State.NOTIFIED and objection.order:
        return PREPARE, (PPID, PETUGAS)
    return PUBLISH, (PPID, PETUGAS)


def _named(objection: Objection) -> dict[str, str]:
    reasons = ", ".join(objection.reasons)
    waits_to_decide = objection.state in UNANSWERED_STATES
    what = f"alasan {reasons}" if waits_to_decide else objection.get_outcome_display().lower()
    return {
        "key": objection.key,
        "title": f"{objection.number}: {what}",
        "kind": KIND,
        "url": reverse("objections_case", args=[objection.pk]),
    }

"""An official's desk: one list of everything that waits for him, whatever it is.

Apps register a ``Provider`` for the matters that they know; the desk puts them in order and reckons the time left. The
SOP's own provider (``desk_steps``) covers every page and every sheet, because both write the step register.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from django.urls import reverse

from .policy import standing_of
from .worktime import TimeLeft, WorkClock

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from portal.officials.roles import Hat

HANDLED_SHOWN = 10
ELSEWHERE_SHOWN = 10


@dataclass(frozen=True)
class Opening:
    """Something that this person may begin."""

    label: str
    url: str


@dataclass(frozen=True)
class Matter:
    """What all matters have. ``key`` tells one from another; times are aware.

    ``due_at`` is empty where there is no standard or the calendar did not reach; ``due_note`` then says which.
    """

    key: str
    title: str
    kind: str
    url: str
    since: datetime
    due_at: datetime | None = None
    due_note: str = ""


@dataclass(frozen=True)
class Waiting(Matter):
    """A step that this person may take now; ``office`` is the one in which he takes it, ``decree`` what gives it.

    ``standard`` is the time standard in words, "" where none is set.
    """

    step: str = ""
    office: str = ""
    decree: str = ""
    standard: str = ""


@dataclass(frozen=True)
class Whereabouts(Matter):
    """Where something lies that this person cares about; ``sent_back`` (by whom and how) and ``reason`` if it was."""

    place: str = ""
    in_hand: bool = False
    sent_back: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Handled:
    """What this person did lately, and where the matter is now."""

    title: str
    kind: str
    url: str
    step: str
    outcome: str
    office: str
    at: datetime
    place: str = ""


class Provider:
    """What an app brings to the desk. Each answer takes a number of queries that does not grow with its length."""

    def openings(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterable[Opening]:
        return ()

    def waiting(self, user: AbstractUser, hats: Sequence[Hat], now: datetime) -> Iterable[Waiting]:
        return ()

    def drafts(self, user: AbstractUser) -> Iterable[Whereabouts]:
        return ()

    def handled(self, user: AbstractUser, limit: int) -> Iterable[Handled]:
        """The newest ``limit`` acts, newest first."""
        return ()

    def elsewhere(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterable[Whereabouts]:
        """What waits for others where this person has a part; what waits for himself may be among it."""
        return ()


_providers: list[Provider] = []


def register_provider(provider: Provider) -> None:
    """Let ``provider`` bring its matters to every desk; called once, from an app's ``ready``."""
    _providers.append(provider)


M = TypeVar("M", bound=Matter)


@dataclass(frozen=True)
class Row(Generic[M]):
    """A matter with its time as of the moment at which the desk was asked for."""

    matter: M
    left: TimeLeft
    passed: str


@dataclass(frozen=True)
class Desk:
    openings: list[Opening]
    waiting: list[Row[Waiting]]
    drafts: list[Row[Whereabouts]]
    handled: list[Handled]
    elsewhere: list[Row[Whereabouts]]
    elsewhere_total: int


def desk_of(user: AbstractUser, now: datetime) -> Desk:
    """Everything on this person's desk at ``now``."""
    hats, clock = standing_of(user).hats, WorkClock.at(now)
    waiting, drafts = waiting_for(user, now, clock), own_drafts_of(user, now, clock)
    shown = {row.matter.key for row in (*waiting, *drafts)}
    elsewhere = [
        matter for provider in _providers for matter in provider.elsewhere(user, hats) if matter.key not in shown
    ]
    handled = [act for provider in _providers for act in provider.handled(user, HANDLED_SHOWN)]
    return Desk(
        openings=[opening for provider in _providers for opening in provider.openings(user, hats)],
        waiting=waiting,
        drafts=drafts,
        handled=sorted(handled, key=lambda act: act.at, reverse=True)[:HANDLED_SHOWN],
        elsewhere=_timed(sorted(elsewhere, key=_urgency)[:ELSEWHERE_SHOWN], clock),
        elsewhere_total=len(elsewhere),
    )


def waiting_for(user: AbstractUser, now: datetime, clock: WorkClock | None = None) -> list[Row[Waiting]]:
    """What waits for this person: the most overdue first, what has no due time by age after it."""
    hats = standing_of(user).hats
    matters = [matter for provider in _providers for matter in provider.waiting(user, hats, now)]
    return _timed(sorted(matters, key=_urgency), clock or WorkClock.at(now))


def own_drafts_of(user: AbstractUser, now: datetime, clock: WorkClock | None = None) -> list[Row[Whereabouts]]:
    """Where this person's own texts are: returned ones first, then those in his hands, then the rest."""
    matters = [matter for provider in _providers for matter in provider.drafts(user)]
    matters.sort(key=lambda matter: (not matter.reason, not matter.in_hand, *_urgency(matter)))
    return _timed(matters, clock or WorkClock.at(now))


def decision_url(task_state_id: int) -> str:
    return reverse("sop_decide", args=[task_state_id])


def _urgency(matter: Matter) -> tuple[bool, datetime]:
    return matter.due_at is None, matter.due_at or matter.since


def _timed(matters: Iterable[M], clock: WorkClock) -> list[Row[M]]:
    return [Row(matter, clock.left(matter.due_at, matter.due_note), clock.passed(matter.since)) for matter in matters]

"""When something is due, and everything that is needed to say why.

Pure functions over dates. ``closed`` is the working calendar (``portal.workdays.calendar.closed_days()``); a year that
nobody loaded raises ``YearNotLoaded``, never a guess. ``policy`` answers the law's open questions where it is not to
be as ``clocks.toml`` answers them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from portal.workdays.reckoning import (
    ClosedDays,
    SkippedDay,
    WorkingDays,
    add_months,
    add_working_days,
    working_days_before,
)

from . import explaining, rules
from .rules import Policy

ONE_DAY = timedelta(days=1)

ANSWER = "C04"
EXTENDED_ANSWER = "C05"
MEDIATION = "C22"
EXTENDED_MEDIATION = "C23"
# Whose clock is not ours to keep earlier than the law says.
NOT_OURS = (rules.APPLICANT, "commission")


@dataclass(frozen=True)
class Reckoned:
    """A due date with its proof: a plain value that is stored as JSON and explains itself years later.

    What the law said when it was reckoned (``amount``, ``unit``, ``article``) is kept with it, so that a later change
    of the rules does not rewrite it. ``start_event`` is an event of the clock; ``skipped`` are the days that did not
    count; ``extends`` is the first period, where this is its extension.
    """

    clock_id: str
    start: date
    start_event: str
    amount: int
    unit: str
    due: date
    skipped: tuple[SkippedDay, ...]
    article: str
    extends: Reckoned | None = None
    start_counts: bool = False

    def as_dict(self) -> dict:
        """As JSON takes it, dates in ISO form."""
        return {
            **vars(self),
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "skipped": [{"date": day.date.isoformat(), "reason": day.reason} for day in self.skipped],
            "extends": self.extends and self.extends.as_dict(),
        }

    @classmethod
    def from_dict(cls, data: dict) -> Reckoned:
        skipped = (SkippedDay(date.fromisoformat(day["date"]), day["reason"]) for day in data["skipped"])
        return cls(
            **{
                **data,
                "start": date.fromisoformat(data["start"]),
                "due": date.fromisoformat(data["due"]),
                "skipped": tuple(skipped),
                "extends": data["extends"] and cls.from_dict(data["extends"]),
            }
        )

    def explanation(self) -> tuple[str, ...]:
        """Why it is due then, in plain Indonesian, one sentence or two a line."""
        return explaining.explanation(self)


def reckon(
    clock_id: str, start: date, closed: ClosedDays, *, start_event: str, policy: Policy | None = None
) -> Reckoned:
    """When the clock is due that ``start_event`` started on the local date ``start``.

    Raises ``KeyError`` for an unknown clock, ``ValueError`` for an event that does not start it and for a clock of
    hours (which ends at a moment, not on a date), ``TypeError`` for a datetime and ``YearNotLoaded``.
    """
    clock = rules.clock(clock_id)
    if isinstance(start, datetime):
        raise TypeError("a clock starts on a local date, not at a moment")
    if start_event not in clock.starts:
        raise ValueError(f"{clock_id} is not started by {start_event!r}, but by one of {', '.join(clock.starts)}")
    policy = policy or rules.policy()
    counts = policy.count_start_day and not rules.event(start_event).spent
    reckoned = Reckoned(
        clock_id, start, start_event, clock.amount, clock.unit, start, (), clock.source, start_counts=counts
    )
    return _counted(reckoned, closed)


def answer_due(
    received_on: date, completed_on: date | None, closed: ClosedDays, *, policy: Policy | None = None
) -> Reckoned:
    """When the written answer is due (UU 14/2008 Pasal 22 ayat (7)).

    ``completed_on`` only where a notice of incompleteness was sent and the applicant then completed the request: time
    that the agency takes to look at a complete request never moves its own date. Raises as ``reckon``, and
    ``ValueError`` where it was completed before it was received.
    """
    if completed_on is not None and completed_on < received_on:
        raise ValueError("a request is not completed before it is received")
    policy = policy or rules.policy()
    if completed_on is not None and policy.clock_start == "completed":
        return reckon(ANSWER, completed_on, closed, start_event="completed", policy=policy)
    return reckon(ANSWER, received_on, closed, start_event="received", policy=policy)


def statutory_guard(received_on: date, closed: ClosedDays, *, policy: Policy | None = None) -> Reckoned:
    """The answer's date in the Act's own words, from receipt, whatever happened since: shown beside ``answer_due``."""
    return reckon(ANSWER, received_on, closed, start_event="received", policy=policy)


def why_not_extended(first: Reckoned, notice_on: date) -> str:
    """Why a notice given on ``notice_on`` extends nothing (UU 14/2008 Pasal 22 ayat (8)); "" if it does."""
    if first.clock_id != ANSWER:
        return "Jangka waktu jawaban hanya dapat diperpanjang satu kali."
    if notice_on > first.due:
        return "Jangka waktu jawaban sudah berakhir, sehingga tidak dapat lagi diperpanjang."
    return ""


def extended_due(first: Reckoned, notice_on: date, closed: ClosedDays, *, policy: Policy | None = None) -> Reckoned:
    """The date after the extension whose notice was given on ``notice_on``; ``first`` comes from ``answer_due``.

    Raises as ``reckon``, and ``ValueError`` with ``why_not_extended``.
    """
    if reason := why_not_extended(first, notice_on):
        raise ValueError(reason)
    policy = policy or rules.policy()
    if policy.extension_from == "notice-date":
        start, event = notice_on, "extension-notice-given"
    else:
        start, event = first.due, "first-period-ended"
    return replace(reckon(EXTENDED_ANSWER, start, closed, start_event=event, policy=policy), extends=first)


def extended_mediation(first: Reckoned, closed: ClosedDays, *, policy: Policy | None = None) -> Reckoned:
    """When a mediation ends that was extended, once, from the end of its ``first`` period (PERKI 1/2013 Pasal 41)."""
    longer = reckon(EXTENDED_MEDIATION, first.due, closed, start_event="mediation-period-ended", policy=policy)
    return replace(longer, extends=first)


def notice_received_on(
    sent_on: date, delivered_on: date | None, *, by_email: bool, policy: Policy | None = None
) -> date | None:
    """The day from which a notice counts as received; ``None`` while nobody knows. An e-mail must not have bounced."""
    policy = policy or rules.policy()
    if by_email and policy.email_is_received_when_sent:
        return sent_on
    return delivered_on


# --- When the calendar changes -----------------------------------------------------------------------------


def recomputed(old: Reckoned, closed: ClosedDays) -> Reckoned:
    """The same period in the calendar as it is now: same start, amount and article, other days skipped."""
    if old.extends is None:
        return _counted(old, closed)
    first = recomputed(old.extends, closed)
    start = first.due if rules.event(old.start_event).spent else old.start
    return _counted(replace(old, start=start, extends=first), closed)


@dataclass(frozen=True)
class Protected:
    """``shown`` is the date that was communicated; ``target`` the one by which whoever is on move should act."""

    shown: date
    target: date


def protected(old: Protected, new_due: date, whose: str) -> Protected:
    """What stands after a date is reckoned anew; ``whose`` is the ``on_move`` of its clock.

    A date once communicated is never shortened. For our own duties the target is the earliest that it ever was.
    """
    shown = max(old.shown, new_due)
    return Protected(shown, shown if whose in NOT_OURS else min(old.target, new_due))


# --- Counting ----------------------------------------------------------------------------------------------


def _counted(period: Reckoned, closed: ClosedDays) -> Reckoned:
    """``period`` with the due date and the skipped days that follow from the rest of it."""
    found = _count(period, closed)
    return replace(period, due=found.due, skipped=found.skipped)


def _count(period: Reckoned, closed: ClosedDays) -> WorkingDays:
    before_the_first = period.start - ONE_DAY if period.start_counts else period.start
    match period.unit:
        case rules.WORKING_DAYS:
            return add_working_days(before_the_first, period.amount, closed)
        case rules.WORKING_DAYS_BEFORE:
            return working_days_before(period.start, period.amount, closed)
        case rules.CALENDAR_DAYS:
            return WorkingDays(before_the_first + period.amount * ONE_DAY, ())
        case rules.MONTHS:
            return WorkingDays(add_months(period.start, period.amount), ())
        case rules.AT_ONCE:
            return WorkingDays(period.start, ())
        case rules.DATE:
            return WorkingDays(_next(rules.clock(period.clock_id).day, period.start), ())
        case _:
            raise ValueError(f"{period.clock_id} is counted in {period.unit}: it ends at a moment, not on a date")


def _next(day: str, start: date) -> date:
    """The first ``day`` (month-day) after ``start``."""
    this_year, next_year = (date.fromisoformat(f"{year:04}-{day}") for year in (start.year, start.year + 1))
    return this_year if this_year > start else next_year

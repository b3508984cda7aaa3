"""The end of an exemption (PP 61/2010 Pasal 11): prepared in time by the PPID, and open by law on its end date.

Whether something is open asks no job: lists look at the end date. ``review`` does what follows from it, once, however
late it runs and however often.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from portal.core.refusal import Refusal
from portal.officials.models import Position
from portal.officials.roles import holders_of
from portal.sop import notices, recording
from portal.sop.models import Notice, StepRecord
from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import YearNotLoaded, working_days_before

from ..models import ClassificationDecision, DecisionEnding
from . import access, decisions
from .grounds import law
from .opening import draft_what_opened

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

logger = logging.getLogger(__name__)

Outcome = StepRecord.Outcome
PREPARING = "Siapkan penetapan pembukaan"
OPENING = "Penetapan pembukaan"
OPENED_BY_LAW = "Terbuka demi hukum"
# Calendar days within which an end date is looked at; more than 30 working days ever take.
LOOKAHEAD = timedelta(days=120)


@dataclass(frozen=True)
class Preparation:
    """A decision whose end is near. ``target`` is when its opening is to be decided; ``problem`` why nobody can say."""

    decision: ClassificationDecision
    target: date | None
    problem: str = ""

    def has_come(self, today: date) -> bool:
        return self.target is not None and self.target <= today

    @property
    def since(self) -> datetime:
        """From when it lies on the PPID's desk."""
        day = max(self.target or self.decision.ends_on - LOOKAHEAD, self.decision.decided_on)
        return datetime.combine(day, time(), timezone.get_default_timezone())


def target_date(ends_on: date, closed: Mapping[date, str]) -> date:
    """The day on which the PPID is to decide that it opens. Raises ``YearNotLoaded``."""
    return working_days_before(ends_on, law().opening.days_before, closed).due


def preparation_of(decision: ClassificationDecision, closed: Mapping[date, str]) -> Preparation:
    """By when this decision's end is to be prepared; a calendar that does not reach is told, and nothing guessed."""
    try:
        return Preparation(decision, target_date(decision.ends_on, closed))
    except YearNotLoaded as problem:
        return Preparation(decision, None, str(problem))


def preparations(today: date) -> Iterator[Preparation]:
    """What is to be prepared by ``today``, or cannot be reckoned; nearest end first, in three queries."""
    near = list(
        ClassificationDecision.objects.in_force(today)
        .filter(ends_on__lte=today + LOOKAHEAD)
        .select_related("test")
        .order_by("ends_on", "pk")
    )
    if not near:
        return
    closed = closed_days()
    for preparation in (preparation_of(decision, closed) for decision in near):
        if preparation.problem or preparation.has_come(today):
            yield preparation


# --- by decision ------------------------------------------------------------------------------------------


def why_not_open(decision: ClassificationDecision, user: AbstractUser, today: date) -> str:
    """Why this person may not decide now that it opens; "" if he may."""
    if reason := access.why_not_ppid(user):
        return reason
    if decision.ends_on is None:
        return "Penetapan ini tidak memiliki tanggal berakhir: ubah dengan uji konsekuensi baru (PP 61/2010 Pasal 10)."
    preparation = preparation_of(decision, closed_days())
    if preparation.problem:
        return preparation.problem
    if not preparation.has_come(today):
        return (
            f"Pembukaan dapat ditetapkan mulai {date_format(preparation.target, 'j F Y')} ({law().opening.article}). "
            "Sebelum itu, penetapan hanya diubah dengan uji konsekuensi baru."
        )
    return ""


@transaction.atomic
def open_by_decision(pk: int, user: AbstractUser, reason: str, today: date) -> DecisionEnding:
    """The PPID decides that it opens. Raises ``Refusal``; of two who decide at once, one does."""
    decision = decisions.lock_in_force(pk, today)
    if refusal := why_not_open(decision, user, today):
        raise Refusal(refusal)
    hat = access.hat_of_ppid(user)
    ending = decisions.end(decision, DecisionEnding.Kind.OPENED, today, user=user, hat=hat, reason=reason)
    recording.note_act(decision.test, OPENING, Outcome.OPENED, user, hat, f"{decision.number}. {reason}")
    draft_what_opened(decision, today)
    return ending


# --- by law ------------------------------------------------------------------------------------------------


@dataclass
class Review:
    """What one run did, and what it could not do, in words."""

    told: int = 0
    opened: int = 0
    problems: list[str] = field(default_factory=list)


def review(today: date) -> Review:
    """Open what has come to its end by ``today``, and tell the PPID once of what comes to it.

    Each decision is a transaction of its own, so that one that fails holds up no other.
    """
    run = Review()
    over = ClassificationDecision.objects.not_ended().filter(ends_on__lte=today).order_by("ends_on", "pk")
    for pk in list(over.values_list("pk", flat=True)):
        run.opened += _tried(open_by_law, pk, run)
    for preparation in list(preparations(today)):
        if preparation.problem:
            run.problems.append(f"{preparation.decision.number}: {preparation.problem}")
        else:
            run.told += _tried(tell_to_prepare, preparation.decision.pk, run)
    return run


@transaction.atomic
def open_by_law(pk: int) -> bool:
    """On its end date it is open even if nobody decided (Pasal 11 ayat (3)); returns whether that was still to note."""
    decision = ClassificationDecision.objects.select_for_update().get(pk=pk)
    if DecisionEnding.objects.filter(decision=decision).exists():
        return False
    on = decision.ends_on
    decisions.end(decision, DecisionEnding.Kind.BY_LAW, on, reason=law().opening.by_law)
    draft_what_opened(decision, on)
    told = (
        f"Jangka waktu pengecualian menurut penetapan {decision.number} berakhir {date_format(on, 'j F Y')}, sehingga "
        f"informasi ini terbuka ({law().opening.by_law}). Konsep halamannya menunggu dilengkapi Petugas."
    )
    _note_and_tell(decision, OPENED_BY_LAW, Outcome.OPENED, told)
    return True


@transaction.atomic
def tell_to_prepare(pk: int) -> bool:
    """Tell the PPID, once, that the opening is to be decided; returns whether that was still to do."""
    decision = ClassificationDecision.objects.select_for_update().get(pk=pk)
    has_ended = DecisionEnding.objects.filter(decision=decision).exists()
    if has_ended or StepRecord.objects.about(decision.test).filter(step=PREPARING).exists():
        return False
    told = (
        f"Jangka waktu pengecualian menurut penetapan {decision.number} berakhir "
        f"{date_format(decision.ends_on, 'j F Y')}. Tetapkan pembukaannya, atau mintakan uji konsekuensi baru "
        f"({law().opening.article}). Tanpa penetapan, informasi ini terbuka pada tanggal itu."
    )
    _note_and_tell(decision, PREPARING, Outcome.NOTED, told)
    return True


def _note_and_tell(decision: ClassificationDecision, step: str, outcome: str, words: str) -> None:
    record = recording.note_act(decision.test, step, outcome, None, None, words)
    position = Position.objects.filter(code=access.PPID).first()
    if position is not None:
        today = timezone.localdate()
        people = holders_of(position, today, by_mandate=not access.is_definitive_only())
        notices.tell(Notice.Kind.NOTED, record, people)


def _tried(act: Callable[[int], bool], pk: int, run: Review) -> bool:
    try:
        return act(pk)
    except Exception as problem:
        # Whatever it was, the other decisions are not held up by it; tomorrow's run tries again.
        logger.exception("decision %s could not be reviewed", pk)
        run.problems.append(f"Penetapan {pk}: {problem}")
        return False

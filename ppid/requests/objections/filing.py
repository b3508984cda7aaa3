"""When an objection had to be filed, and whether it came late (UU 14/2008 Pasal 36 ayat (1), clock C06).

The day on which "the reason is found" differs by reason, so each gives a term of its own. A late objection is
registered and flagged; the superior decides on it. Nothing here refuses anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..clocks import reckoning
from ..clocks.reckoning import Reckoned

CLOCK = "C06"
# Found when the answer, or the note of cost, is in hand.
BY_THE_ANSWER = frozenset("adefg")
# Found on the day after the answer was due.
BY_SILENCE = frozenset("cg")
# Periodic information is missing on any day on which somebody looks: no term runs out.
WITHOUT_END = frozenset("b")


@dataclass(frozen=True)
class Filing:
    """``terms`` are those that can be reckoned, the earliest first; the last one is the latest arguable day."""

    terms: tuple[Reckoned, ...]
    has_end: bool

    @property
    def earliest(self) -> date | None:
        """The day to warn of."""
        return self.terms[0].due if self.terms else None

    @property
    def latest(self) -> date | None:
        """The day after which it is late; ``None`` where no day can be said."""
        return self.terms[-1].due if self.has_end and self.terms else None

    def is_late(self, received_on: date) -> bool:
        return self.latest is not None and received_on > self.latest


def filing(
    reasons: Iterable[str], *, answered_on: date | None, due_on: date | None, closed: Mapping[date, str]
) -> Filing:
    """The terms of these reasons (letters of Pasal 35 ayat (1)).

    ``answered_on`` is when the applicant had the answer, ``due_on`` when it was due. Raises ``YearNotLoaded``.
    """
    reasons = frozenset(reasons)
    starts: dict[str, date] = {}
    if answered_on and reasons & BY_THE_ANSWER:
        starts["answer-received"] = answered_on
    if due_on and reasons & BY_SILENCE:
        starts["request-unanswered"] = due_on + timedelta(days=1)
    terms = [reckoning.reckon(CLOCK, start, closed, start_event=event) for event, start in starts.items()]
    return Filing(tuple(sorted(terms, key=lambda term: term.due)), has_end=not reasons & WITHOUT_END)

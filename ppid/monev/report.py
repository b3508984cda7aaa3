"""The self-check as it stands: each item with its answer, its evidence and what it scores."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.workdays.reckoning import add_months

from . import scoring
from .definition import Grade, Item, Questionnaire
from .models import Evidence, ItemAnswer
from .scoring import Lack, Rated


@dataclass(frozen=True)
class Line:
    """One item. ``answer`` is ``None`` where nobody has written anything yet; ``is_stale``: information that is due
    again after some months, and not known to have gone public within them."""

    item: Item
    answer: ItemAnswer | None
    evidence: list[Evidence]
    rated: Rated
    updated_on: date | None
    is_stale: bool

    @property
    def standing(self) -> str:
        """ "Jawaban B, tanpa bukti: bernilai nol"."""
        letter = f"Jawaban {self.answer.answer}" if self.answer and self.answer.answer else ""
        lack = f"{self.rated.lack.value}: bernilai nol" if self.rated.lack else ""
        told = ", ".join(filter(None, (letter, lack, "perlu dimutakhirkan" if self.is_stale else "")))
        return told[:1].upper() + told[1:]

    @property
    def needs_attention(self) -> bool:
        """Whether an answer scores nothing for want of its evidence."""
        return self.rated.lack in (Lack.NO_EVIDENCE, Lack.DEAD)

    @property
    def owner(self) -> str:
        if self.answer is None:
            return ""
        return ", ".join(filter(None, (str(self.answer.unit or ""), self.answer.responsible)))


@dataclass(frozen=True)
class Report:
    """``score`` is rounded down to one decimal, ``grade`` that of the exact score."""

    questionnaire: Questionnaire
    lines: list[Line]
    score: Decimal
    grade: Grade

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        names = dict.fromkeys(line.item.group for line in self.lines)
        return [(name, [line for line in self.lines if line.item.group == name]) for name in names]

    @property
    def counted(self) -> int:
        return sum(line.rated.lack is None for line in self.lines)

    @property
    def stale(self) -> int:
        return sum(line.is_stale for line in self.lines)

    @property
    def lacking(self) -> list[tuple[str, int]]:
        """How many items score nothing, by why."""
        lacks = Counter(line.rated.lack for line in self.lines)
        return [(lack.value, lacks[lack]) for lack in Lack]


def report_of(questionnaire: Questionnaire, today: date) -> Report:
    """Two queries, however many items there are."""
    rows = ItemAnswer.objects.filter(questionnaire=questionnaire.code).select_related("unit")
    answers = {row.item: row for row in rows.prefetch_related("evidence")}
    lines = [_line(questionnaire, item, answers.get(item.code), today) for item in questionnaire.items]
    exact = scoring.score(line.rated for line in lines)
    return Report(questionnaire, lines, scoring.shown(exact), scoring.grade_of(questionnaire, exact))


def _line(questionnaire: Questionnaire, item: Item, answer: ItemAnswer | None, today: date) -> Line:
    evidence = list(answer.evidence.all()) if answer else []
    letter = answer.answer if answer else ""
    rated = scoring.rate(questionnaire, item, letter, [entry.state == Evidence.State.DEAD for entry in evidence])
    updated_on = max((entry.updated_on for entry in evidence if entry.updated_on), default=None)
    is_current = updated_on is not None and add_months(updated_on, questionnaire.months) >= today
    return Line(item, answer, evidence, rated, updated_on, item.periodic and bool(evidence) and not is_current)

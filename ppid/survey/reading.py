"""From the answers of a period to what may be said of them in public."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.conf import settings

from portal.core import small_groups

from .definition import Definition, load
from .index import Index, index_of, ratings_of
from .models import SurveyAnswer, SurveyResult

NOT_TOLD = "Tidak dijawab"


@dataclass(frozen=True)
class Breakdown:
    """Respondents by one thing that they told of themselves; ``lines`` are empty where a group is too small."""

    label: str
    lines: list[tuple[str, int]]


@dataclass(frozen=True)
class Figures:
    """``index`` is ``None`` where fewer than ``smallest`` answered: too few to say what they thought without telling
    what one of them did."""

    definition: Definition
    respondents: int
    smallest: int
    index: Index | None
    breakdowns: list[Breakdown]


def figures_of(result: SurveyResult) -> Figures:
    """The figures of a year's answers to its definition, in one query."""
    definition, smallest = load(result.definition), settings.PORTAL_SURVEY_SMALLEST_GROUP
    answers = SurveyAnswer.objects.filter(
        definition=definition.code, answered_on__range=(result.counted_from, result.counted_to)
    )
    rows = list(answers.values_list("scores", "about"))
    if len(rows) < max(smallest, 1):
        return Figures(definition, len(rows), smallest, None, [])
    index = index_of(definition, ratings_of(definition, (scores for scores, _ in rows)))
    breakdowns = [
        Breakdown(about.heading or about.label, small_groups.shown(_counted(about.code, about.choices, rows), smallest))
        for about in definition.about
    ]
    return Figures(definition, len(rows), smallest, index, breakdowns)


def _counted(code: str, choices: tuple[str, ...], rows: list[tuple[dict, dict]]) -> dict[str, int]:
    """How many told each of the choices, in their order."""
    told = Counter(about.get(code, NOT_TOLD) for _, about in rows)
    return {choice: told[choice] for choice in (*choices, NOT_TOLD)}

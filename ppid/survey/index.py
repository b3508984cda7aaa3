"""The index of satisfaction by exact fractions (Permenpan-RB 14/2017). Pure functions, no rounding before the end.

An element's mean is the sum of its scores over the number of those who answered it, so that who skips a question
changes nothing of it. The index is the weighted sum of the means times the definition's factor, rounded half up to two
decimals; only then it is compared with the grades, because the printed intervals leave gaps.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .definition import Definition, Element, Grade

DECIMALS = 2


@dataclass(frozen=True)
class Rating:
    """One element: how many answered it, and their exact mean from 1 up; ``None`` where nobody did."""

    element: Element
    answers: int
    mean: Fraction | None


@dataclass(frozen=True)
class Index:
    """``value`` and ``grade`` are ``None`` as long as an element has no answer: then there is no index."""

    ratings: tuple[Rating, ...]
    value: Decimal | None
    grade: Grade | None


def ratings_of(definition: Definition, answered: Iterable[Mapping[str, int]]) -> tuple[Rating, ...]:
    """The rating of each element; ``answered`` holds, for each respondent, the score by the element's code."""
    sums = {element.code: [0, 0] for element in definition.elements}
    for answers in answered:
        for code, score in answers.items():
            sums[code][0] += score
            sums[code][1] += 1
    return tuple(
        Rating(element, count, Fraction(total, count) if count else None)
        for element in definition.elements
        for total, count in (sums[element.code],)
    )


def index_of(definition: Definition, ratings: tuple[Rating, ...]) -> Index:
    if any(rating.mean is None for rating in ratings):
        return Index(ratings, None, None)
    weighted = sum((rating.mean * rating.element.weight for rating in ratings), Fraction())
    value = rounded(weighted * definition.factor)
    return Index(ratings, value, grade_of(definition, value))


def grade_of(definition: Definition, value: Decimal) -> Grade | None:
    """The grade of a rounded index; ``None`` below the lowest."""
    return next((grade for grade in definition.grades if value >= grade.start), None)


def rounded(exact: Fraction) -> Decimal:
    """Half up, to two decimals."""
    return Decimal(math.floor(exact * 10**DECIMALS + Fraction(1, 2))).scaleb(-DECIMALS)

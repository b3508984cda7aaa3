"""The score by exact fractions, and its grade. Pure functions.

An answer without evidence is no answer: without an address, or with one that is known to be dead, an item scores
nothing and says why. As long as the weights are not set, every item counts the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from .definition import Grade, Item, Questionnaire

FULL = 100


class Lack(Enum):
    """Why an item scores nothing, whatever its answer."""

    NO_ANSWER = "belum dijawab"
    NO_EVIDENCE = "tanpa bukti"
    DEAD = "tautan mati"


@dataclass(frozen=True)
class Rated:
    """``share`` of the item's weight, from 0 to 1; ``lack`` is ``None`` where the answer counts."""

    item: Item
    share: Fraction
    lack: Lack | None


def rate(questionnaire: Questionnaire, item: Item, letter: str, are_dead: Sequence[bool]) -> Rated:
    """``letter`` is "" where nothing was answered; ``are_dead`` says of each address whether it is known to be dead."""
    if not letter:
        lack = Lack.NO_ANSWER
    elif not are_dead:
        lack = Lack.NO_EVIDENCE
    elif any(are_dead):
        lack = Lack.DEAD
    else:
        return Rated(item, questionnaire.shares[letter], None)
    return Rated(item, Fraction(), lack)


def score(rated: Iterable[Rated]) -> Fraction:
    """From 0 to 100."""
    weighed = [(entry.item.weight or Fraction(1), entry.share) for entry in rated]
    whole = sum(weight for weight, _ in weighed)
    return sum(weight * share for weight, share in weighed) * FULL / whole if whole else Fraction()


def grade_of(questionnaire: Questionnaire, value: Fraction) -> Grade:
    return next(grade for grade in questionnaire.grades if value >= grade.start)


def shown(value: Fraction) -> Decimal:
    """With one decimal and rounded down, as the published ranges have it: 89.95 is 89.9 and no 90."""
    return Decimal(math.floor(value * 10)).scaleb(-1)

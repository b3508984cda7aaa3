"""The number of a classification decision: without gaps within a year, written by a pattern that is data."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from ..models import DecisionCounter

FILE = Path(__file__).with_name("definitions") / "penomoran.toml"
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def take_sequence(year: int) -> int:
    """The year's next running number. Belongs into the decision's own transaction: if that fails, no number is lost."""
    DecisionCounter.objects.get_or_create(year=year)
    counter = DecisionCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def written(sequence: int, body: str, on: date) -> str:
    """The number as it stands on the decision, such as "3/PPID/Dinkes/XI/2026"."""
    return _pattern().format(sequence=sequence, body=body, month=ROMAN_MONTHS[on.month - 1], year=on.year)


@cache
def _pattern() -> str:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["classification"]["pattern"]

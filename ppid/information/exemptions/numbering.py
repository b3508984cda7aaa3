"""The number of a classification decision: without gaps within a year, written by a pattern that is data."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from portal.core import numbering

FILE = Path(__file__).with_name("definitions") / "penomoran.toml"
SERIES = "classification"


def take_sequence(year: int) -> int:
    """The year's next running number. Belongs into the decision's own transaction: if that fails, no number is lost."""
    return numbering.take(SERIES, year)


def written(sequence: int, body: str, on: date) -> str:
    """The number as it stands on the decision, such as "3/PPID/Dinkes/XI/2026"."""
    return numbering.written(_pattern(), sequence, body, on)


@cache
def _pattern() -> str:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))[SERIES]["pattern"]

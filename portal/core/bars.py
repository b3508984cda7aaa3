"""A chart of bars for public pages: each row a name, its value in words, and a bar that the server draws.

Lengths are percentages of the chart's breadth. The same figures belong in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    name: str
    value: str
    length: float


@dataclass(frozen=True)
class BarChart:
    title: str
    bars: tuple[Bar, ...]


def bar_chart(title: str, rows: Iterable[tuple[str, str, float]], most: float) -> BarChart:
    """Of rows of name, value in words and value; ``most`` is the value whose bar fills the breadth."""
    return BarChart(title, tuple(Bar(name, words, round(100 * value / most, 2)) for name, words, value in rows))

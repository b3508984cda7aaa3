"""A chart of bars for public pages: one row a name, its value in words, and a bar. Only geometry, drawn as SVG.

Lengths are percentages of the chart's breadth, so that letters keep their size on a phone; heights are pixels. The same
figures belong in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ROW_HEIGHT = 62
# What fits the narrowest phone; the table has the whole name.
NAME_LENGTH = 38


@dataclass(frozen=True)
class Bar:
    name: str
    value: str
    length: float
    y: int


@dataclass(frozen=True)
class BarChart:
    """``code`` is unique on its page; ``description`` says in words what is drawn, for who does not see it."""

    code: str
    title: str
    bars: tuple[Bar, ...]

    @property
    def description(self) -> str:
        return "; ".join(f"{bar.name}: {bar.value}" for bar in self.bars)

    @property
    def height(self) -> int:
        return len(self.bars) * ROW_HEIGHT


def bar_chart(code: str, title: str, rows: Iterable[tuple[str, str, float]], most: float) -> BarChart:
    """Of rows of name, value in words and value; ``most`` is the value whose bar fills the breadth."""
    bars = (
        Bar(_shortened(name), words, round(100 * value / most, 2), number * ROW_HEIGHT)
        for number, (name, words, value) in enumerate(rows)
    )
    return BarChart(code, title, tuple(bars))


def _shortened(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"

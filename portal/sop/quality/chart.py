"""The chart of the report: per step a bar for the median, one for the 90th percentile, and a mark at the standard.

Only geometry: the page draws it as SVG, the paper in Typst. Lengths are percentages of the chart's breadth, so that
letters keep their size on a phone; heights are pixels. The table "Per langkah" holds the same figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.sop.standards import NOT_SET, Duration

from . import words
from .figures import Figures, StepKey

ROW_HEIGHT = 88
# Percent; the rest is for the breadth of the mark itself.
LONGEST_BAR = 99.0
NAME_LENGTH = 38
_MINUTES = {"menit": 1, "jam": 60}


@dataclass(frozen=True)
class Row:
    """One step. Lengths in percent; ``standard_at`` is ``None`` where no mark can be drawn; ``y`` in pixels."""

    name: str
    standard: str
    median: str
    p90: str
    median_length: float
    p90_length: float
    standard_at: float | None
    y: int


@dataclass(frozen=True)
class Chart:
    """``description`` says in words what is drawn, for who does not see it."""

    code: str
    title: str
    description: str
    rows: list[Row]

    @property
    def height(self) -> int:
        return len(self.rows) * ROW_HEIGHT


def charts_of(by_step: Iterable[tuple[StepKey, Figures]]) -> list[Chart]:
    """One chart for the steps with a standard and one for those without: each has a scale of its own, so that half
    an hour is not lost beside a week. Steps of which none was finished have nothing to show."""
    shown = [(key, figures) for key, figures in by_step if figures.median is not None]
    groups = (
        ("baku", "Langkah dengan waktu baku", [line for line in shown if line[0].standard != NOT_SET]),
        ("tanpa-baku", f"Langkah yang waktunya {NOT_SET}", [line for line in shown if line[0].standard == NOT_SET]),
    )
    return [_chart(code, title, lines) for code, title, lines in groups if lines]


def standard_minutes(standard: str) -> int | None:
    """The longest allowed time in office minutes. ``None`` for working days, which are no fixed number of minutes (they
    end when the office closes), and where nothing is set."""
    try:
        longest = Duration.parse(standard.split("–")[-1].strip())
    except ValueError:
        return None
    return longest.amount * _MINUTES[longest.unit] if longest.unit in _MINUTES else None


def _chart(code: str, title: str, lines: list[tuple[StepKey, Figures]]) -> Chart:
    longest = max(max(figures.p90, standard_minutes(key.standard) or 0) for key, figures in lines)
    scale = LONGEST_BAR / (longest or 1)
    rows = [_row(key, figures, scale, number * ROW_HEIGHT) for number, (key, figures) in enumerate(lines)]
    description = "; ".join(
        f"{key.name}: median {row.median}, persentil 90 {row.p90}, waktu baku {key.standard}"
        for (key, _), row in zip(lines, rows, strict=True)
    )
    return Chart(code, title, description, rows)


def _row(key: StepKey, figures: Figures, scale: float, y: int) -> Row:
    standard = standard_minutes(key.standard)
    return Row(
        name=key.name if len(key.name) <= NAME_LENGTH else f"{key.name[: NAME_LENGTH - 1]}…",
        standard=key.standard,
        median=words.duration(figures.median),
        p90=words.duration(figures.p90),
        median_length=round(figures.median * scale, 2),
        p90_length=round(figures.p90 * scale, 2),
        standard_at=None if standard is None else round(standard * scale, 2),
        y=y,
    )

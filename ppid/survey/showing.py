"""The figures of a year in words and as a chart, as the public page has them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from portal.core.bars import BarChart, bar_chart

from .definition import Definition
from .index import DECIMALS, Rating, grade_of, rounded
from .reading import Breakdown, Figures

NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """One element: its mean from 1 up, that mean as an index of its own, and the grade of that."""

    code: str
    name: str
    answers: int
    mean: str
    index: str
    grade: str


@dataclass(frozen=True)
class Shown:
    """``index`` is "" where there is none to show; ``too_few``: fewer than ``smallest`` answered."""

    respondents: int
    smallest: int
    too_few: bool
    index: str
    grade: str
    performance: str
    rows: list[Row]
    chart: BarChart | None
    breakdowns: list[Breakdown]
    method: list[str]


def shown_of(figures: Figures) -> Shown:
    """A year as readers see it; without an index (too few answered) there is no value, grade, row or chart either."""
    definition, index = figures.definition, figures.index
    rows = [_row(figures, rating) for rating in index.ratings] if index else []
    chart = None
    if index:
        means = [
            (f"{row.code} {row.name}", f"{row.mean} dari {definition.highest}", float(rating.mean or 0))
            for row, rating in zip(rows, index.ratings, strict=True)
        ]
        chart = bar_chart("Nilai rata-rata tiap unsur", means, definition.highest)
    value, grade = (index.value, index.grade) if index else (None, None)
    return Shown(
        respondents=figures.respondents,
        smallest=figures.smallest,
        too_few=index is None,
        index=_written(value) if value is not None else "",
        grade=grade.grade if grade else "",
        performance=grade.performance if grade else "",
        rows=rows,
        chart=chart,
        breakdowns=figures.breakdowns,
        method=_method(definition),
    )


def _method(definition: Definition) -> list[str]:
    """How the index came about, in sentences."""
    same = len({element.weight for element in definition.elements}) == 1
    weights = (
        "Semua unsur berbobot sama."
        if same
        else "Bobot unsur berbeda: "
        + "; ".join(f"{element.code} {element.weight}" for element in definition.elements)
        + "."
    )
    grades = "; ".join(
        f"{grade.grade} ({grade.performance.lower()}) mulai {_written(grade.start)}" for grade in definition.grades
    )
    return [
        f"Survei memakai unsur {definition.regulation}. Setiap jawaban bernilai 1 sampai {definition.highest}.",
        "Nilai unsur adalah rata-rata jawaban yang masuk untuk unsur itu; pertanyaan yang dilewati tidak dihitung.",
        f"{weights} Rata-ratanya dikalikan {definition.factor}, lalu dibulatkan ke dua angka desimal.",
        f"Mutu: {grades}.",
    ]


def _row(figures: Figures, rating: Rating) -> Row:
    if rating.mean is None:
        return Row(rating.element.code, rating.element.name, 0, NOTHING, NOTHING, NOTHING)
    value = rounded(rating.mean * figures.definition.factor)
    grade = grade_of(figures.definition, value)
    return Row(
        rating.element.code,
        rating.element.name,
        rating.answers,
        _written(rounded(rating.mean)),
        _written(value),
        grade.grade if grade else NOTHING,
    )


def _written(value: Decimal) -> str:
    """ "88,31": the comma is Indonesian."""
    return number_format(value, DECIMALS)

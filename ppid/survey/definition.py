"""The survey as data (``definitions/``): elements, weights, grades, and what respondents may tell of themselves.

A successor of the regulation is another file; answers keep the name of the file by whose questions they were given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent / "definitions"


class DefinitionError(ValueError):
    """The file contradicts itself; the message lists every fault, in Indonesian."""


@dataclass(frozen=True)
class Element:
    """One of the things that are rated. ``answers`` are worth 1, 2, 3 …; the weights of all elements add up to 1."""

    code: str
    name: str
    question: str
    answers: tuple[str, ...]
    weight: Fraction


@dataclass(frozen=True)
class Grade:
    """``start`` is the lowest index that has this grade."""

    grade: str
    start: Decimal
    performance: str


@dataclass(frozen=True)
class About:
    """One thing that a respondent may tell of himself; ``heading`` is how the results call it, where that differs."""

    code: str
    label: str
    choices: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True)
class Definition:
    """``grades`` stand highest first; ``factor`` turns the mean of the elements into the index."""

    code: str
    regulation: str
    title: str
    factor: int
    elements: tuple[Element, ...]
    grades: tuple[Grade, ...]
    about: tuple[About, ...]

    @property
    def highest(self) -> int:
        """The best answer's worth."""
        return len(self.elements[0].answers)


@cache
def load(code: str, folder: Path = FOLDER) -> Definition:
    """The definition of that name. Raises ``DefinitionError`` with every fault found, ``FileNotFoundError``."""
    data = tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))
    equal = Fraction(1, len(data["elements"]))
    try:
        definition = Definition(
            code=code,
            **data["survey"],
            elements=tuple(_element(element, equal) for element in data["elements"]),
            grades=tuple(
                Grade(grade["grade"], Decimal(grade["from"]), grade["performance"]) for grade in data["grades"]
            ),
            about=tuple(About(**{**about, "choices": tuple(about["choices"])}) for about in data["about"]),
        )
    except (InvalidOperation, ValueError, TypeError) as fault:
        raise DefinitionError(f"Berkas {code} tidak dapat dibaca: {fault}") from fault
    if faults := list(_faults(definition)):
        raise DefinitionError("\n".join(faults))
    return definition


def current() -> Definition:
    """By which questions are put today."""
    return load(settings.PORTAL_SURVEY_DEFINITION)


def _element(data: dict, equal: Fraction) -> Element:
    weight = Fraction(data["weight"]) if "weight" in data else equal
    return Element(data["code"], data["name"], data["question"], tuple(data["answers"]), weight)


def _faults(definition: Definition) -> Iterator[str]:
    codes = [entry.code for entry in (*definition.elements, *definition.about)]
    yield from (f"Kode {code} dipakai lebih dari sekali." for code in sorted({c for c in codes if codes.count(c) > 1}))
    if sum(element.weight for element in definition.elements) != 1:
        yield "Jumlah bobot semua unsur harus tepat 1."
    if len({len(element.answers) for element in definition.elements}) != 1:
        yield "Semua unsur harus memiliki jumlah pilihan jawaban yang sama."
    starts = [grade.start for grade in definition.grades]
    if starts != sorted(set(starts), reverse=True):
        yield "Batas mutu harus menurun."
    if not starts or starts[-1] > definition.factor:
        yield "Nilai terendah tidak memiliki mutu."

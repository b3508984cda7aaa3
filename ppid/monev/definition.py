"""The questionnaire as data (``definitions/``): groups, items, weights, what answers are worth, and the grades."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(__file__).parent / "definitions"


class DefinitionError(ValueError):
    """The file contradicts itself; the message lists every fault, in Indonesian."""


@dataclass(frozen=True)
class Item:
    """One question. ``weight`` is ``None`` as long as it is not set; ``periodic``: due again after some months."""

    code: str
    title: str
    evidence: str
    group: str
    periodic: bool = False
    weight: Fraction | None = None


@dataclass(frozen=True)
class Grade:
    """``start`` is the lowest score that has it; ``published`` is the range as it was announced."""

    name: str
    start: Fraction
    published: str


@dataclass(frozen=True)
class Questionnaire:
    """``shares`` say by letter which share of its weight an answer is worth; ``grades`` stand highest first."""

    code: str
    regulation: str
    title: str
    months: int
    shares: Mapping[str, Fraction]
    grades: tuple[Grade, ...]
    items: tuple[Item, ...]

    @property
    def has_weights(self) -> bool:
        return all(item.weight is not None for item in self.items)

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items if item.code == code), None)


@cache
def load(code: str, folder: Path = FOLDER) -> Questionnaire:
    """The questionnaire of that name. Raises ``DefinitionError`` with every fault found, ``FileNotFoundError``."""
    data = tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))
    try:
        questionnaire = Questionnaire(
            code=code,
            **data["questionnaire"],
            shares={answer["letter"]: Fraction(answer["share"]) for answer in data["answers"]},
            grades=tuple(Grade(grade["name"], Fraction(grade["from"]), grade["published"]) for grade in data["grades"]),
            items=tuple(_item(item, group["name"]) for group in data["groups"] for item in group["items"]),
        )
    except (ValueError, TypeError, KeyError) as fault:
        raise DefinitionError(f"Berkas {code} tidak dapat dibaca: {fault}") from fault
    if faults := list(_faults(questionnaire)):
        raise DefinitionError("\n".join(faults))
    return questionnaire


def current() -> Questionnaire:
    return load(settings.PORTAL_MONEV_DEFINITION)


def _item(data: dict, group: str) -> Item:
    weight = Fraction(data["weight"]) if "weight" in data else None
    return Item(**{**data, "group": group, "weight": weight})


def _faults(questionnaire: Questionnaire) -> Iterator[str]:
    codes = [item.code for item in questionnaire.items]
    yield from (f"Kode {code} dipakai lebih dari sekali." for code in sorted({c for c in codes if codes.count(c) > 1}))
    weighed = [item for item in questionnaire.items if item.weight is not None]
    if weighed and not questionnaire.has_weights:
        yield "Bobot harus diisi pada semua butir atau tidak sama sekali."
    if any(item.weight <= 0 for item in weighed):
        yield "Bobot harus lebih dari nol."
    if not all(0 <= share <= 1 for share in questionnaire.shares.values()):
        yield "Nilai jawaban harus antara 0 dan 1."
    starts = [grade.start for grade in questionnaire.grades]
    if starts != sorted(set(starts), reverse=True) or not starts or starts[-1] != 0:
        yield "Batas kualifikasi harus menurun sampai 0."

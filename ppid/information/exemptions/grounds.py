"""The grounds on which information may be withheld, and what is never exempt, read from their file.

The law is data here (``definitions/uu-14-2008-pasal-17.toml``), so that a legal officer can read and correct it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("definitions") / "uu-14-2008-pasal-17.toml"


@dataclass(frozen=True)
class Ground:
    """One letter of Pasal 17. ``items`` are its sub-items in order, with "" where the wording stands in the Act alone.

    ``most_years`` is 0 where the law sets no longest period.
    """

    code: str
    title: str
    period: str
    period_article: str
    items: tuple[str, ...] = ()
    ends: bool = False
    most_years: int = 0
    opens_on_consent: bool = False
    needs_act: bool = False

    @property
    def label(self) -> str:
        """The letter with its short title, as the public list shows it."""
        return f"Pasal 17 huruf {self.code}: {self.title}"


@dataclass(frozen=True)
class DocumentKind:
    code: str
    title: str
    never_exempt: bool = False


@dataclass(frozen=True)
class OpeningRule:
    """When what is withheld opens: by decision some working days before the end date, on the end date by law."""

    days_before: int
    article: str
    by_law: str


@dataclass(frozen=True)
class Law:
    """The Act with its grounds by letter and its kinds of documents by code, both in the order of the file."""

    name: str
    article: str
    period_law: str
    opening: OpeningRule
    grounds: dict[str, Ground]
    kinds: dict[str, DocumentKind]


@cache
def law() -> Law:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    grounds = [Ground(**{**ground, "items": tuple(ground.get("items", ()))}) for ground in data["grounds"]]
    kinds = [DocumentKind(**kind) for kind in data["kinds"]]
    return Law(
        **data["law"],
        opening=OpeningRule(**data["opening"]),
        grounds={ground.code: ground for ground in grounds},
        kinds={kind.code: kind for kind in kinds},
    )


def ground_of(code: str) -> Ground:
    """The ground of a code such as "b" or "h2". Raises ``KeyError`` for a letter that the law does not know."""
    return law().grounds[code[:1]]


def ground_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every ground that can be chosen, grouped by letter: a letter with sub-items is chosen by one of them."""
    return [(ground.label, list(_choices_of(ground))) for ground in law().grounds.values()]


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.code, kind.title) for kind in law().kinds.values()]


def _choices_of(ground: Ground):
    if not ground.items:
        yield ground.code, f"huruf {ground.code}"
    for number, wording in enumerate(ground.items, start=1):
        name = f"huruf {ground.code} angka {number}"
        yield f"{ground.code}{number}", f"{name}: {wording}" if wording else name

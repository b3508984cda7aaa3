"""The form before the search: what a visitor typed and chose becomes a question.

All of it comes from the address and thus from anybody: what makes no sense is ignored, and nothing gives an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MINYEAR
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.cache import cache
from django.http import QueryDict

from portal.officials.models import Unit

from . import question
from .language import words_of
from .models import Entry, Kind

MAX_LENGTH = 100
BEST, NEWEST = "", "terbaru"
ORDERS = {BEST: "Paling sesuai", NEWEST: "Terbaru"}
OFFERED_KEY, OFFERED_SECONDS = "search-offered", 60


class SearchForm(forms.Form):
    """``cleaned_data["q"]`` is a list of words, lower case, without quotes and operators; perhaps empty."""

    q = forms.CharField(
        label="Kata yang dicari",
        max_length=MAX_LENGTH,
        required=False,
        error_messages={
            "max_length": f"Pencarian paling panjang {MAX_LENGTH} huruf. Pakai beberapa kata saja.",
            "null_characters_not_allowed": "Pencarian memuat tanda yang tidak dapat dibaca. Ketik ulang katanya.",
        },
    )

    def clean_q(self) -> list[str]:
        return words_of(self.cleaned_data["q"], question.MOST_WORDS)


class Offered(NamedTuple):
    """What can be chosen because something is found with it: years, newest first, and units (key, name)."""

    years: list[int]
    units: list[tuple[int, str]]


class Choices(NamedTuple):
    """One field of the filter: its name in the address, its label, what may be chosen, and what is."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Filters:
    """What the visitor chose; "" or ``None`` where nothing, or nothing sensible, was chosen."""

    kind: str = ""
    year: int | None = None
    unit: int | None = None
    order: str = BEST

    @classmethod
    def read(cls, asked: QueryDict) -> Filters:
        kind, order = asked.get("jenis", ""), asked.get("urut", "")
        year = _number(asked.get("tahun", ""), 4)
        return cls(
            kind=kind if kind in Kind.values else "",
            year=year if year and year >= MINYEAR else None,
            unit=_number(asked.get("unit", ""), 9),
            order=order if order in ORDERS else BEST,
        )

    def __bool__(self) -> bool:
        """Whether anything is left out; the order leaves nothing out."""
        return bool(self.kind or self.year or self.unit)

    @property
    def marks(self) -> tuple[str, ...]:
        """The choices as words (``search.question``)."""
        chosen = ((question.KIND, self.kind), (question.YEAR, self.year), (question.UNIT, self.unit))
        return tuple(f"{prefix}{value}" for prefix, value in chosen if value)

    def query(self, words: str) -> str:
        """The one spelling of a question with these choices as a query string, without the question mark."""
        asked = {"q": words, "jenis": self.kind, "tahun": self.year, "unit": self.unit, "urut": self.order}
        return urlencode({name: value for name, value in asked.items() if value})

    def fields(self) -> list[Choices]:
        offered = cache.get_or_set(OFFERED_KEY, _offered, OFFERED_SECONDS)
        everything = [("", "Semua")]
        years = [(str(year), str(year)) for year in offered.years]
        units = [(str(pk), name) for pk, name in offered.units]
        return [
            Choices("jenis", "Jenis", everything + Kind.choices, self.kind),
            Choices("tahun", "Tahun", everything + years, str(self.year or "")),
            Choices("unit", "Unit", everything + units, str(self.unit or "")),
            Choices("urut", "Urutan", list(ORDERS.items()), self.order),
        ]


def _offered() -> Offered:
    """Kept for a minute: finding it asks every entry."""
    years = Entry.objects.order_by("-year").values_list("year", flat=True).distinct()
    units = Unit.objects.filter(pk__in=Entry.objects.exclude(unit=None).order_by().values("unit").distinct())
    return Offered(list(years), list(units.values_list("pk", "name")))


def _number(text: str, digits: int) -> int | None:
    return int(text) if 0 < len(text) <= digits and text.isascii() and text.isdigit() else None

"""Which requests an officer asks to see. What makes no sense in an address is left out, never an error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.utils.http import urlencode

from portal.officials.models import Unit
from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import YearNotLoaded, add_working_days

from ..lifecycle import State
from ..models import InformationRequest
from . import searching

if TYPE_CHECKING:
    from ..models.requests import InformationRequestQuerySet

LONGEST = 200
SOON_DAYS = 3
RUNNING, EVERYTHING = "berjalan", "semua"
SCOPES = {RUNNING: "Yang belum dijawab, paling mendesak dahulu", EVERYTHING: "Semua, terbaru dahulu"}
DUE = {"lewat": "Lewat tenggat", "segera": f"Jatuh tempo dalam {SOON_DAYS} hari kerja"}


@dataclass(frozen=True)
class Filters:
    """What was asked for; "" where nothing was."""

    question: str = ""
    scope: str = RUNNING
    state: str = ""
    unit: str = ""
    channel: str = ""
    due: str = ""
    officer: str = ""
    year: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Filters:
        return cls(
            question=asked.get("q", "").replace("\0", " ")[:LONGEST],
            scope=one_of(SCOPES, asked.get("lingkup", "")) or RUNNING,
            state=one_of(State.values, asked.get("keadaan", "")),
            unit=number(asked.get("unit", "")),
            channel=one_of(InformationRequest.Channel.values, asked.get("cara", "")),
            due=one_of(DUE, asked.get("tenggat", "")),
            officer=number(asked.get("petugas", "")),
            year=number(asked.get("tahun", ""))[:4],
        )

    def apply(self, requests: InformationRequestQuerySet, today: date) -> InformationRequestQuerySet:
        exact = {
            "state": self.state,
            "unit": self.unit,
            "channel": self.channel,
            "officer": self.officer,
            "year": self.year,
        }
        requests = requests.filter(**{name: value for name, value in exact.items() if value})
        if self.due:
            requests = requests.filter(target_on__lte=soon(today)) if self.due == "segera" else requests.overdue(today)
        requests = searching.find(requests, self.question)
        if self.scope == RUNNING:
            return requests.filter(target_on__isnull=False).most_urgent_first()
        return requests.order_by("-year", "-sequence")

    def query(self, **more: object) -> str:
        """The one spelling of this choice as a query string, without the question mark."""
        asked = {
            "q": self.question,
            "lingkup": self.scope if self.scope != RUNNING else "",
            "keadaan": self.state,
            "unit": self.unit,
            "cara": self.channel,
            "tenggat": self.due,
            "petugas": self.officer,
            "tahun": self.year,
            **more,
        }
        return urlencode({name: value for name, value in asked.items() if value})


def fields(filters: Filters, requests: InformationRequestQuerySet) -> list[dict]:
    """The choices of the form: name, label, options, chosen; only of what this officer sees anyway."""
    officers = get_user_model().objects.filter(pk__in=requests.exclude(officer=None).values("officer").distinct())
    units = Unit.objects.filter(pk__in=requests.exclude(unit=None).values("unit").distinct())
    return [
        field("lingkup", "Lingkup", list(SCOPES.items()), filters.scope, ""),
        field("tenggat", "Tenggat", list(DUE.items()), filters.due),
        field("keadaan", "Keadaan", list(State.choices), filters.state),
        field("unit", "Unit", [(str(unit.pk), unit.name) for unit in units], filters.unit),
        field("cara", "Cara penyampaian", list(InformationRequest.Channel.choices), filters.channel),
        field("petugas", "Petugas", [(str(user.pk), user.get_full_name()) for user in officers], filters.officer),
    ]


def field(name: str, label: str, options: list, chosen: str, everything: str = "Semua") -> dict:
    return {"name": name, "label": label, "options": options, "chosen": chosen, "everything": everything}


def soon(today: date) -> date:
    try:
        return add_working_days(today, SOON_DAYS, closed_days()).due
    except YearNotLoaded:
        return today


def one_of(known, text: str) -> str:
    return text if text in known else ""


def number(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 10 else ""

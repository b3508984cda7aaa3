"""The public list of exempt information (DIK): what is in force on the day, and of it four things only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from ..catalogue.rows import Column
from ..models import ClassificationDecision

PER_PAGE = 50
COLUMNS = (
    Column("title", "Informasi"),
    Column("ground", "Dasar pengecualian"),
    Column("period", "Jangka waktu"),
    Column("number", "Nomor penetapan"),
)


def context(request: HttpRequest) -> dict:
    """What the page shows; titles come in the order of the alphabet."""
    decisions = Paginator(_listed(timezone.localdate()), PER_PAGE)
    return {"decisions": decisions.get_page(request.GET.get("halaman"))}


def rows(on: date) -> Iterator[dict]:
    """The whole list as it is on that day, for an edition."""
    for decision in _listed(on):
        yield {
            "title": decision.title,
            "ground": decision.law_ground.label,
            "period": decision.period,
            "number": decision.number,
        }


def _listed(on: date):
    """Nothing else of a decision is even read."""
    public = ("title", "ground", "ends_on", "period_text", "number")
    return ClassificationDecision.objects.in_force(on).order_by("title", "pk").only(*public)

"""The rows of the register for a year, in the order of registration, in flat memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..models import InformationRequest
from .columns import COLUMNS, Column

ROWS_AT_ONCE = 500


def keys_of(year: int) -> list[int]:
    """The keys of all requests of a year, in the order of their numbers."""
    return list(InformationRequest.objects.filter(year=year).order_by("sequence").values_list("pk", flat=True))


def rows_of(keys: Sequence[int], columns: Sequence[Column] = COLUMNS) -> Iterator[list[Any]]:
    """The values of each request in the order of ``columns``; a few queries for every five hundred rows."""
    row = 0
    for start in range(0, len(keys), ROWS_AT_ONCE):
        some = InformationRequest.objects.filter(pk__in=keys[start : start + ROWS_AT_ONCE]).order_by("year", "sequence")
        for request in some.select_related("unit").prefetch_related("items__decision", "files", "costs"):
            row += 1
            yield [column.value(request, row) for column in columns]


def years() -> list[int]:
    """The years of which there are requests, newest first."""
    return list(InformationRequest.objects.order_by("-year").values_list("year", flat=True).distinct())

"""The rows of a register for a year, in the order of registration, in flat memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .columns import Column
from .registers import Register

ROWS_AT_ONCE = 500


def rows_of(register: Register, keys: Sequence[int], columns: Sequence[Column]) -> Iterator[list[Any]]:
    """The values of each case in the order of ``columns``; a few queries for every five hundred rows."""
    row = 0
    for start in range(0, len(keys), ROWS_AT_ONCE):
        some = register.model.objects.filter(pk__in=keys[start : start + ROWS_AT_ONCE]).order_by("year", "sequence")
        for case in some.select_related(*register.related).prefetch_related(*register.many):
            row += 1
            yield [column.value(case, row) for column in columns]

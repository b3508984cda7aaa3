"""Running numbers of letters, decisions and requests: gapless within a year, written by a pattern that is data."""

from __future__ import annotations

from datetime import date

from .models import Counter

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def take(series: str, year: int) -> int:
    """The year's next number of ``series``.

    Belongs into the transaction of what bears it: if that fails, no number is lost, and until it ends nobody else gets
    one.
    """
    Counter.objects.get_or_create(series=series, year=year)
    counter = Counter.objects.select_for_update().get(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def written(pattern: str, sequence: int, body: str, on: date) -> str:
    """The number as it stands on paper, such as "3/PPID/Dinkes/XI/2026"."""
    return pattern.format(sequence=sequence, body=body, month=ROMAN_MONTHS[on.month - 1], year=on.year)

"""Median and percentile, as every report of the portal reckons them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence


def median(values: Sequence[float]) -> float | None:
    """The middle value; the mean of the two middle ones where their number is even."""
    return statistics.median(values) if values else None


def percentile(values: Sequence[int], percent: int) -> int | None:
    """The smallest value that at least ``percent`` % of the values do not exceed (nearest rank)."""
    if not values:
        return None
    return sorted(values)[max(math.ceil(percent * len(values) / 100), 1) - 1]

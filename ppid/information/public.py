"""The public face of public information: what rooms above may ask of it, and nothing else.

``ppid.requests`` imports this module alone (contract in ``pyproject.toml``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .models import ClassificationDecision

if TYPE_CHECKING:
    from .models.exemptions import ClassificationDecisionQuerySet


def decisions_in_force(on: date) -> ClassificationDecisionQuerySet:
    """The classification decisions that hold on that day: only by one of them is a request refused (Pasal 19)."""
    return ClassificationDecision.objects.in_force(on)

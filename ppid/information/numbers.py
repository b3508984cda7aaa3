"""The number of a piece of information in the catalogue (DIP column 1).

It is given once, when the page first goes public, and outlives corrections and a taking down. Numbers of an existing
catalogue come in by its import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

if TYPE_CHECKING:
    from .models import InformationPage


def hold_numbers() -> None:
    """Let nobody else take a number until this transaction ends; on SQLite the transaction itself does that."""
    from .models import PpidPage

    list(PpidPage.objects.select_for_update().values_list("pk"))


@transaction.atomic
def give_number(page: InformationPage) -> int:
    """The page's number, taken now if it has none: one more than the highest."""
    from .models import InformationPage

    hold_numbers()
    held = InformationPage.objects.values_list("number", flat=True).get(pk=page.pk)
    if held is None:
        held = (InformationPage.objects.aggregate(highest=Max("number"))["highest"] or 0) + 1
        InformationPage.objects.filter(pk=page.pk).update(number=held)
    page.number = held
    return held

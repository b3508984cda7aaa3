"""Writing the answer to one item. Its addresses are asked before anything is written, and the change is on record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from . import checking
from .models import Evidence, ItemAnswer

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from .forms import ItemForm


def save(form: ItemForm, before: str, user: AbstractUser, office: str, now: datetime) -> ItemAnswer:
    """Keep what the form holds; ``before`` is the letter that stood there."""
    addresses = form.cleaned_data["addresses"]
    found = {address: checking.check(address) for address in addresses}
    with transaction.atomic():
        answer = form.save()
        answer.evidence.exclude(address__in=addresses).delete()
        kept = {evidence.address: evidence for evidence in answer.evidence.all()}
        for address in addresses:
            evidence = kept.get(address) or Evidence(answer=answer, address=address)
            checking.record(evidence, found[address], now)
            evidence.save()
        data = {"before": before, "after": answer.answer, "addresses": addresses, "office": office}
        log(answer, "wagtail.edit", user=user, data=data)
    return answer

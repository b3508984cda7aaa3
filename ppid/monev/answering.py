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


def save(form: ItemForm, user: AbstractUser, office: str, now: datetime) -> ItemAnswer:
    """Keep what the form holds. Whoever saves the same item at the same time comes after, and his answer stands."""
    addresses = form.cleaned_data["addresses"]
    found = {address: checking.check(address) for address in addresses}
    with transaction.atomic():
        new = form.instance
        rows = ItemAnswer.objects.select_for_update()
        kept_before, _ = rows.get_or_create(questionnaire=new.questionnaire, item=new.item)
        new.pk, new._state.adding = kept_before.pk, False
        answer = form.save()
        answer.evidence.exclude(address__in=addresses).delete()
        kept = {evidence.address: evidence for evidence in answer.evidence.all()}
        for address in addresses:
            evidence = kept.get(address) or Evidence(answer=answer, address=address)
            checking.record(evidence, found[address], now)
            evidence.save()
        data = {"before": kept_before.answer, "after": answer.answer, "addresses": addresses, "office": office}
        log(answer, "wagtail.edit", user=user, data=data)
    return answer

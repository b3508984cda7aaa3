"""A new key for the vault: everything that the ring of keys has encrypted goes under the newest one.

Put the new key first in the environment, start the portal anew, then run ``rewrap_keys``. An old key is needed until
that has reached everything, and by nobody afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.apps import apps
from django.db import models, transaction

from . import sealing
from .models import SealedField
from .vault import Unreadable

BATCH = 500
"""Rows that are moved in one transaction: others wait for it no longer than for a form that is sent."""


@dataclass
class Exchange:
    """How many seals lie under the newest key, and of each that does not, why (Indonesian)."""

    done: int = 0
    failed: list[str] = field(default_factory=list)


def rewrap_all() -> Exchange:
    """Move every sealed field of every model. Doing it again, or after an interruption, harms nothing."""
    exchange = Exchange()
    for model, name in sealed_fields():
        last = 0
        while rows := _batch(model, name, last):
            with transaction.atomic():
                for pk, sealed in rows:
                    _move(exchange, model, name, pk, bytes(sealed))
            last = rows[-1][0]
    return exchange


def sealed_fields() -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, SealedField)
    ]


def _batch(model: type[models.Model], name: str, after: int) -> list[tuple[int, bytes]]:
    sealed = model._base_manager.filter(pk__gt=after, **{f"{name}__isnull": False}).exclude(**{name: b""})
    return list(sealed.order_by("pk").values_list("pk", name)[:BATCH])


def _move(exchange: Exchange, model: type[models.Model], name: str, pk: int, sealed: bytes) -> None:
    try:
        moved = sealing.rewrap(sealed)
    except Unreadable as problem:
        exchange.failed.append(f"{model._meta.verbose_name} {pk}: {problem}")
        return
    # What somebody has written meanwhile lies under the newest key already, and is not overwritten.
    model._base_manager.filter(pk=pk, **{name: sealed}).update(**{name: moved})
    exchange.done += 1

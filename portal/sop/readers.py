"""Which rows of the register a person reads.

Every role reads the register, with two exceptions: a sheet that has readers of its own, because it is confidential or
of a kind that is, is told to nobody else, and whoever only writes keeps to the pages of his unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Page

from portal.core.policy import page_policy

from .models import Sheet
from .places import PAGE
from .policy import standing_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet

    from .models import StepRecord


def readable(records: QuerySet[StepRecord], user: AbstractUser) -> QuerySet[StepRecord]:
    """Those of ``records`` that ``user`` may read; no query of its own beside those of ``standing_of``."""
    for model in apps.get_models():
        if issubclass(model, Sheet):
            records = records.filter(
                ~Q(object_type=model._meta.label_lower) | Q(object_id__in=keys_of(model.read_by(user)))
            )
    if standing_of(user).keeps_to_unit:
        pages = page_policy().visible(user, Page.objects.all())
        records = records.filter(~Q(object_type=PAGE) | Q(object_id__in=keys_of(pages)))
    return records


def keys_of(objects: QuerySet) -> QuerySet:
    """The keys of ``objects`` as the register writes them, which is as text."""
    return objects.order_by().annotate(key=Cast("pk", CharField())).values("key")

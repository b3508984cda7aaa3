"""How any case enters its register: once, under the next number of its series, with who took it in and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from portal.core.models import PrivateFile
from portal.workdays.calendar import local_date

from . import numbering
from .actors import Person
from .models import RequestFile
from .models.cases import of

if TYPE_CHECKING:
    from .models.cases import Case


def once(sent: QuerySet, enter: Callable[[], Case]) -> tuple[Case, bool]:
    """The case that ``enter`` makes, whole or not at all; or the one of the same form that is there, and ``False``.

    ``sent`` finds it: sending twice makes one case, also at the same instant.
    """
    if (case := sent.first()) is not None:
        return case, False
    try:
        with transaction.atomic():
            return enter(), True
    except IntegrityError:
        # The other of two senders was first; the number taken here was given back.
        if (case := sent.first()) is None:
            raise
        return case, False


def entry(
    series: str, form_key: UUID, *, channel: str, received_at: datetime, secret_hash: str, received_by: Person | None
) -> dict[str, Any]:
    """The fields of ``Registered``; takes the next number of ``series``."""
    received_on = local_date(received_at)
    sequence, number = numbering.take(series, received_on)
    return {
        "year": received_on.year,
        "sequence": sequence,
        "number": number,
        "number_key": numbering.normal(number),
        "secret_hash": secret_hash,
        "form_key": form_key,
        "channel": channel,
        "received_at": received_at,
        "received_on": received_on,
        "received_by": received_by.user if received_by else None,
        "received_by_name": received_by.name if received_by else "",
    }


def attach(case: Case, files: Iterable[tuple[str, PrivateFile]]) -> None:
    """Kind (``RequestFile.Kind``) and the file, already rewritten and in the vault."""
    RequestFile.objects.bulk_create(
        RequestFile(**of(case), kind=kind, file=file, name=file.name, sha256=file.sha256, added_by=file.added_by)
        for kind, file in files
    )

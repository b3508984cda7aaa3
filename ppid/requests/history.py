"""The history of a request: each row carries the hash of the one before it, so that no row changes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .lifecycle import BY_CODE, State
from .models import HistoryRow

if TYPE_CHECKING:
    from .actors import Person
    from .models import InformationRequest

# What is written down beside the acts of the table.
OTHER_EVENTS = {
    "register": "Permohonan didaftarkan",
    "recompute": "Tenggat dihitung ulang",
    "erase-identity": "Bukti identitas dihapus karena masa simpannya berakhir",
}


def label_of(event: str) -> str:
    """What happened, in words; a name that nobody knows any more stays what it was."""
    return BY_CODE[event].label if event in BY_CODE else OTHER_EVENTS.get(event, event)


def append(
    request: InformationRequest,
    event: str,
    person: Person,
    at: datetime,
    *,
    state_before: State | str = "",
    details: dict[str, Any] | None = None,
    legal_basis: str = "",
) -> HistoryRow:
    """Write down one act. The caller holds the request's row, so that two rows never take the same number.

    ``details`` holds codes, dates and numbers; never what could name a person. If this fails, the act fails.
    """
    last = HistoryRow.objects.filter(request=request).order_by("-sequence").first()
    row = HistoryRow(
        request=request,
        sequence=last.sequence + 1 if last else 1,
        at=at,
        event=event,
        actor=person.user,
        actor_name=person.name,
        office=person.office[:255],
        state_before=state_before,
        state_after=request.state,
        details=details or {},
        legal_basis=legal_basis,
        previous_hash=last.hash if last else "",
    )
    row.hash = hash_of(row)
    row.save()
    return row


def hash_of(row: HistoryRow) -> str:
    """SHA-256 over everything the row says and the hash before it; the account behind the actor may go."""
    said = [
        row.request_id,
        row.sequence,
        row.at.astimezone(UTC).isoformat(),
        row.event,
        row.actor_name,
        row.office,
        row.state_before,
        row.state_after,
        row.details,
        row.legal_basis,
        row.previous_hash,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_break(rows: Iterable[HistoryRow]) -> HistoryRow | None:
    """The first row of one request, in order, that does not fit what came before it; ``None`` for a whole chain."""
    previous = ""
    for sequence, row in enumerate(rows, 1):
        if row.sequence != sequence or row.previous_hash != previous or row.hash != hash_of(row):
            return row
        previous = row.hash
    return None

"""The history of a case: each row carries the hash of the one before it, so that no row changes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from . import lifecycle
from .disputes.steps import LABELS as DISPUTE_LABELS
from .models import HistoryRow
from .models.cases import of
from .objections import lifecycle as objections

if TYPE_CHECKING:
    from .actors import Person
    from .models.cases import Case

# What is written down beside the acts of the table.
OTHER_EVENTS = {
    "register": "Permohonan didaftarkan",
    "recompute": "Tenggat dihitung ulang",
    "erase-identity": "Bukti identitas dihapus karena masa simpannya berakhir",
    "object": "Keberatan didaftarkan",
    "publish": "Jawaban diputuskan untuk diumumkan",
}
_DISPUTE = {f"dispute-{code}": label for code, label in DISPUTE_LABELS.items()}
LABELS = {
    kind: {**_DISPUTE, **{code: event.label for code, event in table.items()}, **OTHER_EVENTS}
    for kind, table in (("request", lifecycle.BY_CODE), ("objection", objections.BY_CODE))
}


def label_of(event: str, kind: str) -> str:
    """What happened to a case of this kind (``KIND``), in words; a name that nobody knows any more stays as it is."""
    return LABELS[kind].get(event, event)


def told(row: HistoryRow) -> str:
    """What a row says happened."""
    return label_of(row.event, "request" if row.request_id else "objection")


def append(
    case: Case,
    event: str,
    person: Person,
    at: datetime,
    *,
    state_before: str = "",
    details: dict[str, Any] | None = None,
    legal_basis: str = "",
) -> HistoryRow:
    """Write down one act. The caller holds the case's row, so that two rows never take the same number.

    ``details`` holds codes, dates and numbers; never what could name a person. If this fails, the act fails.
    """
    last = HistoryRow.objects.filter(**of(case)).order_by("-sequence").first()
    row = HistoryRow(
        **of(case),
        sequence=last.sequence + 1 if last else 1,
        at=at,
        event=event,
        actor=person.user,
        actor_name=person.name,
        office=person.office[:255],
        state_before=state_before,
        state_after=case.state,
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
        row.request_id or f"objection {row.objection_id}",
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
    """The first row of one case, in order, that does not fit what came before it; ``None`` for a whole chain."""
    previous = ""
    for sequence, row in enumerate(rows, 1):
        if row.sequence != sequence or row.previous_hash != previous or row.hash != hash_of(row):
            return row
        previous = row.hash
    return None

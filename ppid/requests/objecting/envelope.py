"""What an open form carries so that sending twice makes one objection: its key, and the code that it will have.

Both are sealed with the keys of the vault and lie in the page itself: nothing is kept until the form is sent, and
whoever sends it again reads the same number and code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from cryptography.fernet import InvalidToken

from portal.core.vault import key_ring

from .. import secret

NAME = "amplop"
LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Envelope:
    form_key: UUID
    code: str


def new() -> str:
    said = {"form_key": str(uuid4()), "code": secret.make()}
    return key_ring().encrypt(json.dumps(said).encode()).decode()


def opened(sealed: str, now: datetime) -> Envelope | None:
    """``None`` for one that is not ours or older than a day."""
    try:
        said = json.loads(key_ring().decrypt(sealed.encode(errors="replace")))
        age = now.timestamp() - key_ring().extract_timestamp(sealed.encode())
    except (InvalidToken, ValueError):
        return None
    if age > LASTS.total_seconds():
        return None
    return Envelope(UUID(said["form_key"]), said["code"])

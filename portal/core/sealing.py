"""Short texts that the database alone must not tell: sealed by the keys of the vault, found again by a fingerprint.

An identity number is sealed, so that whoever has a copy of the database has no number. What must be recognised but
never read, such as the address of somebody who guesses codes, is kept as a fingerprint.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction

from .vault import Unreadable, key_ring, record_reading

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

STAYS_SHUT = "Isian yang disegel tidak dapat dibuka: kuncinya tidak dikenal atau isinya berubah."


def seal(text: str) -> bytes:
    """``text`` encrypted by the newest key, for a ``SealedField``; twice the same text gives two different seals."""
    return key_ring().encrypt(text.encode())


def open_sealed(sealed: bytes) -> str:
    """What ``seal`` was given. Raises ``Unreadable`` when none of the known keys opens it or it was changed."""
    try:
        return key_ring().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise Unreadable(STAYS_SHUT) from error


@transaction.atomic
def read(sealed: bytes, what: str, user: AbstractUser | None, office: str, purpose: str) -> str:
    """``open_sealed`` for a person: who reads ``what`` and what for is on record before it is opened."""
    record_reading(what, user, office, purpose)
    return open_sealed(sealed)


def rewrap(sealed: bytes) -> bytes:
    """The same under the newest key; ``key_exchange`` asks it of everything. Raises ``Unreadable``."""
    try:
        return key_ring().rotate(bytes(sealed))
    except InvalidToken as error:
        raise Unreadable(STAYS_SHUT) from error


def fingerprint(text: str, purpose: str) -> str:
    """64 hexadecimal digits by which ``text`` is recognised for this ``purpose`` alone, and never read."""
    key = hmac.new(settings.SECRET_KEY.encode(), f"fingerprint:{purpose}".encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

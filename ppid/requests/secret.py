"""The tracking code: what, beside the number, lets an applicant without an account follow his request.

Twelve characters of Crockford's base 32 (60 bits), kept only as a password hash. People read it from paper and say it
on the phone, so what is easily mistaken is read as what was meant.

The hash is fifty times cheaper than a password's. That one is slow because people choose words that can be guessed;
this code is drawn by us from 2^60 of them. Whoever guesses here is slowed (``tracking.finding``), and whoever has the
database and a card that tries half a million codes a second needs 70,000 years for all of one request's. A dear hash
would only keep the applicants waiting, thirty of whom may press the button at once.
"""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
_MISTAKEN = str.maketrans("OILU", "011V")


class CodeHasher(PBKDF2PasswordHasher):
    """PBKDF2 with a count of our own. The count stands in each hash: those of any other are still understood."""

    iterations = 20_000


_HASHER = CodeHasher()


def make() -> str:
    """A new code, as it is shown: "7Q4D-M2KX-90HV"."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def normal(typed: str) -> str:
    """What was typed, as the code is hashed: capitals without blanks and dashes, mistaken letters set right."""
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return kept.translate(_MISTAKEN)


def hashed(code: str) -> str:
    return _HASHER.encode(normal(code), _HASHER.salt())


def matches(typed: str, kept: str | None) -> bool:
    """Whether ``typed`` is the code behind the hash ``kept``; without one, the same single hash is taken to say no."""
    if kept is None:
        hashed(typed)
        return False
    return _HASHER.verify(normal(typed), kept)

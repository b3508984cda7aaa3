"""The tracking code: what, beside the number, lets an applicant without an account follow his request.

Twelve characters of Crockford's base 32 (60 bits), kept only as a password hash. People read it from paper and say it
on the phone, so what is easily mistaken is read as what was meant.
"""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import check_password, make_password

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
_MISTAKEN = str.maketrans("OILU", "011V")


def make() -> str:
    """A new code, as it is shown: "7Q4D-M2KX-90HV"."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def normal(typed: str) -> str:
    """What was typed, as the code is hashed: capitals without blanks and dashes, mistaken letters set right."""
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return kept.translate(_MISTAKEN)


def hashed(code: str) -> str:
    return make_password(normal(code))


def matches(typed: str, kept: str | None) -> bool:
    """Whether ``typed`` is the code behind the hash ``kept``; without one, the same single hash is taken to say no."""
    if kept is None:
        hashed(typed)
        return False
    return check_password(normal(typed), kept)

"""From the catalogue that people edit (``.po``) to the one that Django reads (``.mo``).

Both are committed: a fresh machine has no gettext. ``python -m tests.language.compiling`` writes the second anew.
"""

from __future__ import annotations

from pathlib import Path

import polib

FOLDER = Path(__file__).resolve().parents[2] / "portal" / "locale" / "id_ID" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")


def source(domain: str) -> Path:
    return FOLDER / f"{domain}.po"


def target(domain: str) -> Path:
    return FOLDER / f"{domain}.mo"


def compiled(domain: str) -> bytes:
    """What ``target(domain)`` must hold."""
    return polib.pofile(str(source(domain))).to_binary()


if __name__ == "__main__":
    for name in DOMAINS:
        target(name).write_bytes(compiled(name))

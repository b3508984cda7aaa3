"""A key for private files on a machine where nobody gave one: made once, kept beside the database."""

from __future__ import annotations

import base64
import os
from contextlib import suppress
from pathlib import Path


def key_kept_in(path: Path) -> str:
    """The key in ``path``; made there, readable by its owner alone, if there is none yet."""
    with suppress(FileExistsError), open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(base64.urlsafe_b64encode(os.urandom(32)))
    return path.read_text().strip()

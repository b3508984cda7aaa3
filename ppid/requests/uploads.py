"""What an applicant hands in, made anew before it is kept; what cannot be made anew is refused in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.files import File

from portal.core import vault
from portal.core.models import PrivateFile


def keep(uploads: Mapping[str, File]) -> list[tuple[str, PrivateFile]]:
    """The files by kind (``RequestFile.Kind``), in the vault. Raises ``ValidationError`` (Indonesian)."""
    return [(kind, vault.store(upload, None)) for kind, upload in uploads.items()]

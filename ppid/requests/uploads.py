"""What an applicant hands in, made anew before it is kept and named by us; what cannot be is refused in words.

Making anew takes time and comes first (``rewritten``, by the form); keeping is quick and belongs to a transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat

from portal.core import vault
from portal.core.models import PrivateFile
from portal.core.uploads import check_document, is_picture_name, rebuild_picture

MOST_BYTES = 5 * 1024 * 1024
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp"
RewrittenFile = ContentFile


def rewritten(upload: File, name: str) -> RewrittenFile:
    """``upload`` made anew, called ``name`` and by the suffix of what it is.

    Raises ``ValidationError`` (Indonesian) for what is no picture and no PDF, too large, broken or locked.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(
            f"Berkas ini terlalu besar ({filesizeformat(upload.size)}). Batasnya {filesizeformat(MOST_BYTES)}.",
            code="file_too_large",
        )
    if is_picture_name(upload.name):
        picture = rebuild_picture(upload)
        return RewrittenFile(picture.read(), name + Path(picture.name).suffix)
    if Path(upload.name).suffix.lower() != ".pdf":
        raise ValidationError("Pilih berkas PDF, JPEG, PNG, atau WebP.", code="file_kind")
    try:
        check_document(upload, upload.name)
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    return RewrittenFile(upload.read(), f"{name}.pdf")


def keep(files: Mapping[str, RewrittenFile]) -> list[tuple[str, PrivateFile]]:
    """The files in the vault, each with its key. Raises ``ValidationError`` (Indonesian) when one cannot be kept."""
    return [(key, vault.keep(file.read(), file.name, None)) for key, file in files.items()]

"""What strangers send with a request, made anew before it is kept.

An identity card, a power of attorney, a piece of evidence: somebody in the office will open it. So nothing of the file
is kept but what it shows: a picture's pixels, what a PDF draws on its pages. It is opened in a process of its own
(``hidden.sandbox``), whatever it is.
"""

from __future__ import annotations

import logging
from pathlib import PurePosixPath

import filetype
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile

from .hidden import sandbox
from .hidden.findings import Refused
from .uploads import check_size, plain_name

log = logging.getLogger(__name__)

MOST_BYTES = 5 * 1024 * 1024  # of a file as it comes
_MOST_BYTES_KEPT = 3 * MOST_BYTES  # of a file made anew, which may be less tightly packed

KINDS = ("jpg", "png", "webp", "pdf")


class Rewritten(ContentFile):
    """A file of which nothing is the stranger's but what it shows. Only ``rewrite`` makes one."""


def rewrite(upload: File, name: str) -> Rewritten:
    """``upload`` made anew; its name is ``name`` without a path, with the suffix of what it is.

    What it is is told by its content, whatever it calls itself, and it must open as just that. Raises
    ``ValidationError`` (Indonesian) for anything but JPEG, PNG, WebP and PDF, for what is too large, broken, locked or
    blows up when it is opened, and when no file can be opened at present.
    """
    check_size(upload, MOST_BYTES)
    try:
        upload.seek(0)
        kind = filetype.guess_extension(upload.read(8192))
        if kind not in KINDS:
            raise Refused("Berkas ini bukan JPEG, PNG, WebP, atau PDF. Unggah foto atau hasil pindai dalam jenis itu.")
        upload.seek(0)
        content = sandbox.rewrite(upload, kind)
    except Refused as refusal:
        raise ValidationError(str(refusal), code="refused") from refusal
    except OSError as error:
        log.exception("a stranger's file could not be opened")
        raise ValidationError("Berkas tidak dapat diperiksa saat ini. Coba lagi nanti.", code="not_opened") from error
    if len(content) > _MOST_BYTES_KEPT:
        raise ValidationError("Berkas ini terlalu besar setelah dibuat ulang. Unggah hasil pindai yang lebih kecil.")
    return Rewritten(content, name=_name_of(name, kind))


def _name_of(name: str, kind: str) -> str:
    stem = PurePosixPath(plain_name(name)).stem.strip(". ") or "berkas"
    return plain_name(f"{stem}.{kind}")

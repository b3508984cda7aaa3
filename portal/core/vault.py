"""The vault: private files, readable only with a key that lies outside the database.

Each file is encrypted with a key of its own (AES-256-GCM). That key is kept beside it, wrapped by the first of
``settings.PORTAL_FILE_KEYS``; the later ones still open what they wrapped once, so that a key can be exchanged.
Whoever has the disk, the database, or both, has nothing without such a key.

Who may store and read is decided by whoever calls; that a reading is on record is decided here.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files import File
from django.db import transaction

from .afterwards import afterwards
from .models import PrivateFile, PrivateFileReading
from .rewriting import Rewritten, rewrite
from .uploads import CONTENT_TYPES, check_document, is_picture_name, plain_name, rebuild_picture

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

log = logging.getLogger(__name__)

_NONCE_BYTES = 12  # what GCM is made for


class Unreadable(Exception):
    """A private file that cannot be read: missing, changed, or wrapped by a key that is no longer known.

    The sentence is in Indonesian and may be shown.
    """


def key_ring() -> MultiFernet:
    """The keys that wrap the files' own keys, newest first. Raises ``ImproperlyConfigured``."""
    try:
        return MultiFernet([Fernet(key) for key in settings.PORTAL_FILE_KEYS])
    except ValueError as error:
        raise ImproperlyConfigured(
            "PORTAL_FILE_KEY must be one or more keys of 32 bytes in URL-safe base64, newest first, parted by commas."
        ) from error


def store(upload: File, user: AbstractUser | None, name: str | None = None) -> PrivateFile:
    """Encrypt an official's ``upload`` and keep it; a picture is made anew from its pixels first.

    ``name`` is what readers see, by default the upload's own. Raises ``ValidationError`` (Indonesian) when the file
    is refused or cannot be kept; then there is neither a row nor a file.
    """
    content, name = _checked(upload, plain_name(name or upload.name or "berkas"))
    return keep(content, name, user)


def store_rewritten(upload: File, user: AbstractUser | None = None, name: str | None = None) -> PrivateFile:
    """Make a stranger's ``upload`` anew (``rewriting``), encrypt it and keep it; nothing of his comes in otherwise.

    One that a form has made anew already is not made anew again. ``user`` is who entered it, if anybody of the agency
    did; ``name`` as above. Raises as ``store`` does.
    """
    rewritten = upload if isinstance(upload, Rewritten) else rewrite(upload, name or upload.name or "")
    rewritten.seek(0)
    return keep(rewritten.read(), rewritten.name, user)


@transaction.atomic
def keep(content: bytes, name: str, user: AbstractUser | None) -> PrivateFile:
    """Encrypt what the portal itself has made or made anew, such as a letter; nothing of it is looked at.

    Raises ``ValidationError`` (Indonesian) when it cannot be kept; then there is neither a row nor a file.
    """
    key = AESGCM.generate_key(bit_length=256)
    row = PrivateFile.objects.create(
        name=name,
        content_type=CONTENT_TYPES.get(Path(name).suffix.lower(), "application/octet-stream"),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        wrapped_key=key_ring().encrypt(key),
        stored_as=secrets.token_hex(24),
        added_by=user,
    )
    nonce = os.urandom(_NONCE_BYTES)
    try:
        _write(_path(row), nonce + AESGCM(key).encrypt(nonce, content, _bond(row)))
    except OSError as error:
        log.exception("a private file could not be written")
        raise ValidationError("Berkas tidak dapat disimpan saat ini. Coba lagi nanti.", code="not_stored") from error
    return row


@transaction.atomic
def read(private_file: PrivateFile, user: AbstractUser | None, office: str, purpose: str) -> bytes:
    """The file's content. The reading is on record before a byte is decrypted, in the same transaction.

    ``office`` is what the reader acts as, ``purpose`` why he reads. Raises ``Unreadable``.
    """
    record_reading(private_file.name, user, office, purpose, private_file)
    try:
        sealed = _path(private_file).read_bytes()
    except OSError as error:
        log.exception("private file %s cannot be opened", private_file.pk)
        raise Unreadable(f"Berkas “{private_file.name}” tidak ditemukan di tempat penyimpanan.") from error
    try:
        key = key_ring().decrypt(bytes(private_file.wrapped_key))
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bond(private_file))
    except InvalidToken as error:
        log.exception("the key of private file %s cannot be unwrapped", private_file.pk)
        raise Unreadable(f"Kunci berkas “{private_file.name}” tidak dapat dibuka.") from error
    except (InvalidTag, ValueError) as error:
        log.exception("private file %s is not as it was stored", private_file.pk)
        raise Unreadable(
            f"Berkas “{private_file.name}” berubah atau rusak sejak disimpan, jadi tidak dapat dibuka."
        ) from error


def record_reading(
    name: str, user: AbstractUser | None, office: str, purpose: str, private_file: PrivateFile | None = None
) -> None:
    """Write down who reads what and what for: a private file, or a sealed text that ``name`` describes.

    A reader without an account (an applicant) is on record as his office.
    """
    PrivateFileReading.objects.create(
        file=private_file,
        file_name=name[:255],
        file_sha256=private_file.sha256 if private_file else "",
        reader=user,
        reader_name=(user.get_full_name() or user.get_username() if user else office)[:255],
        office=office[:255],
        purpose=purpose[:255],
    )


def destroy(private_file: PrivateFile) -> None:
    """Delete the file and its key; who read it stays on record."""
    private_file.delete()


def remove_from_disk(private_file: PrivateFile) -> None:
    """Follows the deletion of a row (``receivers``): the file goes when, and only when, the deletion is final."""
    afterwards(_path(private_file).unlink, missing_ok=True)


def files_without_row(before: datetime) -> list[Path]:
    """Files that a rolled-back transaction left, last written before ``before``."""
    root = Path(settings.PRIVATE_ROOT)
    if not root.exists():
        return []
    old = [path for path in root.iterdir() if path.is_file() and path.stat().st_mtime < before.timestamp()]
    known = set(PrivateFile.objects.values_list("stored_as", flat=True))
    return [path for path in old if path.name not in known]


def _checked(upload: File, name: str) -> tuple[bytes, str]:
    """The content as it is kept, and its name: a rebuilt picture is called what it has become."""
    if is_picture_name(name):
        picture = rebuild_picture(upload)
        return picture.read(), Path(name).stem + Path(picture.name).suffix
    try:
        check_document(upload, name)
    except ValidationError as error:
        # Without the field that the document library's form has: the caller's may be called otherwise.
        raise ValidationError(error.messages) from error
    return upload.read(), name


def _bond(row: PrivateFile) -> bytes:
    """What ties an encrypted file to its row: put under another row or another name, it does not open."""
    return "\n".join([str(row.pk), row.stored_as, row.sha256, row.content_type, row.name]).encode()


def _path(row: PrivateFile) -> Path:
    return Path(settings.PRIVATE_ROOT) / row.stored_as


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and on the disk before the row is committed."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    temporary = path.with_suffix(".new")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
        _sync_folder(path.parent)
    except OSError:
        for half in (temporary, path):
            with suppress(OSError):
                half.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

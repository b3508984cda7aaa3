"""What is let in of an editor's upload: pictures are made anew from their pixels, documents must be what they say.

What strangers send goes through ``rewriting``.
"""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat

from .hidden import pixels, sandbox
from .hidden.findings import Refused
from .hidden.sandbox import Report

# --- Pictures -----------------------------------------------------------------------------------

PICTURE_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


class RebuiltPicture(ContentFile):
    """A picture that holds pixels and nothing else."""


def rebuild_picture(upload: File) -> RebuiltPicture:
    """Make ``upload`` anew from its pixels, upright, as JPEG, PNG or WebP by content and not by name.

    Raises ``ValidationError`` with a message for the editor when it is no picture, broken, or too large
    (``WAGTAILIMAGES_MAX_UPLOAD_SIZE`` bytes, ``WAGTAILIMAGES_MAX_IMAGE_PIXELS`` pixels).
    """
    check_size(upload, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    upload.seek(0)
    try:
        content, kind = pixels.rebuild(upload.read(), settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    except pixels.TooManyPixels as refusal:
        raise ValidationError(str(refusal), code="file_too_many_pixels") from refusal
    except Refused as refusal:
        raise ValidationError(str(refusal), code="invalid_image") from refusal
    return RebuiltPicture(content, name=Path(upload.name or "gambar").stem + pixels.SUFFIXES[kind])


def is_picture_name(name: str) -> bool:
    return Path(name).suffix.lower() in PICTURE_TYPES


# --- Documents ----------------------------------------------------------------------------------

OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN_DOCUMENT_TYPES = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}

CONTENT_TYPES = {
    **PICTURE_TYPES,
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
}


def check_document(upload: File, name: str) -> Report:
    """Refuse ``upload`` unless its kind is allowed, its size within the limit and its content what ``name`` says.

    Returns what was found in it that its reader would not see. Raises ``ValidationError`` on the field ``file`` with a
    message for the editor; a locked file and one that blows up when it is opened are refused too.
    """
    extension = Path(name).suffix.lower().removeprefix(".")
    try:
        if extension not in settings.WAGTAILDOCS_EXTENSIONS:
            allowed = ", ".join(settings.WAGTAILDOCS_EXTENSIONS).upper()
            raise ValidationError(f"Jenis berkas ini tidak diterima. Jenis yang diterima: {allowed}.")
        check_size(upload, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        if _is_locked_office_file(upload):
            raise ValidationError(
                "Berkas ini dikunci dengan kata sandi atau berformat Office lama. Simpan tanpa kata sandi sebagai "
                f"{extension.upper()}, lalu unggah kembali."
            )
        if not _content_matches(upload, extension):
            raise ValidationError(
                f"Isi berkas ini bukan {extension.upper()} yang utuh. Simpan ulang dokumennya, lalu unggah kembali."
            )
        upload.seek(0)
        return sandbox.inspect(upload, extension)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    except Refused as reason:
        raise ValidationError({"file": [str(reason)]}) from reason
    finally:
        upload.seek(0)


def _is_locked_office_file(upload: File) -> bool:
    """Office programs wrap a file with a password into the container of their formats before 2007."""
    upload.seek(0)
    return upload.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _content_matches(upload: File, extension: str) -> bool:
    upload.seek(0)
    if extension == "csv":
        return _is_plain_text(upload.read())
    guessed = filetype.guess_extension(upload.read(8192))
    if extension == "pdf":
        # A PDF that is a ZIP archive as well is read as one or the other, as the reader likes: refused.
        return guessed == "pdf" and not zipfile.is_zipfile(upload)
    return guessed in (extension, "zip") and _archive_matches(upload, extension)


def _is_plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and not text.lstrip().startswith("<")


def _archive_matches(upload: File, extension: str) -> bool:
    """Office files are ZIP archives: look for the part that makes them one, and for macros."""
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return False
            if extension in OFFICE_PARTS:
                return {"[Content_Types].xml", OFFICE_PARTS[extension]} <= names
            with archive.open("mimetype") as kind:
                return kind.read(100).strip() == OPEN_DOCUMENT_TYPES[extension]
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        return False


# --- Both -----------------------------------------------------------------------------------------


def check_size(upload: File, most: int) -> None:
    """Raises ``ValidationError`` with both sizes; ``most`` in bytes."""
    if upload.size > most:
        raise ValidationError(
            f"Berkas ini terlalu besar ({filesizeformat(upload.size)}). Batasnya {filesizeformat(most)}.",
            code="file_too_large",
        )


def plain_name(name: str) -> str:
    """The last part of a name, whatever system it comes from, without control characters, 255 long at most."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(character for character in last if character.isprintable())
    suffix = Path(printable).suffix[:20]
    return printable.removesuffix(suffix)[: 255 - len(suffix)] + suffix

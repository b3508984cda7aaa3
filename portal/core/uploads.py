"""What is let in of an upload: pictures are made anew from their pixels, documents must be what they say.

Knowing a file's type is not enough: a picture with a script behind its last pixel is a valid picture, and
Pillow keeps comments and positions (GPS) when it saves. So nothing of the original file is kept but pixels.
"""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from PIL import Image, ImageOps

from .hidden import sandbox
from .hidden.findings import Refused
from .hidden.sandbox import Report

# --- Pictures -----------------------------------------------------------------------------------

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
PICTURE_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
SAVE_OPTIONS = {"JPEG": {"quality": 90, "optimize": True}, "PNG": {}, "WEBP": {"quality": 90}}


class RebuiltPicture(ContentFile):
    """A picture that holds pixels and nothing else."""


def rebuild_picture(upload: File) -> RebuiltPicture:
    """Make ``upload`` anew from its pixels, upright, as JPEG, PNG or WebP by content and not by name.

    Location, camera data, comments, colour profile, further frames and whatever follows the picture are gone.
    Raises ``ValidationError`` with a message for the editor when it is no picture, broken, or too large
    (``WAGTAILIMAGES_MAX_UPLOAD_SIZE`` bytes, ``WAGTAILIMAGES_MAX_IMAGE_PIXELS`` pixels).
    """
    _check_size(upload, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    upload.seek(0)
    try:
        with Image.open(BytesIO(upload.read()), formats=list(SUFFIXES)) as picture:
            # Checked before a single pixel is unpacked, so that a small file cannot fill the memory.
            _check_pixels(picture)
            # MPO is a JPEG with a second picture behind it, as many phones make them.
            kind = "JPEG" if picture.format == "MPO" else picture.format
            pixels = _bare_pixels(picture, kind)
    except ValidationError:
        raise
    except Exception as error:  # a hostile file makes Pillow raise nearly anything
        raise ValidationError(
            "Berkas ini bukan gambar JPEG, PNG, atau WebP yang utuh. Periksa berkasnya, lalu unggah kembali.",
            code="invalid_image",
        ) from error
    output = BytesIO()
    pixels.save(output, kind, **SAVE_OPTIONS[kind])
    return RebuiltPicture(output.getvalue(), name=Path(upload.name or "gambar").stem + SUFFIXES[kind])


def _bare_pixels(picture: Image.Image, kind: str) -> Image.Image:
    picture.load()
    upright = picture
    with suppress(Exception):  # unreadable camera data makes no picture unreadable
        upright = ImageOps.exif_transpose(picture)
    transparent = kind != "JPEG" and upright.has_transparency_data
    pixels = upright.convert("RGBA" if transparent else "RGB")
    # A new canvas: a converted image still carries the old one's comments into the saved file.
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    return bare


def _check_pixels(picture: Image.Image) -> None:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if picture.width * picture.height > most:
        raise ValidationError(
            f"Gambar ini terlalu besar ({picture.width} × {picture.height} piksel). "
            f"Batasnya {most // 1_000_000} juta piksel; perkecil gambar, lalu unggah kembali.",
            code="file_too_many_pixels",
        )


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
        _check_size(upload, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
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


def _check_size(upload: File, most: int) -> None:
    if upload.size > most:
        raise ValidationError(
            f"Berkas ini terlalu besar ({filesizeformat(upload.size)}). Batasnya {filesizeformat(most)}.",
            code="file_too_large",
        )

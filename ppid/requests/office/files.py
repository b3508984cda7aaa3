"""Files that go out to an applicant: what they hide is looked for, taken out where that is safe, and told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from portal.core import vault
from portal.core.hidden import sandbox
from portal.core.hidden.findings import Finding, NotCleanable
from portal.core.uploads import check_document, is_picture_name, plain_name, rebuild_picture

from ..answers import Release
from ..models import RequestedItem

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

MOST_FILES = 5
"""Files that one control takes at once: each is looked into in a process of its own, one after the other."""


@dataclass(frozen=True)
class Inspected:
    """A file as it will go out: ``left`` is what it still carries unseen, ``taken_out`` what it no longer does."""

    name: str
    content: bytes
    left: tuple[Finding, ...] = ()
    taken_out: tuple[Finding, ...] = ()

    def keep(self, item: RequestedItem | None, user: AbstractUser) -> Release:
        """Put it into the vault, to go out with ``item``, if any. Raises ``ValidationError`` (Indonesian)."""
        file = vault.keep(self.content, self.name, user)
        return Release(item, file, _rows(self.left), _rows(self.taken_out))


def inspect(upload: UploadedFile) -> Inspected:
    """Look into ``upload`` and take out what its reader would not miss. Raises ``ValidationError`` (Indonesian)."""
    name = plain_name(upload.name or "berkas")
    if is_picture_name(name):
        picture = rebuild_picture(upload)
        return Inspected(Path(name).stem + Path(picture.name).suffix, picture.read())
    before = _findings_in(upload, name)
    try:
        if not any(finding.kind.cleanable for finding in before):
            raise NotCleanable("nothing to clean")
        cleaned = sandbox.clean(upload, Path(name).suffix.lower().removeprefix("."))
    except NotCleanable:
        upload.seek(0)
        return Inspected(name, upload.read(), left=tuple(before))
    left = _findings_in(ContentFile(cleaned, name), name)
    return Inspected(name, cleaned, tuple(left), tuple(finding for finding in before if finding not in left))


def _findings_in(file: Any, name: str) -> list[Finding]:
    try:
        return check_document(file, name).findings
    except ValidationError as refused:
        # Without the field that the document library's form has.
        raise ValidationError([f"{name}: {words}" for words in refused.messages]) from refused


def _rows(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [{"code": finding.code, "text": finding.text} for finding in findings]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ReleasedFilesField(forms.FileField):
    """Several files in one control; its value is a list of ``Inspected``."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Inspected]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(f"Unggah paling banyak {MOST_FILES} berkas sekaligus.")
        return [inspect(super(ReleasedFilesField, self).clean(upload, initial)) for upload in uploads]

"""Files that officers put in: scans for the applicant's side, and files that go out, cleaned of what they hide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from portal.core import vault
from portal.core.models import PrivateFile

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

MOST_FILES = 5
"""Files that one form takes at once: each is looked into in a process of its own."""


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one control, at most ``MOST_FILES``; its value is a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(f"Unggah paling banyak {MOST_FILES} berkas sekaligus.")
        if not uploads:
            super().clean(None, initial)
        return [super(FilesField, self).clean(upload, initial) for upload in uploads]


def keep_all(kind: str, uploads: Sequence[UploadedFile], user: AbstractUser) -> list[tuple[str, PrivateFile]]:
    """Put files of the applicant's side into the vault. Raises ``ValidationError`` (Indonesian)."""
    return [(kind, vault.store(upload, user)) for upload in uploads]

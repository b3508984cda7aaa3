"""A letter that comes back signed: as a scan of the paper, or as the PDF that was signed electronically."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from portal.core.rewriting import MOST_BYTES, rewrite
from portal.core.uploads import check_document, check_size

NAME = "surat-bertanda-tangan.pdf"
HINT = f"Hasil pindai, atau PDF bertanda tangan elektronik; paling besar {MOST_BYTES // 1024**2} MB."
# Stands in the open in every electronically signed PDF: it says which bytes the signature covers.
_MARK_OF_SIGNATURE = b"/ByteRange"


def fit_to_keep(upload: UploadedFile) -> File:
    """``upload`` as it is kept: a scan is made anew from what it shows, as every file from outside.

    Made anew, an electronic signature would be lost, and with it what makes the letter valid. So such a PDF stays as it
    is to the byte, and is refused if it carries anything that its reader does not see. Raises ``ValidationError``.
    """
    check_size(upload, MOST_BYTES)
    upload.seek(0)
    content = upload.read()
    if _MARK_OF_SIGNATURE in content:
        _refuse_what_is_hidden(upload)
        return ContentFile(content, NAME)
    made = rewrite(upload, NAME)
    if made.name != NAME:
        raise ValidationError("Berkas ini bukan PDF. Pindai suratnya ke PDF, lalu unggah hasilnya.")
    return made


def _refuse_what_is_hidden(upload: UploadedFile) -> None:
    try:
        findings = check_document(upload, NAME).findings
    except ValidationError as refused:
        # Without the field that the document library's form has.
        raise ValidationError(refused.messages) from refused
    if blocking := [finding.text for finding in findings if finding.blocks]:
        raise ValidationError(
            "PDF bertanda tangan elektronik ini tidak disimpan, karena membersihkannya akan merusak tanda tangan. "
            f"Temuan: {' '.join(blocking)} Tanda tangani PDF yang bersih, lalu unggah kembali."
        )


class SignedLetterField(forms.FileField):
    """A signed letter as PDF; its value is the file as it is kept."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            help_text=HINT,
            widget=forms.FileInput({"accept": ".pdf"}),
            error_messages={"required": "Pilih PDF-nya.", "empty": "Berkas ini kosong. Pilih berkas lain."},
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> File:
        return fit_to_keep(super().clean(data, initial))

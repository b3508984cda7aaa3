"""What an applicant types when he follows his request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from ..fields import FILE_HINT, LineField, TextField, UploadField
from ..models import RequestFile

if TYPE_CHECKING:
    from django.core.files import File

LONGEST_NUMBER = 200
LONGEST_CODE = 50


class FromPaperField(LineField):
    """Something that is typed from paper: browsers neither keep it nor correct it."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        typed = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        return super().widget_attrs(widget) | typed


class FindForm(forms.Form):
    number = FromPaperField(
        label="Nomor pendaftaran atau nomor keberatan",
        max_length=LONGEST_NUMBER,
        missing="Tulis nomor pendaftaran atau nomor keberatan.",
        help_text="Seperti pada tanda bukti penerimaan. Keberatan atas permohonan dibuka dengan nomor dan kode "
        "permohonannya. Garis miring, spasi, dan huruf kecil tidak menjadi soal.",
    )
    code = FromPaperField(
        label="Kode pelacakan",
        max_length=LONGEST_CODE,
        missing="Tulis kode pelacakan.",
        help_text="Dua belas huruf dan angka yang ditampilkan setelah permohonan atau keberatan dikirim.",
    )


class CompletionForm(forms.Form):
    """What was missing: words, files, or both."""

    KINDS = {
        "identity": RequestFile.Kind.IDENTITY,
        "power_of_attorney": RequestFile.Kind.POWER_OF_ATTORNEY,
        "attachment": RequestFile.Kind.ATTACHMENT,
    }

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = TextField(
        label="Keterangan yang melengkapi", max_length=2000, help_text="Jangan menulis data kesehatan siapa pun."
    )
    identity = UploadField(label="Salinan identitas", kept_as="identitas", help_text=FILE_HINT)
    power_of_attorney = UploadField(label="Surat kuasa khusus", kept_as="surat-kuasa", help_text=FILE_HINT)
    attachment = UploadField(label="Lampiran lain", kept_as="lampiran", help_text=FILE_HINT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned["text"] and not self.uploads():
            raise forms.ValidationError("Tulis keterangan atau unggah paling sedikit satu berkas.")
        return cleaned

    def uploads(self) -> dict[str, File]:
        """The files, made anew, by kind."""
        return {kind: file for name, kind in self.KINDS.items() if (file := self.cleaned_data[name])}


class WithdrawalForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(label="Alasan", max_length=1000, rows=3)
    is_sure = forms.BooleanField(
        label="Saya mencabut permohonan ini. Permohonan yang dicabut tidak dijawab.",
        error_messages={"required": "Beri tanda bahwa Anda mencabut permohonan ini."},
    )

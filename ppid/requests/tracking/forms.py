"""What an applicant types when he follows his request."""

from __future__ import annotations

from django import forms

from ..fields import FILE_HINT, UploadField
from ..models import RequestFile

MOST = 200


class FindForm(forms.Form):
    number = forms.CharField(
        label="Nomor pendaftaran",
        max_length=MOST,
        help_text="Seperti tertulis pada tanda bukti penerimaan.",
        widget=forms.TextInput({"class": "input", "autocomplete": "off", "autocapitalize": "characters"}),
    )
    code = forms.CharField(
        label="Kode pelacakan",
        max_length=MOST,
        help_text="Dua belas huruf dan angka yang ditampilkan setelah permohonan dikirim.",
        widget=forms.TextInput({"class": "input", "autocomplete": "off", "autocapitalize": "characters"}),
    )


class CompletionForm(forms.Form):
    """What was missing: words, files, or both."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Keterangan yang melengkapi",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"class": "input", "rows": 4}),
    )
    identity = UploadField(label="Salinan identitas", help_text=FILE_HINT, kept_as="identitas")
    power_of_attorney = UploadField(label="Surat kuasa khusus", help_text=FILE_HINT, kept_as="surat-kuasa")
    attachment = UploadField(label="Lampiran lain", help_text=FILE_HINT, kept_as="lampiran")

    KINDS = {
        "identity": RequestFile.Kind.IDENTITY,
        "power_of_attorney": RequestFile.Kind.POWER_OF_ATTORNEY,
        "attachment": RequestFile.Kind.ATTACHMENT,
    }

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("text") and not self.uploads():
            raise forms.ValidationError("Tulis keterangan atau unggah paling sedikit satu berkas.")
        return cleaned

    def uploads(self) -> dict:
        """The uploads by kind."""
        given = {kind: self.cleaned_data.get(name) for name, kind in self.KINDS.items()}
        return {kind: upload for kind, upload in given.items() if upload}


class WithdrawalForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Alasan", required=False, max_length=1000, widget=forms.Textarea({"class": "input", "rows": 3})
    )
    is_sure = forms.BooleanField(label="Saya mencabut permohonan ini. Permohonan yang dicabut tidak dijawab.")

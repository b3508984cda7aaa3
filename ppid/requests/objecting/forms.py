"""What an objector fills in (law reference 2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..fields import FILE_HINT, LineField, MailField, PhoneField, TextField, UploadField, digits_of_nik
from ..models import InformationRequest, Objection, RequestFile

if TYPE_CHECKING:
    from django.core.files import File

Kind = InformationRequest.ApplicantKind
NO_HEALTH_DATA = "Jangan menulis data kesehatan siapa pun."
# In plain words first; the words of the law follow beneath.
REASONS = {
    Objection.Reason.REFUSED: "Ditolak karena dianggap dikecualikan",
    Objection.Reason.PERIODIC_MISSING: "Informasi berkala tidak disediakan",
    Objection.Reason.UNANSWERED: "Tidak dijawab sama sekali",
    Objection.Reason.ANSWERED_OTHERWISE: "Dijawab, tetapi bukan yang saya minta",
    Objection.Reason.NOT_GRANTED: "Tidak dipenuhi",
    Objection.Reason.UNREASONABLE_COST: "Biayanya tidak wajar",
    Objection.Reason.LATE: "Diberikan terlambat",
}


def _explained(words: str, reason: str, note: str) -> SafeString:
    law = f"Huruf {reason}: {Objection.Reason(reason).label}."
    return format_html('{}<span class="hint">{}{}</span>', words, law, f" {note}" if note else "")


class ObjectionForm(forms.Form):
    """What every objection has, with or without a request."""

    kasus = TextField(
        label="Apa yang terjadi (kasus posisi)",
        max_length=5000,
        rows=6,
        missing="Ceritakan apa yang terjadi.",
        help_text=f"Ceritakan singkat dan berurutan. {NO_HEALTH_DATA}",
    )
    informasi = TextField(
        label="Informasi yang diminta", max_length=5000, missing="Tulis informasi yang dimaksud.", rows=3
    )
    tujuan = TextField(label="Tujuan penggunaan informasi", max_length=2000, rows=2)
    nama_kuasa = LineField(
        label="Nama kuasa",
        max_length=255,
        help_text="Isi bila keberatan diajukan oleh kuasa, dengan surat kuasa khusus bermeterai cukup.",
    )
    alamat_kuasa = TextField(label="Alamat kuasa", max_length=1000, rows=2)
    telepon_kuasa = PhoneField(label="Nomor telepon kuasa")
    surat_kuasa = UploadField(label="Surat kuasa khusus bermeterai", kept_as="surat-kuasa", help_text=FILE_HINT)
    pernyataan = forms.BooleanField(
        label="Saya menyatakan isian ini benar.",
        error_messages={"required": "Setujui pernyataan ini untuk mengirim keberatan."},
    )

    REPRESENTATIVE = ("nama_kuasa", "alamat_kuasa", "telepon_kuasa", "surat_kuasa")
    FILES = {"surat_kuasa": RequestFile.Kind.POWER_OF_ATTORNEY}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said = [name for name in self.REPRESENTATIVE if cleaned.get(name)]
        if said and not cleaned.get("nama_kuasa") and "nama_kuasa" not in self.errors:
            self.add_error("nama_kuasa", "Tulis nama kuasa.")
        return cleaned

    def uploads(self) -> dict[str, File]:
        """The files, made anew, by what they are to the objection."""
        return {kind: file for name, kind in self.FILES.items() if (file := self.cleaned_data[name])}

    def said(self) -> dict[str, Any]:
        """As ``registration.Statement`` calls it."""
        cleaned = self.cleaned_data
        return {
            "facts": cleaned["kasus"],
            "information": cleaned["informasi"],
            "purpose": cleaned["tujuan"],
            "representative_name": cleaned["nama_kuasa"],
            "representative_address": cleaned["alamat_kuasa"],
            "representative_phone": cleaned["telepon_kuasa"],
        }


class AboutRequestForm(ObjectionForm):
    """Several reasons at once; none is kept from anybody, because the superior decides, not the form."""

    alasan = forms.MultipleChoiceField(
        label="Alasan keberatan",
        choices=list(REASONS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Pilih satu atau lebih (UU 14/2008 Pasal 35 ayat (1)).",
        error_messages={"required": "Pilih paling sedikit satu alasan.", "invalid_choice": "Pilih dari daftar ini."},
    )
    field_order = ["alasan"]

    def __init__(self, *args: Any, notes: Mapping[str, str] | None = None, **kwargs: Any):
        """``notes``: what seems not to fit a reason, by its letter (``fitting.notes``)."""
        super().__init__(*args, **kwargs)
        self.fields["alasan"].choices = [
            (reason, _explained(words, reason, (notes or {}).get(reason, ""))) for reason, words in REASONS.items()
        ]

    def said(self) -> dict[str, Any]:
        return {**super().said(), "reasons": self.cleaned_data["alasan"]}


class PeriodicForm(ObjectionForm):
    """Missing periodic information: no request is needed, so the objector says who he is."""

    pemohon = forms.ChoiceField(
        label="Pemohon",
        choices=[
            ("wni", "Warga negara Indonesia"),
            ("badan-hukum", "Badan hukum Indonesia"),
            ("asing", "Warga negara atau badan hukum asing"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
        help_text="Keberatan pihak asing tetap dicatat dan diperiksa.",
    )
    nama = LineField(label="Nama lengkap", max_length=255, missing="Tulis nama lengkap.")
    nomor = LineField(
        label="Nomor identitas",
        max_length=100,
        missing="Tulis nomor identitas.",
        help_text="NIK; untuk badan hukum, nomor surat keputusan pengesahannya.",
    )
    identitas = UploadField(label="Salinan identitas", kept_as="identitas", help_text=FILE_HINT)
    alamat = TextField(label="Alamat lengkap", max_length=1000, rows=3, missing="Tulis alamat lengkap.")
    telepon = PhoneField(label="Nomor telepon", help_text="Isi ini, alamat surel, atau dua-duanya.")
    surel = MailField(label="Alamat surel", help_text="Pemberitahuan dikirim ke alamat ini. Tanpa surel, lewat pos.")
    pekerjaan = LineField(label="Pekerjaan", max_length=255)

    FILES = {**ObjectionForm.FILES, "identitas": RequestFile.Kind.IDENTITY}
    field_order = [
        *("informasi", "kasus", "tujuan"),
        *("pemohon", "nama", "nomor", "identitas", "alamat", "telepon", "surel", "pekerjaan"),
    ]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["informasi"].label = "Informasi berkala yang tidak tersedia"
        self.fields["informasi"].help_text = "Misalnya: laporan keuangan tahun 2025 tidak ada di situs ini."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("telepon", True) and not cleaned.get("surel", True):
            self.add_error("telepon", "Isi nomor telepon, alamat surel, atau keduanya.")
        if cleaned.get("pemohon") == "wni" and cleaned.get("nomor"):
            try:
                cleaned["nomor"] = digits_of_nik(cleaned["nomor"])
            except forms.ValidationError as wrong:
                self.add_error("nomor", wrong)
        return cleaned

    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        applicant = {
            "applicant_kind": Kind.ENTITY if cleaned["pemohon"] == "badan-hukum" else Kind.PERSON,
            "applicant_name": cleaned["nama"],
            "identity_number": cleaned["nomor"],
            "is_foreign": cleaned["pemohon"] == "asing",
            "address": cleaned["alamat"],
            "phone": cleaned["telepon"],
            "email": cleaned["surel"],
            "occupation": cleaned["pekerjaan"],
        }
        return {**super().said(), "reasons": [Objection.Reason.PERIODIC_MISSING], "applicant": applicant}


class ResponseForm(forms.Form):
    """What the applicant says to the superior's answer (register, column k)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    response = forms.ChoiceField(
        label="Tanggapan Anda",
        choices=[
            (Objection.Response.SATISFIED, "Saya menerima tanggapan ini."),
            (Objection.Response.DISSATISFIED, "Saya tidak menerima tanggapan ini."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )
    text = TextField(label="Keterangan", max_length=2000, help_text=NO_HEALTH_DATA)


class WithdrawalForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    is_sure = forms.BooleanField(
        label="Saya mencabut keberatan ini. Keberatan yang dicabut tidak ditanggapi.",
        error_messages={"required": "Beri tanda bahwa Anda mencabut keberatan ini."},
    )

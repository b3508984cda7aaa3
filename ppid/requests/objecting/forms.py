"""The questions to whoever objects (UU 14/2008 Pasal 35), one form a page, and what he says later of the answer.

Who he is, is asked by the questions of a request for information, so that the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..asking import forms as asking
from ..asking.forms import QuestionForm, radio
from ..fields import FILE_HINT, LineField, PhoneField, TextField, UploadField
from ..models import Objection, RequestFile

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


class ReasonsForm(QuestionForm):
    """Several reasons at once; none is kept from anybody, because the superior decides, not the form."""

    alasan = forms.MultipleChoiceField(
        label="Alasan keberatan",
        choices=list(REASONS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Pilih satu atau lebih (UU 14/2008 Pasal 35 ayat (1)).",
        error_messages={"required": "Pilih paling sedikit satu alasan.", "invalid_choice": "Pilih dari daftar ini."},
    )

    def adapt(self) -> None:
        notes = self.way.notes
        self.fields["alasan"].choices = [
            (reason, _explained(words, reason, notes.get(reason, ""))) for reason, words in REASONS.items()
        ]

    def summary(self) -> Iterator[tuple[str, str, str]]:
        chosen = "\n".join(REASONS[reason] for reason in self.cleaned_data["alasan"])
        yield "alasan_0", self.fields["alasan"].label, chosen


class FactsForm(QuestionForm):
    heads = True

    kasus = TextField(
        label="Uraian kejadian (kasus posisi)",
        max_length=5000,
        rows=8,
        missing="Ceritakan apa yang terjadi.",
        help_text=f"Ceritakan singkat dan berurutan. {NO_HEALTH_DATA}",
    )


class InformationForm(QuestionForm):
    """What was asked and what for, as the request has it; its applicant may say it better."""

    informasi = TextField(
        label="Informasi yang diminta", max_length=5000, missing="Tulis informasi yang dimaksud.", rows=4
    )
    tujuan = TextField(label="Tujuan penggunaan informasi", max_length=2000, rows=2)

    def adapt(self) -> None:
        asked = self.way.about
        self.initial = {
            "informasi": "\n".join(f"{item.order}. {item.text}" for item in asked.items.all())[:5000],
            "tujuan": asked.purpose,
        }


class MissingForm(QuestionForm):
    """The periodic information that should be there and is not."""

    informasi = TextField(
        label="Informasi yang tidak tersedia",
        max_length=5000,
        missing="Tulis informasi yang dimaksud.",
        rows=4,
        help_text="Misalnya: laporan keuangan tahun 2025 tidak ada di situs ini.",
    )


class PurposeForm(QuestionForm):
    heads = True

    tujuan = TextField(
        label="Tujuan penggunaan informasi",
        max_length=2000,
        help_text="Boleh dikosongkan. Tujuan penggunaan bukan dasar untuk menolak.",
    )


class ApplicantForm(asking.ApplicantForm):
    def adapt(self) -> None:
        self.fields["pemohon"].help_text = "Keberatan pihak asing tetap dicatat dan diperiksa."


class RepresentationForm(QuestionForm):
    heads = True

    pengaju = radio(
        "Diajukan oleh",
        {"sendiri": "Pemohon sendiri", "kuasa": "Kuasa pemohon, dengan surat kuasa khusus bermeterai"},
    )


class PowerForm(QuestionForm):
    """A representative shows his power of attorney, with its stamp (PERKI 1/2021 Pasal 39 ayat (3) and (4))."""

    uploads = {"surat_kuasa": RequestFile.Kind.POWER_OF_ATTORNEY}
    needed = {"surat_kuasa": "Sertakan surat kuasa khusus bermeterai."}

    nama_kuasa = LineField(label="Nama kuasa", max_length=255, missing="Tulis nama kuasa.")
    alamat_kuasa = TextField(label="Alamat kuasa", max_length=1000, rows=2)
    telepon_kuasa = PhoneField(label="Nomor telepon kuasa")
    surat_kuasa = UploadField(
        label="Surat kuasa khusus bermeterai",
        kept_as="surat-kuasa",
        help_text=f"{FILE_HINT} Bermeterai cukup (Peraturan Komisi Informasi 1/2021 Pasal 39).",
    )


class DeclarationForm(QuestionForm):
    pernyataan = forms.BooleanField(
        label="Saya menyatakan isian ini benar.",
        error_messages={"required": "Setujui pernyataan ini untuk mengirim keberatan."},
    )


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

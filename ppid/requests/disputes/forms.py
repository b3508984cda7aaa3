"""What an official fills in to record a step of a dispute."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from portal.core import vault

from .recording import Record
from .steps import OPENING, REGISTER, Ruling, Step

NOTE = 5000
# A hearing lies nearer; further away is a slip of the pen.
MOST_YEARS = 5


class StepForm(forms.Form):
    """One form for every step: it shows the fields that the step asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label="Tanggal", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    number = forms.CharField(label="Nomor surat atau putusan", max_length=100, required=False)
    hearing_at = forms.DateTimeField(
        label="Hari dan jam sidang",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    place = forms.CharField(label="Tempat", max_length=255, required=False)
    ruling = forms.ChoiceField(
        label="Isi putusan",
        choices=[("", "Pilih …"), *Ruling.choices],
        error_messages={"required": "Pilih isi putusannya."},
    )
    title = forms.CharField(
        label="Judul informasi yang dibuka",
        max_length=255,
        required=False,
        help_text="Wajib bila putusannya membuka informasi. Konsep halamannya dibuat bersama catatan ini dan "
        "dimoderasi seperti halaman lain; setelah tayang, ia masuk Daftar Informasi Publik (Pasal 11 ayat (2)).",
    )
    note = forms.CharField(label="Catatan", max_length=NOTE, required=False, widget=forms.Textarea({"rows": 4}))
    file = forms.FileField(
        label="Berkas",
        required=False,
        help_text="Panggilan, berita acara, atau putusan; disimpan terenkripsi dan masuk berkas perkara.",
    )

    def __init__(self, *args, step: Step, today: date, version: int = 0, has_page: bool = False, **kwargs):
        super().__init__(*args, initial={"version": version, "on": today}, **kwargs)
        self.step, self.today = step, today
        if not step.asks_hearing:
            del self.fields["hearing_at"], self.fields["place"]
        if not step.asks_ruling:
            del self.fields["ruling"]
        if not step.asks_ruling or has_page:
            del self.fields["title"]
        if step is REGISTER:
            self.fields["number"].required = True
            self.fields["number"].label = "Nomor registrasi di Komisi Informasi"
            self.fields["on"].label = "Diterima Komisi Informasi pada"

    def clean_hearing_at(self) -> datetime:
        hearing_at = self.cleaned_data["hearing_at"]
        if abs(hearing_at.year - self.today.year) > MOST_YEARS:
            raise forms.ValidationError("Periksa tahun sidangnya.")
        return hearing_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("ruling") in OPENING and "title" in self.fields and not cleaned.get("title"):
            self.add_error("title", "Beri judul informasi yang dibuka.")
        return cleaned

    def record(self, user) -> Record:
        """What is recorded; the file goes into the vault with it. Raises ``ValidationError``."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "file")}
        upload = self.cleaned_data.get("file")
        return Record(**values, file=vault.store(upload, user) if upload else None)

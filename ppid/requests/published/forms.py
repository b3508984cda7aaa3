"""What the PPID fills in to make an answer public, or to settle what is asked for again and again.

A text in which the applicant could be recognised is refused here, before a draft of it exists (UU 27/2022).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from ppid.information.public import matching

from ..models import RepeatedDemand
from .anonymity import faults_of
from .demand import telling_words

if TYPE_CHECKING:
    from ..models import InformationRequest

MOST_PAGES = 10
Outcome = RepeatedDemand.Outcome


class PublishForm(forms.Form):
    """The words in which an answer goes public."""

    title = forms.CharField(
        label="Judul",
        max_length=200,
        help_text="Apa yang dijawab, tanpa menyebut siapa pun. Tampil sebagai judul halaman.",
    )
    summary = forms.CharField(
        label="Ringkasan jawaban",
        max_length=1000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Yang dibaca semua orang. Jangan memuat nama, alamat, nomor, atau hal lain yang menunjuk kepada "
        "pemohon.",
    )

    def __init__(self, *args, case: InformationRequest, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case

    def clean(self) -> dict:
        cleaned = super().clean()
        if faults := faults_of(f"{cleaned.get('title', '')}\n{cleaned.get('summary', '')}", self.case):
            raise forms.ValidationError(faults)
        return cleaned


class PageForm(forms.Form):
    """The page of what was asked for: one that is public already, or the title of a draft to be filled."""

    page = forms.TypedChoiceField(
        label="Halaman yang sudah memuatnya",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Bila sudah diumumkan: pilih halamannya.",
    )
    title = forms.CharField(
        label="Judul halaman baru",
        required=False,
        max_length=255,
        help_text="Bila belum: naskah dengan judul ini dibuat dan dimoderasi seperti naskah lain.",
    )

    def offer_pages(self, asked_for: str) -> None:
        pages = matching(sorted(telling_words(asked_for)), MOST_PAGES)
        self.fields["page"].choices = [("", "Pilih …"), *((page.pk, page.title) for page in pages)]


class DemandForm(PageForm):
    """What is done about something that is asked for again and again."""

    field_order = ["outcome"]

    outcome = forms.ChoiceField(label="Tindak lanjut", choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Alasan",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Bila tidak diumumkan: tuliskan alasannya.",
    )

    def __init__(self, *args, demand: RepeatedDemand, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_pages(demand.text)

    def clean(self) -> dict:
        cleaned = super().clean()
        wanted = {Outcome.PUBLISHED: "page", Outcome.DRAFTED: "title", Outcome.DECLINED: "reason"}
        field = wanted.get(cleaned.get("outcome"))
        if field and not cleaned.get(field):
            self.add_error(field, "Wajib diisi untuk tindak lanjut ini.")
        return cleaned

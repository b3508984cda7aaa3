"""What a visitor fills in, and the deadline that follows from it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.html import format_html

from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import YearNotLoaded

from ..clocks.reckoning import Reckoned, statutory_guard
from .questions import QUESTIONS, Question

_NOT_A_DATE = "Tulis tanggal yang ada dalam kalender, misalnya 6-3-2026."


# The years that a calendar can have; further away, days cannot even be counted.
_WITHIN_REASON = (
    MinValueValidator(date(2000, 1, 1), "Pilih tanggal sejak 1 Januari 2000."),
    MaxValueValidator(date(2100, 12, 31), "Pilih tanggal sampai 31 Desember 2100."),
)


def _date_input() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": "input input--date"}, format="%Y-%m-%d")


class CalculatorForm(forms.Form):
    """Valid only where a deadline could be reckoned; it is then in ``reckoned``.

    ``guard`` is the Act's own date beside it, where the request was completed later.
    """

    reckoned: Reckoned | None = None
    guard: Reckoned | None = None

    tenggat = forms.ChoiceField(
        label="Tenggat apa yang ingin Anda hitung?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu tenggat.", "invalid_choice": "Pilih salah satu tenggat."},
    )
    tanggal = forms.DateField(
        label="Tanggal mulai",
        help_text="Tanggal peristiwa yang disebut pada pilihan Anda di atas.",
        widget=_date_input(),
        validators=_WITHIN_REASON,
        error_messages={"required": "Isi tanggal mulai.", "invalid": _NOT_A_DATE},
    )
    lengkap = forms.DateField(
        label="Tanggal permohonan dinyatakan lengkap",
        help_text=(
            "Hanya bila Anda pernah menerima surat keterangan tidak lengkap, lalu melengkapi permohonan. "
            "Selain itu, kosongkan."
        ),
        required=False,
        widget=_date_input(),
        validators=_WITHIN_REASON,
        error_messages={"invalid": _NOT_A_DATE},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tenggat"].choices = [
            (code, format_html('{} <span class="hint">Tanggal mulai: hari {}.</span>', asked.label, asked.asked_date))
            for code, asked in QUESTIONS.items()
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        started_on, completed_on = cleaned["tanggal"], cleaned["lengkap"]
        question = QUESTIONS[cleaned["tenggat"]]
        if completed_on and not question.completes:
            self.add_error("lengkap", "Kosongkan tanggal ini: ia hanya menggeser tenggat jawaban PPID.")
        elif completed_on and completed_on < started_on:
            self.add_error("lengkap", "Permohonan tidak mungkin lengkap sebelum diterima. Periksa kedua tanggal.")
        else:
            self._reckon(question, started_on, completed_on)
        return cleaned

    def _reckon(self, question: Question, started_on: date, completed_on: date | None) -> None:
        closed = closed_days()
        try:
            self.reckoned = question.reckon(started_on, completed_on, closed)
            self.guard = statutory_guard(started_on, closed) if completed_on else None
        except YearNotLoaded as problem:
            self.add_error("tanggal", f"{problem} Pilih tanggal lain.")

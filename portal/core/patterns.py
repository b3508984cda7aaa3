"""Examples for the pattern page: one value for each component and state."""

from __future__ import annotations

from typing import Any

from django import forms

from .bars import bar_chart
from .chrome import TASKS


class PatternForm(forms.Form):
    """A field of each kind; sent empty, each shows its error."""

    name = forms.CharField(label="Nama", help_text="Seperti pada KTP.", widget=forms.TextInput({"class": "input"}))
    story = forms.CharField(label="Uraian", widget=forms.Textarea({"class": "input", "rows": 3}))
    day = forms.DateField(label="Tanggal", widget=forms.DateInput({"type": "date", "class": "input input--date"}))
    way = forms.ChoiceField(label="Cara", widget=forms.RadioSelect, choices=[("a", "Surel"), ("b", "Diambil sendiri")])
    agreed = forms.BooleanField(label="Saya menyatakan isian ini benar")


def pattern_context() -> dict[str, Any]:
    faulty = PatternForm({}, auto_id="salah-%s")
    faulty.is_valid()
    return {
        "form": PatternForm(),
        "faulty": faulty,
        "tasks": TASKS,
        "chart": bar_chart("Contoh grafik", [("Surel", "12", 12), ("Loket", "5", 5)], 17),
        "colours": (
            "ink", "ink-soft", "paper", "surface", "line", "line-strong", "brand", "brand-strong", "accent",
            "link", "focus", "info", "warning", "error", "success",
        ),
        "grades": (("normal", "Normal"), ("waspada", "Waspada"), ("siaga", "Siaga"), ("awas", "Awas")),
    }  # fmt: skip

"""The form before the search: what a visitor typed becomes a few plain words."""

from __future__ import annotations

from django import forms

from portal.core.searching import words

MAX_LENGTH = 100


class SearchForm(forms.Form):
    """``cleaned_data["q"]`` is a list of words, lower case, without quotes and operators; perhaps empty."""

    q = forms.CharField(
        label="Kata yang dicari",
        max_length=MAX_LENGTH,
        required=False,
        error_messages={
            "max_length": f"Pencarian paling panjang {MAX_LENGTH} huruf. Pakai beberapa kata saja.",
            "null_characters_not_allowed": "Pencarian memuat tanda yang tidak dapat dibaca. Ketik ulang katanya.",
        },
    )

    def clean_q(self) -> list[str]:
        return words(self.cleaned_data["q"])

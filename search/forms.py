"""The guard before the search: what a visitor typed becomes at most sixteen plain words.

Wagtail's search answers some raw inputs with an error (a double quote on SQLite, a NUL byte on PostgreSQL,
several hundred words on both), so it never sees one.
"""

from __future__ import annotations

import re

from django import forms

MAX_LENGTH = 100
MAX_WORDS = 16
_WORD = re.compile(r"[^\W_]+")


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


def words(text: str) -> list[str]:
    """The words of ``text`` that a search can use: ``'"gizi" OR title:anak'`` gives gizi, or, title, anak."""
    return [word.lower() for word in _WORD.findall(readable(text))][:MAX_WORDS]


def readable(text: str) -> str:
    """``text`` without lone surrogates, which are no characters and can go neither to a database nor to a page."""
    return text.encode("utf-8", "ignore").decode("utf-8")

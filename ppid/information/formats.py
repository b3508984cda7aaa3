"""In which forms a piece of information can be had (DIP column 6), kept as codes parted by one blank: "pdf cetak"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms

FORMATS: Mapping[str, str] = {
    "pdf": "PDF",
    "docx": "DOCX",
    "xlsx": "XLSX",
    "csv": "CSV",
    "pptx": "PPTX",
    "odt": "ODT",
    "ods": "ODS",
    "html": "Halaman situs ini",
    "gambar": "Gambar",
    "video": "Video",
    "audio": "Rekaman suara",
    "cetak": "Cetak",
}


def codes_of(stored: str) -> list[str]:
    """The codes of a stored value, in the order of ``FORMATS``; unknown ones are left out."""
    given = set(stored.split())
    return [code for code in FORMATS if code in given]


def labels_of(stored: str) -> list[str]:
    """What a reader sees of a stored value."""
    return [FORMATS[code] for code in codes_of(stored)]


def stored(codes: Iterable[str]) -> str:
    """The codes as they are kept, each once."""
    return " ".join(codes_of(" ".join(codes)))


class FormatsField(forms.MultipleChoiceField):
    """Check boxes for what the model keeps as one string."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=list(FORMATS.items()), **kwargs)

    def prepare_value(self, value: str | list[str] | None) -> list[str]:
        return codes_of(value) if isinstance(value, str) else value or []

    def clean(self, value: list[str] | None) -> str:
        return stored(super().clean(value))

    def has_changed(self, initial: str | None, data: list[str] | None) -> bool:
        return super().has_changed(codes_of(initial or ""), data)

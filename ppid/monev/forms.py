"""The form of one item: answer, addresses, owner, note."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from portal.core.models.base_page import has_control_characters

from .models import Evidence, ItemAnswer

MOST_ADDRESSES = 10


class ItemForm(forms.ModelForm):
    """Addresses stand one a line: a path of this site, or a whole address."""

    addresses = forms.CharField(
        label="Alamat bukti",
        required=False,
        max_length=5200,
        widget=forms.Textarea({"rows": 4, "cols": None, "class": "input"}),
        help_text=f"Satu alamat sebaris, paling banyak {MOST_ADDRESSES}, misalnya /ppid/ atau https://…",
    )

    field_order = ["answer", "addresses"]

    class Meta:
        model = ItemAnswer
        fields = ["answer", "unit", "responsible", "note"]
        widgets = {
            "answer": forms.Select({"class": "input"}),
            "unit": forms.Select({"class": "input"}),
            "responsible": forms.TextInput({"class": "input"}),
            "note": forms.Textarea({"rows": 3, "cols": None, "class": "input"}),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = str(field.label)[:1].upper() + str(field.label)[1:]
        if self.instance.pk:
            self.initial["addresses"] = "\n".join(self.instance.evidence.values_list("address", flat=True))

    def clean_addresses(self) -> list[str]:
        lines = dict.fromkeys(line.strip() for line in self.cleaned_data["addresses"].splitlines() if line.strip())
        if len(lines) > MOST_ADDRESSES:
            raise ValidationError(f"Paling banyak {MOST_ADDRESSES} alamat.")
        for line in lines:
            if not _is_address(line):
                raise ValidationError(f"Alamat ini tidak terbaca: {line[:100]}")
        return list(lines)


def _is_address(text: str) -> bool:
    """A path of this site, or a whole address of the web."""
    longest = Evidence._meta.get_field("address").max_length
    if len(text) > longest or has_control_characters(text) or "\\" in text or " " in text:
        return False
    if text.startswith("/"):
        return not text.startswith("//")
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return False

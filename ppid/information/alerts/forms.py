"""The forms of the PPID's desk: an alert on one page, and its end."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils import timezone

from ..models import AlertPage
from .vocabulary import LEVELS, PARTS


def _moment() -> forms.DateTimeInput:
    """What a phone shows as its own picker, to the minute."""
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class AlertForm(forms.ModelForm):
    """The whole alert with plain widgets. What is published at once is complete, so nothing here may wait.

    ``key`` names the alert before it exists: a form that was sent twice announces once.
    """

    key = forms.UUIDField(label="Formulir", widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = AlertPage
        fields = (
            "title",
            "level",
            "event",
            "area",
            "known_at",
            "starts_at",
            "ends_at",
            *(part.name for part in PARTS),
        )
        labels = {"title": "Judul peringatan"}
        help_texts = {"title": "Satu kalimat pendek: apa dan di mana. Tampil di atas setiap halaman situs."}
        widgets = {
            "title": forms.TextInput(),
            "level": forms.RadioSelect(),
            "known_at": _moment(),
            "starts_at": _moment(),
            "ends_at": _moment(),
            **{part.name: forms.Textarea({"rows": 3}) for part in PARTS},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level.code, f"{level.name}: {level.meaning}") for level in LEVELS]
        for field in self.fields.values():
            field.error_messages["required"] = "Bagian ini harus diisi."
        for part in PARTS:
            self.fields[part.name].error_messages["required"] = "Isi bagian ini, atau tulis “tidak berlaku”."

    def clean_ends_at(self):
        ends_at = self.cleaned_data["ends_at"]
        if ends_at and ends_at <= timezone.now():
            raise forms.ValidationError("Waktu berakhir sudah lewat. Untuk menutup peringatan, pakai “Akhiri”.")
        return ends_at


class UpdateForm(AlertForm):
    """The same for an alert that is public; ``seen`` is the revision that it was opened with."""

    key = None
    seen = forms.IntegerField(label="Formulir", widget=forms.HiddenInput)

    def __init__(self, *args, instance: AlertPage, **kwargs):
        super().__init__(*args, instance=instance, initial={"seen": instance.latest_revision_id}, **kwargs)


class ClosingForm(forms.Form):
    """Why and how it ended: citizens read it."""

    note = forms.CharField(
        label="Catatan penutup",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Dibaca warga pada arsip peringatan dan tercatat dalam buku kendali.",
        error_messages={"required": "Tuliskan catatan penutup peringatan ini."},
    )

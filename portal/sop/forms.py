"""What a person fills in when acting on a step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone

from portal.officials.roles import holders_of

if TYPE_CHECKING:
    from .models import Flow, Step

REASON_LENGTH = 2000


class CommentForm(forms.Form):
    """An approval may carry a note."""

    comment = forms.CharField(
        label="Catatan",
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )


class ReasonForm(forms.Form):
    """A return, and "tidak layak tayang", needs a reason (docs/rules.md, rule 5)."""

    comment = forms.CharField(
        label="Alasan",
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        help_text="Alasan ini dibaca oleh penerimanya dan tercatat dalam buku kendali.",
        error_messages={"required": "Tuliskan alasannya: tanpa alasan, tindakan ini tidak dicatat."},
    )


class DispositionForm(forms.Form):
    """What each level writes on a disposition sheet: instructions, a note, by when (law: tata naskah dinas)."""

    instructions = forms.MultipleChoiceField(
        label="Dengan hormat harap", required=False, widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(
        label="Isi disposisi", required=False, max_length=REASON_LENGTH, widget=forms.Textarea({"rows": 3})
    )
    due = forms.DateField(
        label="Batas waktu", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, step: Step, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instructions"].choices = [(text, text) for text in instructions_of(step.flow)]

    def clean_due(self) -> str:
        due = within_a_year(self.cleaned_data["due"])
        return due.isoformat() if due else ""

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("instructions") and not cleaned.get("comment") and "comment" not in self.errors:
            raise forms.ValidationError("Pilih arahan atau tuliskan isi disposisi.")
        return cleaned


class LastDispositionForm(DispositionForm):
    """The last level names who is to write (SOP step 4)."""

    writer = forms.TypedChoiceField(
        label="Pelaksana yang ditugasi",
        coerce=int,
        error_messages={"required": "Pilih Pelaksana yang menulis beritanya."},
    )

    def __init__(self, *args, step: Step, **kwargs):
        super().__init__(*args, step=step, **kwargs)
        people = holders_of(step.following.position, timezone.localdate()).order_by("first_name", "username")
        self.fields["writer"].choices = [
            ("", "Pilih …"),
            *[(user.pk, user.get_full_name() or user.get_username()) for user in people],
        ]


def within_a_year(day: date | None) -> date | None:
    """A time limit that somebody sets today; a slip of the year is told."""
    today = timezone.localdate()
    if day and day < today:
        raise forms.ValidationError("Batas waktu tidak boleh sudah lewat.")
    if day and day > today + timedelta(days=366):
        raise forms.ValidationError("Batas waktu paling lama satu tahun dari hari ini.")
    return day


def instructions_of(flow: Flow) -> list[str]:
    """The instructions that officials of this SOP tick on a disposition: data of the SOP file."""
    return flow.sop.head.get("disposition", {}).get("instructions", [])


def form_for(step: Step | None, act: str) -> Callable[..., forms.Form]:
    """The form that belongs to an act: passing a sheet on has its own, every refusal wants a reason."""
    if act != "approve":
        return ReasonForm
    if step is None or step.kind != step.Kind.DISPOSE:
        return CommentForm
    return partial(LastDispositionForm if step.names_the_writer else DispositionForm, step=step)

"""What a person fills in when acting on a step."""

from __future__ import annotations

from django import forms

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
    """A return, and "tidak layak tayang", needs a reason (rule 5)."""

    comment = forms.CharField(
        label="Alasan",
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        help_text="Alasan ini dibaca oleh penulis naskah dan tercatat dalam buku kendali.",
        error_messages={"required": "Tuliskan alasannya. Tanpa alasan, naskah tidak dapat dikembalikan."},
    )


def form_for(action: str) -> type[forms.Form]:
    """The form that belongs to an act; every act but an approval wants a reason."""
    return CommentForm if action == "approve" else ReasonForm

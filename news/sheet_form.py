"""The form that opens a disposition sheet, in Wagtail's editor and on the desk."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm

from portal.core.models.base_page import has_control_characters
from portal.sop.forms import instructions_of, within_a_year
from portal.sop.models import Flow

# What a sheet asks for, in the order of the customary form.
FIELDS = (
    "subject",
    "sender",
    "letter_number",
    "letter_date",
    "received_on",
    "agenda_number",
    "nature",
    "instructions",
    "note",
    "due_on",
)


YEARS_KEPT = 20  # no letter that is answered now is older


class SheetForm(WagtailAdminModelForm):
    """Ticks are data of the SOP file; what is submitted must say what is asked."""

    instructions = forms.MultipleChoiceField(
        label="Dengan hormat harap", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        flow = Flow.objects.current().filter(sheet="news.Disposition").select_related("sop").first()
        self.fields["instructions"].choices = [(text, text) for text in (instructions_of(flow) if flow else [])]

    def clean_subject(self) -> str:
        subject = self.cleaned_data["subject"]
        if not any(character.isalnum() for character in subject):
            raise forms.ValidationError("Tuliskan hal dengan huruf atau angka.")
        return subject

    def clean_letter_date(self) -> date | None:
        return _not_in_future(self.cleaned_data["letter_date"])

    def clean_received_on(self) -> date | None:
        return _not_in_future(self.cleaned_data["received_on"])

    def clean_due_on(self) -> date | None:
        return within_a_year(self.cleaned_data["due_on"])

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("instructions") and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Pilih arahan atau tuliskan isi disposisi.")
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and has_control_characters(value):
                self.add_error(name, "Isian ini memuat tanda kendali yang tidak terlihat. Ketik ulang.")
        return cleaned


def _not_in_future(day: date | None) -> date | None:
    """The day of a letter that has come; within reason, since a slip of the year is easily made."""
    today = timezone.localdate()
    if day and not (today.replace(year=today.year - YEARS_KEPT, day=1) <= day <= today):
        raise forms.ValidationError("Periksa tanggalnya: tidak di masa depan dan tidak lebih dari 20 tahun lalu.")
    return day

"""The form that opens a disposition sheet, in Wagtail's editor and on the desk."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm

from portal.sop.forms import instructions_of
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


class SheetForm(WagtailAdminModelForm):
    """Ticks are data of the SOP file; what is submitted must say what is asked."""

    instructions = forms.MultipleChoiceField(
        label="Dengan hormat harap", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        flow = Flow.objects.current().filter(sheet="news.Disposition").select_related("sop").first()
        self.fields["instructions"].choices = [(text, text) for text in (instructions_of(flow) if flow else [])]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("instructions") and not cleaned.get("note"):
            self.add_error("note", "Pilih arahan atau tuliskan isi disposisi.")
        due = cleaned.get("due_on")
        if due and due < timezone.localdate():
            self.add_error("due_on", "Batas waktu tidak boleh sudah lewat.")
        return cleaned

"""Forms of every room: uploads that say at the field what is wrong and lose no file, and readings with a purpose."""

from __future__ import annotations

from functools import partial

from django import forms
from django.db import transaction
from django.forms.fields import FileField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .uploads import rebuild_picture


class RebuiltPictureFormField(WagtailImageField):
    """Decodes the picture in full. Wagtail's field reads its head only, and a truncated one ends in a 500."""

    def to_python(self, data):
        upload = FileField.to_python(self, data)
        return upload and rebuild_picture(upload)


class AgencyImageForm(BaseImageForm):
    """Wagtail's form (single, multiple and chooser upload alike) with the field above."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock:
            self.fields["file"] = RebuiltPictureFormField(
                label=stock.label, required=stock.required, widget=stock.widget
            )


class AgencyDocumentForm(BaseDocumentForm):
    """Wagtail's form removes the old file before it knows whether the new one may take its place; this one after."""

    def save(self, commit=True):
        old, self.original_file = self.original_file, None
        document = super().save(commit=commit)
        if commit and old and "file" in self.changed_data:
            transaction.on_commit(partial(old.storage.delete, old.name))
        return document


class ReadingForm(forms.Form):
    """Nobody opens what is private without saying what for."""

    purpose = forms.CharField(
        label="Keperluan membuka berkas",
        max_length=255,
        help_text="Tercatat bersama nama, jabatan, dan waktu.",
        error_messages={"required": "Tuliskan keperluan Anda membuka berkas ini."},
    )

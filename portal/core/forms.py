"""The admin's upload form for pictures: whatever is wrong with a file is said at the field."""

from __future__ import annotations

from django.forms.fields import FileField
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

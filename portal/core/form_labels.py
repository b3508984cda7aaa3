"""Labels of Wagtail's forms that have none.

Django makes them of the fields' names, in English, and no catalogue reaches those.
"""

from __future__ import annotations

from wagtail.admin.forms import choosers
from wagtail.admin.forms.auth import LoginForm

_LABELS = {
    "body": "Isi surel",
    "email_address": "Alamat surel",
    "link_text": "Teks tautan",
    "password": "Kata sandi",
    "phone_number": "Nomor telepon",
    "subject": "Perihal",
}
_FORMS = (
    LoginForm,
    choosers.AnchorLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.ExternalLinkChooserForm,
    choosers.PhoneLinkChooserForm,
)


def label_in_indonesian() -> None:
    for form in _FORMS:
        for name, field in form.base_fields.items():
            field.label = _LABELS.get(name, field.label)

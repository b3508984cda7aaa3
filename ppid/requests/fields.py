"""Form fields for what an applicant tells, whoever types it: what is refused is said in words that help.

Nothing is cut off: what is too long is said, so that nobody loses what he pasted.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator

from portal.core.models.base_page import has_control_characters
from portal.core.rewriting import MOST_BYTES, Rewritten, rewrite

UNREADABLE = "Isian ini memuat tanda yang tidak terbaca. Ketik ulang isian ini."
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp"
FILE_HINT = f"Foto atau pindaian: PDF, JPEG, PNG, atau WebP, paling besar {MOST_BYTES // 1024**2} MB."
TOO_LONG = "Isian ini terlalu panjang: %(show_value)d huruf. Batasnya %(limit_value)d huruf."


class LineField(forms.CharField):
    """Words on one line. ``missing`` is said where they are missing; without it they may be."""

    def __init__(self, *, max_length: int, missing: str = "", widget: forms.Widget | None = None, **kwargs: Any):
        super().__init__(
            max_length=max_length,
            required=bool(missing),
            widget=widget or forms.TextInput(),
            error_messages={
                "required": missing,
                "max_length": TOO_LONG,
                "null_characters_not_allowed": UNREADABLE,
            },
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "input"}

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if has_control_characters(value):
            raise ValidationError(UNREADABLE, code="control_characters")


class TextField(LineField):
    """Words on several lines."""

    def __init__(self, *, rows: int = 4, attrs: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__(widget=forms.Textarea({"rows": rows, "cols": None, **(attrs or {})}), **kwargs)

    def to_python(self, value: Any) -> str:
        return forms.CharField.to_python(self, value).replace("\r\n", "\n").replace("\r", "\n")


class MailField(forms.EmailField):
    """An address to which every mail server can send."""

    def __init__(self, **kwargs: Any):
        wrong = "Tulis alamat surel yang lengkap, misalnya nama@contoh.id."
        super().__init__(
            max_length=254,
            required=False,
            widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
            # Marks that turn the direction of writing are no letters, but pass for such in the name of a host.
            validators=[RegexValidator(r"\A[\x21-\x7e]+\Z", wrong)],
            error_messages={"invalid": wrong, "max_length": wrong, "null_characters_not_allowed": wrong},
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "input"}


class PhoneField(LineField):
    """A number as people write it: "0811-1234-567", "+62 541 123456"."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            max_length=30,
            widget=forms.TelInput({"autocomplete": "tel"}),
            validators=[
                RegexValidator(
                    r"\A(?=(\D*[0-9]){6})\+?[0-9 ().-]+\Z",
                    "Tulis nomor telepon dengan angka, misalnya 0811 1234 5678 atau +62 541 123456.",
                )
            ],
            **kwargs,
        )


class UploadField(forms.FileField):
    """A picture or PDF from a stranger; its value is the file made anew, called ``kept_as`` and not as he named it."""

    def __init__(self, *, kept_as: str, **kwargs: Any):
        self.kept_as = kept_as
        super().__init__(
            required=False,
            widget=forms.FileInput({"accept": ACCEPTED}),
            error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "input"}

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Rewritten | None:
        upload = super().clean(data, initial)
        return rewrite(upload, self.kept_as) if upload else None


def digits_of_nik(text: str) -> str:
    """The sixteen digits of a NIK, however they are parted. Raises ``ValidationError``."""
    digits = re.sub(r"[ .-]", "", text)
    if not re.fullmatch(r"[0-9]{16}", digits):
        raise ValidationError("NIK terdiri atas 16 angka, seperti tertulis pada KTP.", code="nik")
    return digits

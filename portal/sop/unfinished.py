"""A text that is not whole goes no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from portal.core.refusal import Refusal

if TYPE_CHECKING:
    from django.db.models import Model


class Unfinished(Refusal):
    """A text that is not whole goes neither on nor public; each field that is missing or wrong is named."""

    def __init__(self, text: Model, problem: ValidationError):
        fields = text._meta.get_field
        faults = [
            " ".join(messages) if name == NON_FIELD_ERRORS else f"{fields(name).verbose_name}: {' '.join(messages)}"
            for name, messages in problem.message_dict.items()
        ]
        super().__init__(f"Naskah belum lengkap atau belum benar. {'; '.join(faults)}")

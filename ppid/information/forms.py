"""The editor's form of an information page."""

from __future__ import annotations

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from portal.officials.models import Unit
from portal.sop.policy import standing_of

from .formats import FormatsField
from .items import items_of, parts_of

NO_UNIT = "Anda belum tercatat pada unit mana pun. Mintalah pengelola daftar pejabat mencatatkan unit Anda."


class InformationPageForm(WagtailAdminPageForm):
    """Offers what the page's place and its writer allow; refuses to drop a file that citizens read today."""

    formats = FormatsField(label="Format informasi yang tersedia")
    legal_item = forms.ChoiceField(
        label="Butir peraturan",
        required=False,
        help_text="Butir yang mewajibkan informasi ini, menurut Peraturan Komisi Informasi Nomor 1 Tahun 2021.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["legal_item"].choices = [("", "Tidak ada"), *items_offered(self._category())]
        if self.for_user is not None:
            self._offer_units()

    def _category(self) -> str:
        from .models.information import category_under

        return self.instance.category or category_under(self.parent_page)

    def _offer_units(self) -> None:
        """A writer keeps to his own unit: he compiles for no other and gives no page away."""
        standing, field = standing_of(self.for_user), self.fields["unit"]
        if not standing.keeps_to_unit:
            return
        field.queryset = Unit.objects.filter(pk=standing.unit_id)
        if standing.unit is None:
            field.help_text = field.error_messages["required"] = NO_UNIT
        elif self.instance.unit_id is None:
            self.initial["unit"] = standing.unit_id

    def clean(self) -> dict:
        cleaned = super().clean()
        files = self.formsets["documents"]
        if files.is_valid():
            kept = {row["document"].pk for row in files.cleaned_data if row and not row.get("DELETE")}
            if dropped := self.instance.public_files_not_in(kept):
                self.add_error(None, self.instance.refusal_to_drop(dropped))
        return cleaned


def items_offered(category: str) -> list[tuple[str, str]]:
    """The items of one kind of information, each followed by its details, as choices."""
    items = [entry for item in items_of(category) for entry in (item, *parts_of(item.code))]
    return [(item.code, f"{item.code} – {item.title}") for item in items]

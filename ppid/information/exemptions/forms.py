"""The forms of the desk: compiling a consequence test, and what the PPID does with a decision."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils import timezone

from portal.core.models.base_page import has_control_characters
from portal.officials.models import Unit

from ..models import ClassificationDecision, ConsequenceTest
from . import rules
from .access import unit_of

REASON_LENGTH = 2000
_DATE = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
_TEXT = forms.Textarea({"rows": 4})
_LINE = forms.TextInput()


class ConsequenceTestForm(forms.ModelForm):
    """The sheet as a Petugas fills it in. Unfinished it may be kept; ``is_whole`` asks for what the law demands."""

    # Made with the empty form: the same form sent twice makes one test.
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    # What the person saw: a text that somebody else has changed meanwhile is not written over.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    upload = forms.FileField(
        label="Berkas yang dikecualikan",
        required=False,
        help_text="Disimpan tersandi dan hanya dibuka pejabat yang berhak; setiap pembukaan dicatat.",
    )

    class Meta:
        model = ConsequenceTest
        fields = [panel.field_name for panel in ConsequenceTest.panels] + ["supersedes"]
        widgets = {
            "subject": _LINE,
            "act": _LINE,
            "article": _LINE,
            "period_text": _LINE,
            "place": _LINE,
            "ends_on": _DATE,
            "tested_on": _DATE,
            "document": _TEXT,
            "exempted_parts": _TEXT,
            "consequence_if_opened": _TEXT,
            "consequence_if_closed": _TEXT,
            "public_interest": _TEXT,
            "participants": _TEXT,
            "conclusion": forms.RadioSelect,
        }

    def __init__(self, *args, user, is_whole: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_whole = is_whole
        unit = unit_of(user)
        # A Petugas compiles for his own unit; one who belongs to none, for any.
        self.fields["unit"].queryset = Unit.objects.filter(pk=unit.pk) if unit else Unit.objects.all()
        decisions = ClassificationDecision.objects.in_force(timezone.localdate())
        self.fields["supersedes"].queryset = decisions.filter(unit=unit) if unit else decisions
        if self.instance.supersedes_id:
            # What a test is to replace is said once: without it, two decisions would hold for one thing.
            self.fields["supersedes"].queryset = ClassificationDecision.objects.filter(pk=self.instance.supersedes_id)
            self.fields["supersedes"].disabled = True
        # What a draft may leave open is still asked for in the end, and says so beside its label.
        for names, note in ((rules.ALWAYS, "wajib saat diajukan"), (rules.TO_WITHHOLD, "wajib bila dikecualikan")):
            for name in names:
                self.fields[name].empty_note = note
        self.fields["conclusion"].choices = ConsequenceTest.Conclusion.choices
        self.initial["seen"] = self.instance.latest_revision_id
        if self.instance.pk is None:
            self.initial["unit"] = unit

    def clean_seen(self) -> int | None:
        seen = self.cleaned_data["seen"]
        if seen != self.instance.latest_revision_id:
            raise forms.ValidationError(
                "Lembar ini sudah diubah orang lain sejak Anda membukanya. Salin isian Anda, lalu muat ulang halaman."
            )
        return seen

    def clean(self) -> dict:
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and has_control_characters(value):
                self.add_error(name, "Isian ini memuat tanda kendali yang tidak terlihat. Ketik ulang.")
        if self.is_whole:
            self._demand_what_the_law_demands(cleaned)
            self._refuse_to_replace_what_ended(cleaned.get("supersedes"))
        return cleaned

    def _demand_what_the_law_demands(self, cleaned: dict) -> None:
        for name, fault in rules.faults_of(cleaned, timezone.localdate()).items():
            # A field that could not be read says so already.
            if name not in self.errors:
                self.add_error(name, fault)

    def _refuse_to_replace_what_ended(self, superseded: ClassificationDecision | None) -> None:
        """What is open stays open: it is not withheld again by a test that was begun before (PP 61/2010 Pasal 11)."""
        in_force = ClassificationDecision.objects.in_force(timezone.localdate())
        if superseded is not None and not in_force.filter(pk=superseded.pk).exists():
            self.add_error("supersedes", f"Penetapan {superseded.number} tidak berlaku lagi, jadi tidak dapat diganti.")


class OpeningForm(forms.Form):
    """The PPID's decision that something opens, with its reason."""

    reason = forms.CharField(
        label="Pertimbangan",
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text="Tercatat dalam buku kendali.",
        error_messages={"required": "Tuliskan pertimbangan pembukaannya."},
    )

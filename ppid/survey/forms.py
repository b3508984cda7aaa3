"""The sheet of the survey, as citizens fill it in and as officers copy it from paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .definition import Definition

CHOOSE = {"invalid_choice": "Pilih salah satu jawaban yang tersedia."}
NOT_TOLD = "Tidak dijawab"


class RatingChoice(forms.RadioSelect):
    """The empty choice takes a rating back; it is marked where somebody chose it, and for nobody beforehand."""

    def format_value(self, value: Any) -> list[str]:
        return [] if value is None else super().format_value(value)


class SheetForm(forms.Form):
    """One question for each element, none of which has to be answered, then what the respondent tells of himself."""

    not_rated = "Tidak mengalami"

    def __init__(self, data: Any = None, *, definition: Definition, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.definition = definition
        for element in definition.elements:
            self.fields[element.code] = forms.ChoiceField(
                label=element.question,
                choices=[
                    *((str(score), answer) for score, answer in enumerate(element.answers, 1)),
                    ("", self.not_rated),
                ],
                widget=RatingChoice,
                required=False,
                error_messages=CHOOSE,
            )
        for about in definition.about:
            self.fields[about.code] = forms.ChoiceField(
                label=about.label,
                choices=[("", NOT_TOLD), *((choice, choice) for choice in about.choices)],
                widget=forms.Select({"class": "input"}),
                required=False,
                error_messages=CHOOSE,
            )

    def ratings(self) -> list[forms.BoundField]:
        return [self[element.code] for element in self.definition.elements]

    def about(self) -> list[forms.BoundField]:
        return [self[about.code] for about in self.definition.about]

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.scores:
            raise ValidationError("Jawab sedikitnya satu pertanyaan.")
        return self.cleaned_data

    @property
    def scores(self) -> dict[str, int]:
        """What each answered element is worth."""
        given = {element.code: self.cleaned_data.get(element.code) for element in self.definition.elements}
        return {code: int(score) for code, score in given.items() if score}

    @property
    def told(self) -> dict[str, str]:
        given = {about.code: self.cleaned_data.get(about.code) for about in self.definition.about}
        return {code: choice for code, choice in given.items() if choice}


class PaperForm(SheetForm):
    """A sheet that was filled in on paper, with the day that stands on it."""

    # Why nothing is ticked on paper, nobody knows.
    not_rated = NOT_TOLD

    answered_on = forms.DateField(
        label="Tanggal pada lembar",
        widget=forms.DateInput({"type": "date", "class": "input input--date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggal yang tertulis pada lembar.", "invalid": "Tanggal ini tidak terbaca."},
    )

    def __init__(self, data: Any = None, *, today: date, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.today = today

    def clean_answered_on(self) -> date:
        day = self.cleaned_data["answered_on"]
        if day > self.today:
            raise ValidationError("Tanggal ini belum tiba.")
        if day.year < self.today.year - 1:
            raise ValidationError("Lembar ini terlalu lama; periksa tahunnya.")
        return day

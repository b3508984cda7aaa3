"""What a search engine may list of the survey: the results, not the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from portal.core.public_addresses import Address

from .models import SurveyResult


def addresses() -> Iterator[Address]:
    yield Address(reverse("survey_results"))
    years = SurveyResult.objects.filter(published=True).order_by("-year").values_list("year", flat=True)
    yield from (Address(reverse("survey_results_of", args=[year])) for year in years)

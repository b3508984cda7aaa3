"""The results of the survey, as what the law asks for: there once those of a year are published."""

from portal.core.holdings import Service

from .models import SurveyResult

RESULTS = Service(
    "survey_results",
    "Hasil survei kepuasan",
    "survey_results",
    lambda: SurveyResult.objects.filter(published=True).exists(),
)

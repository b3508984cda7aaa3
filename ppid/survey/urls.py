"""Addresses under /survei/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.sheet, name="survey"),
    path("terima-kasih/", views.thanks, name="survey_thanks"),
    path("lembar.pdf", views.for_paper, name="survey_for_paper"),
    path("hasil/", views.results, name="survey_results"),
    path("hasil/<int:year>/", views.results, name="survey_results_of"),
]

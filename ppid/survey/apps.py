from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "ppid.survey"
    label = "survey"
    verbose_name = "Survei kepuasan"

from django.apps import AppConfig


class OfficialsConfig(AppConfig):
    name = "portal.officials"
    label = "officials"
    verbose_name = "Pejabat"

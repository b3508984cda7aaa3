from django.apps import AppConfig


class MonevConfig(AppConfig):
    name = "ppid.monev"
    label = "monev"
    verbose_name = "Periksa diri Monev"

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "ppid.requests"
    label = "requests"
    verbose_name = "permohonan informasi"

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "ppid.requests"
    label = "requests"
    verbose_name = "Permohonan informasi"

    def ready(self) -> None:
        from . import (
            desk,
            recomputing,  # noqa: F401 - importing it is what connects its receivers
        )

        desk.register()

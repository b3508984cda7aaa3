from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = "Dasar portal"

    def ready(self) -> None:
        from . import receivers  # noqa: F401 - importing them is what connects them

from django.apps import AppConfig


class SopConfig(AppConfig):
    name = "portal.sop"
    label = "sop"
    verbose_name = "SOP"

    def ready(self) -> None:
        from . import checks, receivers  # noqa: F401 - importing them is what connects them

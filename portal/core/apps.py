from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = "Dasar portal"

    def ready(self) -> None:
        from . import (
            form_labels,
            receivers,  # noqa: F401 - importing them is what connects them
        )

        form_labels.label_in_indonesian()

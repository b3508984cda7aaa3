from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "ppid.requests"
    label = "requests"
    verbose_name = "Permohonan informasi"

    def ready(self) -> None:
        from portal.core.public_addresses import register_provider

        from . import (
            desk,
            public_addresses,
            recomputing,  # noqa: F401 - importing it is what connects its receivers
        )

        desk.register()
        register_provider(public_addresses.addresses)

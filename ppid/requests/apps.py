from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "ppid.requests"
    label = "requests"
    verbose_name = "Permohonan informasi"

    def ready(self) -> None:
        from portal.core import holdings as told
        from portal.core import public_addresses as registered

        from . import (
            checks,  # noqa: F401 - importing it is what registers it
            desk,
            holdings,
            public_addresses,
            recomputing,  # noqa: F401 - importing it is what connects its receivers
        )

        desk.register()
        registered.register_provider(public_addresses.addresses)
        told.register_service(holdings.STATISTICS)
        told.register_service(holdings.REPORTS)

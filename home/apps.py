from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Beranda"

    def ready(self):
        from portal.core import holdings as told
        from portal.core import public_addresses as registered

        from . import (
            checks,  # noqa: F401 - registers the checks
            holdings,
            statements,
        )

        registered.register_provider(statements.addresses)
        told.register_provider(holdings.held)

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Beranda"

    def ready(self):
        from portal.core.public_addresses import register_provider

        from . import (
            checks,  # noqa: F401 - registers the checks
            statements,
        )

        register_provider(statements.addresses)

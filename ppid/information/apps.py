from django.apps import AppConfig


class InformationConfig(AppConfig):
    name = "ppid.information"
    label = "information"
    verbose_name = "Informasi publik"

    def ready(self) -> None:
        from portal.core import public_addresses as registered
        from portal.sop.desk import register_provider

        from . import (
            public_addresses,
            receivers,  # noqa: F401 - importing them is what connects them
        )
        from .alerts import receivers as alert_receivers  # noqa: F401 - as above
        from .alerts.desk import AlertsOnDesk
        from .desk_duties import UpdatesOnDesk
        from .desk_editions import EditionsOnDesk
        from .exemptions import receivers as exemption_receivers  # noqa: F401 - as above
        from .exemptions.desk import ExemptionsOnDesk
        from .intake.desk import ImportOnDesk

        register_provider(UpdatesOnDesk())
        register_provider(AlertsOnDesk())
        register_provider(EditionsOnDesk())
        register_provider(ImportOnDesk())
        register_provider(ExemptionsOnDesk())
        registered.register_provider(public_addresses.addresses)

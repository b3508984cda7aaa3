from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "ppid.survey"
    label = "survey"
    verbose_name = "Survei kepuasan"

    def ready(self) -> None:
        from portal.core import holdings as told
        from portal.core import public_addresses as registered

        from . import holdings, public_addresses

        registered.register_provider(public_addresses.addresses)
        told.register_service(holdings.RESULTS)

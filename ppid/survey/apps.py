from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "ppid.survey"
    label = "survey"
    verbose_name = "Survei kepuasan"

    def ready(self) -> None:
        from portal.core.public_addresses import register_provider

        from . import public_addresses

        register_provider(public_addresses.addresses)

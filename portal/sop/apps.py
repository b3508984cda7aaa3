from django.apps import AppConfig


class SopConfig(AppConfig):
    name = "portal.sop"
    label = "sop"
    verbose_name = "SOP"

    def ready(self) -> None:
        from . import checks, notices, receivers, stock_mail  # noqa: F401 - importing them is what connects them
        from .desk import register_provider
        from .desk_steps import StepsOnDesk

        register_provider(StepsOnDesk())
        stock_mail.switch_off()

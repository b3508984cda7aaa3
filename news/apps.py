from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Berita"

    def ready(self) -> None:
        from . import receivers  # noqa: F401 - importing them is what connects them

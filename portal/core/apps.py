from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = "Dasar portal"

    def ready(self) -> None:
        from . import (
            checks,  # noqa: F401 - registers the checks
            form_labels,
            listings,
            receivers,  # noqa: F401 - importing them is what connects them
            vault,
        )

        form_labels.label_in_indonesian()
        listings.show_visible_pages_only()
        # A key that cannot be read stops the start, not the first person who stores a file.
        vault.key_ring()

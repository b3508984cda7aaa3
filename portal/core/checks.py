"""What must hold of the settings before the portal serves anybody."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register("security")
def private_files_lie_apart(app_configs, **kwargs) -> list[CheckMessage]:
    """A web server gives out parts of the media and static folders: no private file may lie in them."""
    private = Path(settings.PRIVATE_ROOT).resolve()
    open_folders = [Path(folder).resolve() for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT) if folder]
    if any(private.is_relative_to(folder) for folder in open_folders):
        return [Error(f"PRIVATE_ROOT ({private}) lies inside a folder that is given out.", id="core.E001")]
    return []

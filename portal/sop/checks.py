"""Rules of the project that can be seen in the code alone."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register

from portal.core.models import BasePage

from .definition import DefinitionError, load_definition


@register("sop")
def every_page_goes_through_the_gate(app_configs, **kwargs) -> list[Error]:
    """A page model beside ``BasePage`` would have Wagtail's own tester, and so a way round the SOP."""
    from wagtail.models import Page

    return [
        Error(
            f"{model._meta.label} is a page but does not extend BasePage.",
            hint="Extend portal.core.models.BasePage: its permission tester keeps the SOP.",
            obj=model,
            id="sop.E001",
        )
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page and not issubclass(model, BasePage)
    ]


@register("sop")
def the_sop_file_is_sound(app_configs, **kwargs) -> list[Error]:
    try:
        definition = load_definition(Path(settings.PORTAL_SOP_FILE))
    except (DefinitionError, OSError, KeyError, TypeError) as fault:
        return [Error(f"The SOP file cannot be read: {fault}", id="sop.E002")]
    return [
        Error(f"Flow {flow.code}: there is no page model {flow.tree}.", id="sop.E003")
        for flow in definition.flows
        if not _is_page_model(flow.tree)
    ]


def _is_page_model(label: str) -> bool:
    try:
        return issubclass(apps.get_model(label), BasePage)
    except (LookupError, ValueError):
        return False

"""Rules of the project that can be seen in the code alone."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, register
from django.db.models import Model

from portal.core.models import BasePage

from .definition import DefinitionError, FlowDefinition, load_definition
from .models import Sheet


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
def the_sop_files_are_sound(app_configs, **kwargs) -> list[Error]:
    return [fault for file in settings.PORTAL_SOP_FILES for fault in _faults_of(Path(file))]


def _faults_of(file: Path) -> list[Error]:
    try:
        definition = load_definition(file)
    except (DefinitionError, OSError, KeyError, TypeError) as fault:
        return [Error(f"The SOP file {file.name} cannot be read: {fault}", id="sop.E002")]
    governed = [(flow, label, model) for flow in definition.flows for label, model in _governed_by(flow) if label]
    return [
        Error(f"Flow {flow.code}: {label} is no model that extends {model.__name__}.", id="sop.E003")
        for flow, label, model in governed
        if not _is_model(label, model)
    ]


def _governed_by(flow: FlowDefinition) -> tuple[tuple[str, type[Model]], ...]:
    return (flow.tree, BasePage), (flow.sheet, Sheet)


def _is_model(label: str, base: type[Model]) -> bool:
    try:
        return issubclass(apps.get_model(label), base)
    except (LookupError, ValueError):
        return False

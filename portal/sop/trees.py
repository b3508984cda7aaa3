"""Which flow governs which page: the nearest tree above it (flow A under the news index, flow B elsewhere)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from .models import Flow, Sheet, Step

if TYPE_CHECKING:
    from wagtail.models import Page


def tree_roots() -> list[tuple[str, Flow]]:
    """The tree path of each page at which a current flow begins, with that flow: a handful of rows."""
    from wagtail.models import Page

    flows = {flow.tree.lower(): flow for flow in Flow.objects.current().select_related("author", "take_down")}
    labels = {
        content_type.pk: f"{content_type.app_label}.{content_type.model}"
        for content_type in ContentType.objects.filter(model__in=[tree.split(".")[1] for tree in flows])
    }
    rows = Page.objects.filter(content_type_id__in=labels).values_list("path", "content_type_id")
    return [(path, flows[labels[pk]]) for path, pk in rows if labels[pk] in flows]


def flow_of(subject: Page | Sheet, roots: Iterable[tuple[str, Flow]] | None = None) -> Flow | None:
    """The current flow that governs a page or sheet; ``roots`` saves queries where many pages are asked about."""
    if isinstance(subject, Sheet):
        return Flow.objects.current().filter(sheet=subject._meta.label).first()
    above = [(path, flow) for path, flow in (tree_roots() if roots is None else roots) if subject.path.startswith(path)]
    return max(above, key=lambda root: len(root[0]))[1] if above else None


def writing_step_of(subject: Page | Sheet) -> Step | None:
    """The step that writes this subject: drafting for a page, opening for a sheet."""
    flow = flow_of(subject)
    if flow is None:
        return None
    kind = Step.Kind.DISPOSE if isinstance(subject, Sheet) else Step.Kind.DRAFT
    return flow.steps.filter(kind=kind).select_related("position", "flow__sop").first()

"""Which flow governs which page: the nearest tree above it (flow A under the news index, flow B elsewhere)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef

from .models import Flow, Sheet, Step

if TYPE_CHECKING:
    from wagtail.models import Page


class Root(NamedTuple):
    """A page at which a flow begins."""

    path: str
    flow: Flow
    page_id: int


def current_flows(held: Iterable[int] = ()) -> list[Flow]:
    """All flows that moderate now, those of trees and those of sheets.

    ``is_judged_here`` on each says whether one of the ``held`` positions judges in it.
    """
    judging = Step.objects.filter(flow=OuterRef("pk"), kind=Step.Kind.JUDGE, position__in=list(held))
    flows = Flow.objects.current().select_related("author", "take_down")
    return list(flows.annotate(is_judged_here=Exists(judging)))


def tree_roots(flows: Iterable[Flow] | None = None) -> list[Root]:
    """The pages at which current flows begin: a handful of rows. ``flows`` saves reading those again."""
    from wagtail.models import Page

    flows = current_flows() if flows is None else flows
    by_type = {tuple(flow.tree.lower().split(".")): flow for flow in flows if flow.tree}
    rows = Page.objects.filter(content_type__model__in=[model for _, model in by_type]).values_list(
        "path", "pk", "content_type__app_label", "content_type__model"
    )
    return [Root(path, by_type[app, model], pk) for path, pk, app, model in rows if (app, model) in by_type]


def flow_of(subject: Page | Sheet, roots: Iterable[Root] | None = None) -> Flow | None:
    """The current flow that governs a page or sheet; ``roots`` saves queries where many pages are asked about."""
    if isinstance(subject, Sheet):
        return Flow.objects.current().filter(sheet=subject._meta.label).first()
    above = [root for root in (tree_roots() if roots is None else roots) if subject.path.startswith(root.path)]
    return max(above, key=lambda root: len(root.path)).flow if above else None


def writing_step_of(subject: Page | Sheet) -> Step | None:
    """The step that writes this subject: drafting, or opening where a disposition sheet comes before a tree."""
    flow = flow_of(subject)
    if flow is None:
        return None
    return (
        flow.steps.filter(kind=flow.writes_by(isinstance(subject, Sheet)))
        .select_related("position", "flow__sop")
        .first()
    )

"""Periodic information that must be published anew, on the desk of the Petugas of its unit (UU 14/2008 Pasal 9(3))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.query import PageQuerySet

from portal.officials.roles import Hat
from portal.sop.desk import Provider, Waiting
from portal.sop.models import Flow
from portal.sop.policy import standing_of

from . import periodic
from .models import InformationPage, PpidPage
from .updates import live_periodic_pages

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

# The desk must stay small enough for a phone; the report has them all.
MOST_ROWS = 10


class UpdatesOnDesk(Provider):
    """What is overdue or will be soon waits for the unit's Petugas until he has submitted a new version."""

    def waiting(self, user: AbstractUser, hats: Sequence[Hat], now: datetime) -> Iterator[Waiting]:
        trees = {path: flow for path, flow in standing_of(user).written_trees.items() if _holds_information(flow)}
        if not trees:
            return
        authors = {flow.author_id for flow in trees.values()}
        office = next(hat.label for hat in hats if hat.position.pk in authors)
        pages = _due_for(user, trees, timezone.localdate(now))
        shown = list(pages[:MOST_ROWS])
        yield from (_waiting(page, office) for page in shown)
        if len(shown) == MOST_ROWS and (more := pages.count() - MOST_ROWS):
            rest = f"{more} informasi berkala lainnya"
            yield _waiting(shown[-1], office, key="updates", title=rest, url=reverse("information_updates"))


def _holds_information(flow: Flow) -> bool:
    """Whether the PPID's pages can stand in this flow's tree; who writes elsewhere has no such duty."""
    return PpidPage in apps.get_model(flow.tree).allowed_subpage_models()


def _due_for(user: AbstractUser, trees: Iterable[str], today: date) -> PageQuerySet[InformationPage]:
    """Pages of this person's unit, or of none, that are overdue or will be soon and are not under way already."""
    written = Q()
    for path in trees:
        written |= Q(path__startswith=path)
    _, before = periodic.published_within(periodic.State.SOON, today)
    under_way = WorkflowState.objects.filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id=OuterRef("key"),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return (
        live_periodic_pages()
        .filter(written, Q(unit=None) | Q(unit__officials__user=user), last_published_at__lt=before)
        .alias(key=Cast("pk", CharField()))
        .exclude(Exists(under_way))
        .order_by("last_published_at", "pk")
        .only("pk", "title", "last_published_at")
    )


def _waiting(page: InformationPage, office: str, **instead: str) -> Waiting:
    """A row about ``page``; ``instead`` makes it one about others that are due no earlier."""
    row = {
        "key": f"update-{page.pk}",
        "title": page.title,
        "kind": "informasi berkala",
        "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    return Waiting(
        **{**row, **instead},
        since=page.last_published_at,
        due_at=periodic.end_of(periodic.due_on(timezone.localdate(page.last_published_at))),
        step="pemutakhiran berkala (Pasal 9 ayat (3) UU 14/2008)",
        office=office,
        standard=f"{periodic.MONTHS} bulan sejak tayang terakhir",
    )

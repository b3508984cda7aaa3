"""The answers that the page permission tester gets: who drafts where, who answers for what is public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import get_page_models
from wagtail.permission_policies.base import ModelPermissionPolicy

from portal.core.policy import PagePolicy
from portal.officials.models import Unit
from portal.officials.roles import Hat, hats_of

from . import trees
from .models import Flow, Sheet

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Page
    from wagtail.query import PageQuerySet


@dataclass(frozen=True)
class Standing:
    """What a person is today and where the flows begin: read once for a listing of any length."""

    user: AbstractUser
    hats: tuple[Hat, ...]
    flows: list[Flow]
    roots: list[trees.Root]

    def holds(self, position_id: int) -> bool:
        return any(hat.position.pk == position_id for hat in self.hats)

    @cached_property
    def written_trees(self) -> dict[str, Flow]:
        """The tree paths under which this person writes, each with its flow."""
        return {root.path: root.flow for root in self.roots if self.holds(root.flow.author_id)}

    @cached_property
    def keeps_to_unit(self) -> bool:
        """Whether this person does nothing but write, and so sees and edits the pages of his own unit alone.

        Whoever holds another office as well (Tim IT, Pejabat, PPID ...) works for every unit.
        """
        writers = {root.flow.author_id for root in self.roots}
        return not self.user.is_superuser and bool(self.hats) and {hat.position.pk for hat in self.hats} <= writers

    @cached_property
    def unit(self) -> Unit | None:
        """The unit to which this person belongs."""
        return Unit.objects.filter(officials__user=self.user).first()

    @property
    def unit_id(self) -> int | None:
        return self.unit and self.unit.pk

    def is_of_another_unit(self, page: Page) -> bool:
        if not self.keeps_to_unit:
            return False
        held_by = getattr(page, "held_by_unit_id", None)
        return held_by is not None and held_by != self.unit_id


def standing_of(user: AbstractUser) -> Standing:
    """The standing of a person, kept on the user object, which lives as long as one request."""
    if not hasattr(user, "_sop_standing"):
        hats = hats_of(user, timezone.localdate())
        flows = trees.current_flows(hat.position.pk for hat in hats)
        user._sop_standing = Standing(user, hats, flows, trees.tree_roots(flows))
    return user._sop_standing


class SopPagePolicy(PagePolicy):
    """The SOP's answers (docs/rules.md, rules 2 to 4 and 8)."""

    def may_draft(self, user: AbstractUser, page: Page) -> bool:
        """The role of the flow's drafting step, in its own unit; a superuser too: a draft moves nothing by itself."""
        standing = standing_of(user)
        flow = trees.flow_of(page, standing.roots)
        if flow is None:
            return False
        writes_here = standing.holds(flow.author_id) and not standing.is_of_another_unit(page)
        return user.is_superuser or writes_here or self.may_publish_directly(user, page)

    def may_take_down(self, user: AbstractUser, page: Page) -> bool:
        standing = standing_of(user)
        flow = trees.flow_of(page, standing.roots)
        return flow is not None and standing.holds(flow.take_down_id)

    def may_publish_directly(self, user: AbstractUser, page: Page) -> bool:
        role = getattr(page.specific_class, "published_directly_by", "")
        return bool(role) and any(hat.position.code == role for hat in standing_of(user).hats)

    def visible(self, user: AbstractUser, pages: PageQuerySet) -> PageQuerySet:
        """A writer who keeps to his unit does not see what other units hold in the trees where he writes."""
        standing = standing_of(user)
        if not standing.keeps_to_unit:
            return pages
        for model in get_page_models():
            if unit := getattr(model, "unit_field", ""):
                others = model.objects.exclude(**{unit: None}).exclude(**{unit: standing.unit_id})
                for path in standing.written_trees:
                    pages = pages.exclude(pk__in=others.filter(path__startswith=path).values("pk"))
        return pages

    def same_rules_apply(self, page: Page, destination: Page) -> bool:
        roots = trees.tree_roots()
        return trees.flow_of(page, roots) == trees.flow_of(destination, roots)


def may_open_sheet(user: AbstractUser, model: type[Sheet]) -> bool:
    """Beginning a sheet is the act of the flow's first position, and of nobody else."""
    standing = standing_of(user)
    return any(standing.holds(flow.sheet_opener_id) for flow in standing.flows if flow.sheet == model._meta.label)


class ReadOnlyPolicy(ModelPermissionPolicy):
    """For what Wagtail's own views may only show, superusers included.

    The register is written by the acts themselves; disposition sheets are opened and passed on from the desk.
    """

    def user_has_permission(self, user: AbstractUser, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: AbstractUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

"""The answers that the page permission tester gets: who drafts where, who answers for what is public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.permission_policies.base import ModelPermissionPolicy

from portal.core.policy import PagePolicy
from portal.officials.roles import Hat, hats_of

from . import trees
from .models import Flow, Sheet

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Page


@dataclass(frozen=True)
class Standing:
    """What a person is today and where the flows begin: read once for a listing of any length."""

    hats: tuple[Hat, ...]
    roots: list[tuple[str, Flow]]

    def holds(self, position_id: int) -> bool:
        return any(hat.position.pk == position_id for hat in self.hats)


def standing_of(user: AbstractUser) -> Standing:
    """The standing of a person, kept on the user object, which lives as long as one request."""
    if not hasattr(user, "_sop_standing"):
        user._sop_standing = Standing(hats_of(user, timezone.localdate()), trees.tree_roots())
    return user._sop_standing


class SopPagePolicy(PagePolicy):
    """The SOP's answers (design section 3, rules 2 to 4 and 8)."""

    def may_draft(self, user: AbstractUser, page: Page) -> bool:
        """The role of the flow's drafting step; a superuser too, since a draft moves nothing by itself."""
        standing = standing_of(user)
        flow = trees.flow_of(page, standing.roots)
        if flow is None:
            return False
        return user.is_superuser or standing.holds(flow.author_id) or self.may_publish_directly(user, page)

    def may_take_down(self, user: AbstractUser, page: Page) -> bool:
        standing = standing_of(user)
        flow = trees.flow_of(page, standing.roots)
        return flow is not None and standing.holds(flow.take_down_id)

    def may_publish_directly(self, user: AbstractUser, page: Page) -> bool:
        role = getattr(page.specific_class, "published_directly_by", "")
        return bool(role) and any(hat.position.code == role for hat in standing_of(user).hats)

    def same_rules_apply(self, page: Page, destination: Page) -> bool:
        roots = trees.tree_roots()
        return trees.flow_of(page, roots) == trees.flow_of(destination, roots)


def may_open_sheet(user: AbstractUser, model: type[Sheet]) -> bool:
    """Opening a disposition sheet is the act of the flow's first position, and of nobody else."""
    flow = Flow.objects.current().filter(sheet=model._meta.label).first()
    return flow is not None and standing_of(user).holds(flow.opener_id)


class ReadOnlyPolicy(ModelPermissionPolicy):
    """For what Wagtail's own views may only show, superusers included.

    The register is written by the acts themselves; disposition sheets are opened and passed on from the desk.
    """

    def user_has_permission(self, user: AbstractUser, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: AbstractUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

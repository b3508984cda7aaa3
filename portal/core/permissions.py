"""The one gate that every page act in the Wagtail admin goes through.

Wagtail asks a page for ``permissions_for_user`` before each act: in the editor, in listings, in bulk
actions, on copying and moving. The stock tester lets superusers and holders of *publish* do everything;
this one lets nobody publish, because only the finished chain publishes (docs/rules.md, rules 2 to 4).
"""

from __future__ import annotations

from wagtail.models import PagePermissionTester, WorkflowState
from wagtail.query import PageQuerySet

from .policy import page_policy


class ModeratedPagePermissionTester(PagePermissionTester):
    """Wagtail's tester without its by-ways round the SOP; superusers included."""

    def __init__(self, user, page):
        super().__init__(user, page)
        self.policy = page_policy()

    # --- publishing: only the chain does it, and only an alert need not wait for it (rules 3 and 8) ---

    def can_publish(self) -> bool:
        return self.user.is_active and self.policy.may_publish_directly(self.user, self.page)

    def can_publish_subpage(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    # --- taking down: by its own view, which asks for a reason and writes it down (rule 4) ---

    def can_unpublish(self) -> bool:
        return False

    def can_take_down(self) -> bool:
        """May this person take the page off the site? Asked by the take-down view, not by Wagtail."""
        return self.user.is_active and self.page.live and self.policy.may_take_down(self.user, self.page)

    def can_reorder_children(self) -> bool:
        return self.user.is_active and self.policy.may_take_down(self.user, self.page)

    # --- locking: the SOP's own lock holds a text while it is judged; another would hold it from its writer ---

    def can_lock(self) -> bool:
        return False

    # --- drafting: each part of the tree has its own writers ---

    def can_add_subpage(self) -> bool:
        return super().can_add_subpage() and self.policy.may_draft(self.user, self.page)

    def can_edit(self) -> bool:
        # Who holds the role by appointment is in no group to which Wagtail could give a permission.
        if self.can_publish():
            return True
        if not super().can_edit():
            return False
        return self.policy.may_draft(self.user, self.page) or self._has_a_step_here()

    def can_copy(self) -> bool:
        return self.user.is_active and not self.page_is_root and self.policy.may_draft(self.user, self.page)

    def _has_a_step_here(self) -> bool:
        task = self.page.current_workflow_task
        return task is not None and task.user_can_access_editor(self.page, self.user)

    # --- deleting and moving: never what is or was public, or is under review (hole H12) ---

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        # Wagtail's own answer asks the database twice a row of a listing; as nothing public is ever deleted
        # here, what is left of it needs no query.
        if not self.user.is_active or self.page_is_root or not self._nothing_here_is_public_or_in_review():
            return False
        if self.page.first_published_at is not None or not self.policy.may_draft(self.user, self.page):
            return False
        if self.user.is_superuser:
            return True
        may_delete_here = self.page.is_leaf() or ignore_bulk or "bulk_delete" in self.permissions
        return may_delete_here and "change" in self.permissions

    def can_move(self) -> bool:
        return self.can_delete(ignore_bulk=True)

    def can_move_to(self, destination) -> bool:
        return super().can_move_to(destination) and (
            self.can_move() and self.policy.same_rules_apply(self.page, destination)
        )

    def _nothing_here_is_public_or_in_review(self) -> bool:
        if self.page.live or self.page.workflow_in_progress:
            return False
        return self.page.is_leaf() or not _any_public_or_in_review(self.page.get_descendants())


def _any_public_or_in_review(pages: PageQuerySet) -> bool:
    in_review = WorkflowState.objects.filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    waiting = {int(pk) for pk in in_review.values_list("object_id", flat=True)}
    was_public = pages.filter(first_published_at__isnull=False).exists()
    return was_public or not waiting.isdisjoint(pages.values_list("pk", flat=True))


class ModeratedPageMixin:
    """Gives a page model the gate above; part of ``BasePage``."""

    def permissions_for_user(self, user) -> PagePermissionTester:
        return ModeratedPagePermissionTester(user, self)

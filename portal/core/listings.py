"""Which pages the admin's lists show to whom.

The explorer and its menu, search, reports and logs all ask Wagtail's page permission policy which pages a person may
work on; a bulk action names those that were chosen with "all" and that he may not touch, and the report on page types
the page that was edited last. There is no setting for any of it, so what they answer is narrowed down here, in one
place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from wagtail.query import PageQuerySet

from .policy import page_policy

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


def show_visible_pages_only() -> None:
    """Called once, when the project starts."""
    from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
    from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
    from wagtail.models import Page
    from wagtail.permission_policies.pages import PagePermissionPolicy

    stock_answer = PagePermissionPolicy.instances_user_has_any_permission_for
    stock_choice = PageBulkAction.get_actionable_objects
    stock_types = PageTypesUsageReportView.decorate_paginated_queryset

    def visible_answer(self, user: AbstractUser, actions: Iterable[str]) -> PageQuerySet:
        return page_policy().visible(user, stock_answer(self, user, actions))

    def visible_choice(self) -> tuple[list[Page], dict]:
        chosen, rest = stock_choice(self)
        untouchable = Page.objects.filter(pk__in=[page.pk for page in rest["items_with_no_access"]])
        return chosen, {**rest, "items_with_no_access": list(page_policy().visible(self.request.user, untouchable))}

    def visible_types(self, page_types: Sequence) -> Sequence:
        types = stock_types(self, page_types)
        last_edited = Page.objects.filter(pk__in=[entry.last_edited_page_id for entry in types])
        shown = set(page_policy().visible(self.request.user, last_edited).values_list("pk", flat=True))
        for entry in types:
            entry.last_edited_page = entry.last_edited_page if entry.last_edited_page_id in shown else None
        return types

    PagePermissionPolicy.instances_user_has_any_permission_for = visible_answer
    PageBulkAction.get_actionable_objects = visible_choice
    PageTypesUsageReportView.decorate_paginated_queryset = visible_types

"""Rows that belong to an office, for Wagtail's lists and forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wagtail.permission_policies import ModelPermissionPolicy

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import Model


class OfficePolicy(ModelPermissionPolicy):
    """Whoever ``holds`` the office may do everything with the rows; a permission of the account gives nothing, and a
    superuser holds no office."""

    def __init__(self, model: type[Model], holds: Callable[[AbstractUser], bool]):
        super().__init__(model)
        self.holds = holds

    def user_has_permission(self, user: AbstractUser, action: str) -> bool:
        return user.is_active and self.holds(user)

    def user_has_any_permission(self, user: AbstractUser, actions) -> bool:
        return self.user_has_permission(user, "")

"""The way to the cases in the admin's menu, with the number of those that are late."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.menu import MenuItem

from ..actors import Person, officer

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEPT_SECONDS = 60


class CasesMenuItem(MenuItem):
    """Shown to who has a part in cases; the count of those of ``visible_to`` that are late is kept for a minute."""

    def __init__(self, *args, visible_to: Callable[[Person], QuerySet], **kwargs):
        super().__init__(*args, **kwargs)
        self.visible_to = visible_to

    def is_shown(self, request: HttpRequest) -> bool:
        return _reader(request).is_officer

    def render_component(self, request: HttpRequest):
        component = super().render_component(request)
        if overdue := self._overdue(request):
            component.label = f"{self.label} ({overdue} lewat tenggat)"
        return component

    def _overdue(self, request: HttpRequest) -> int:
        today = timezone.localdate()

        def counted() -> int:
            return self.visible_to(_reader(request)).overdue(today).count()

        return cache.get_or_set(f"{self.name}-overdue-{request.user.pk}-{today}", counted, KEPT_SECONDS)


def _reader(request: HttpRequest) -> Person:
    """Who looks at the menu; asked once for each page, because the menu stands on every one."""
    if not hasattr(request, "_requests_reader"):
        request._requests_reader = officer(request.user, timezone.localdate())
    return request._requests_reader

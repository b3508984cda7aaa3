"""The way to the requests in the admin's menu, with the number of those that are late."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.menu import MenuItem

from ..actors import Person, officer
from ..visibility import visible_to

KEPT_SECONDS = 60


class RequestsMenuItem(MenuItem):
    """Shown to who has a part in requests; the count is kept for a minute."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _reader(request).is_officer

    def render_component(self, request: HttpRequest):
        component = super().render_component(request)
        if overdue := _overdue(request):
            component.label = f"{self.label} ({overdue} lewat tenggat)"
        return component


def _reader(request: HttpRequest) -> Person:
    """Who looks at the menu; asked once for each page, because the menu stands on every one."""
    if not hasattr(request, "_requests_reader"):
        request._requests_reader = officer(request.user, timezone.localdate())
    return request._requests_reader


def _overdue(request: HttpRequest) -> int:
    today = timezone.localdate()

    def counted() -> int:
        return visible_to(_reader(request)).overdue(today).count()

    return cache.get_or_set(f"requests-overdue-{request.user.pk}-{today}", counted, KEPT_SECONDS)

"""The way to the requests in the admin's menu, with the number of those that are late."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.menu import MenuItem

from ..actors import officer
from ..visibility import visible_to

KEPT_SECONDS = 60


class RequestsMenuItem(MenuItem):
    """Shown to who has a part in requests; the count is kept for a minute."""

    def is_shown(self, request: HttpRequest) -> bool:
        return officer(request.user, timezone.localdate()).is_officer

    def render_component(self, request: HttpRequest):
        component = super().render_component(request)
        if overdue := _overdue(request):
            component.label = f"{self.label} ({overdue} lewat tenggat)"
        return component


def _overdue(request: HttpRequest) -> int:
    today = timezone.localdate()

    def counted() -> int:
        return visible_to(officer(request.user, today)).overdue(today).count()

    return cache.get_or_set(f"requests-overdue-{request.user.pk}-{today}", counted, KEPT_SECONDS)

"""Headers that tell the browser what a page of ours may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy, default_config
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, Wagtail's looser one only under ``/admin/`` and in an editor's preview."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponse, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        is_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
        # A preview is asked for under /admin/ and drawn as if asked for at the page's own address.
        if is_admin or getattr(request, "is_preview", False):
            parts.config = default_config(settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"])
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        # The parent leaves error answers bare while debugging; here none goes out without a policy.
        response.headers.setdefault(HEADER, build_policy(**asdict(self.get_policy_parts(request, response))))
        return response


class PermissionsPolicyMiddleware:
    """Camera, microphone, position and payment are asked for by no page of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

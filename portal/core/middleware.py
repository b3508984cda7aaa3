"""Headers that tell the browser what a page of ours may do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy, default_config
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

log = logging.getLogger(__name__)


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


class LargestBodyMiddleware:
    """Outside the admin nobody sends more than ``settings.PORTAL_LARGEST_BODY`` bytes: told before a byte is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        too_large = length.isdigit() and int(length) > settings.PORTAL_LARGEST_BODY
        if too_large and not request.path_info.startswith(reverse("wagtailadmin_home")):
            return HttpResponse(render_to_string("413.html", {"static": settings.STATIC_URL}), status=413)
        return self.get_response(request)


class UnreadableFormMiddleware:
    """A tampered form sent to Wagtail's editors is the sender's fault, and is told so.

    Wagtail reads the counts, orders and JSON of its nested forms without checking them, and numbers in addresses too;
    each slip would be an error 500. Views of our own are not covered: there such an exception is a fault of ours.
    The traceback is logged all the same.
    """

    NAMESPACES = ("wagtailadmin_", "wagtailsnippets_", "wagtailimages", "wagtaildocs", "wagtail_bulk_action")
    SLIPS = (ValueError, KeyError, TypeError, IndexError, AttributeError, ObjectDoesNotExist)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not match.view_name.startswith(self.NAMESPACES) or not isinstance(exception, self.SLIPS):
            return None
        log.error("unreadable form at %s", match.view_name, exc_info=exception)
        return render(request, "400.html", status=400)

"""Pages that belong to no page tree: errors, health, and what robots read."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import health, outage
from .patterns import pattern_context


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """An outage or a fault, told without database, session or chrome: any of them may be what failed.

    Django calls it while it handles the exception.
    """
    if outage.passes(sys.exception()):
        return outage.page(request)
    return HttpResponseServerError(render_to_string("500.html", {"static": settings.STATIC_URL}))


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    found = health.report(timezone.now())
    fit = health.is_fit(found)
    return JsonResponse({"status": "ok" if fit else "error", **found}, status=200 if fit else 503)


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /cari/",
        f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component of the style sheet in every state, for whoever changes it; in development only."""
    if not settings.PORTAL_DEMO:
        raise Http404
    return TemplateResponse(request, "core/patterns.html", pattern_context())

"""A refusal that a person can read: why an act did not happen, and how the person is told."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.utils import get_valid_next_url_from_request


class Refusal(Exception):
    """An act that the rules do not allow, with the reason in Indonesian.

    Not a ``PermissionDenied``: Wagtail would swallow the reason. ``RefusalMiddleware`` shows it, after
    everything that the request had written was rolled back.
    """


class RefusalMiddleware:
    """Turn a ``Refusal`` into a message on the page that the person came from.

    Django has rolled the request's transaction back by the time an exception arrives here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        messages.error(request, str(exception))
        target = get_valid_next_url_from_request(request) or _where_from(request)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return render_modal_workflow(request, "", None, {}, json_data={"step": "success", "redirect": target})
        return redirect(target)


def _where_from(request: HttpRequest) -> str:
    """The page that showed the button; editor addresses show themselves when fetched."""
    match = request.resolver_match
    if match and match.url_name == "edit":
        return request.path
    return "/admin/"

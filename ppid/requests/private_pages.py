"""Pages that are for one person: no cache keeps them, no search engine finds them, no other site learns of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header


def private_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give every answer of ``view`` the headers of a private page."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        # Not "no-referrer": with it browsers hide the origin of a form, and the CSRF check would refuse it.
        response["Referrer-Policy"] = "same-origin"
        return response

    return answered


def as_download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A private file on its way out: to be saved, never to be shown within the site."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

"""Pages that are for one person: no cache keeps them, no search engine finds them, no other site learns of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse


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

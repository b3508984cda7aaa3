"""What others stand on is not deleted, and the admin says so instead of failing."""

from __future__ import annotations

from collections import Counter

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from wagtail.admin import messages


class ProtectedRowMiddleware:
    """Turn the admin's attempt to delete a row in use into a message.

    Wagtail catches no ``ProtectedError``: deleting the group of a position (hole H11, docs/rules.md) would end in
    an error page. By the time the exception arrives here the request's transaction is rolled back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ProtectedError):
            return None
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        messages.error(request, f"Tidak dihapus, karena masih dipakai oleh {_users_of_it(exception)}.")
        return redirect(_listing(request))


def _users_of_it(error: ProtectedError) -> str:
    """How many rows of what; not which, because the reader may have no right to see them."""
    counts = Counter(str(row._meta.verbose_name) for row in error.protected_objects)
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


def _listing(request: HttpRequest) -> str:
    """The list that the row stands in, else the dashboard."""
    try:
        return reverse(f"{request.resolver_match.namespace}:index")
    except NoReverseMatch:
        return reverse("wagtailadmin_home")

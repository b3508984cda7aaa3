"""What fails because of the machine and passes by itself: the database is away, the disk is full.

It is no fault of the program and none of the visitor: nothing of what he sent was kept, he is told so (503), and what
he typed goes with the page, so that he can send it once more.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django import forms

STATUS = 503
RETRY_AFTER = 60  # seconds
_OF_THE_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM}
)
# By these a form's errors tell of the machine (``vault``, ``rewriting``).
_CODES = ("not_stored", "not_opened")


def passes(problem: BaseException | None) -> bool:
    """Whether ``problem`` is an outage, not a fault."""
    if isinstance(problem, OSError):
        return problem.errno in _OF_THE_MACHINE
    return isinstance(problem, (OperationalError, InterfaceError))


def status_of(form: forms.Form, otherwise: int) -> int:
    """The status of a page that shows ``form`` again: 503 where a file could not be kept, ``otherwise`` elsewhere."""
    met = any(form.has_error(field, code) for field in form.errors for code in _CODES)
    return STATUS if met else otherwise


def keeps_what_was_typed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the page that tells of an outage offer to send once more what was sent to ``view``.

    For forms that may be sent twice without harm.
    """
    view.keeps_what_was_typed = True
    return view


def page(request: HttpRequest) -> HttpResponse:
    """The page that tells of an outage: without database, session or chrome."""
    match = request.resolver_match
    keeps = request.method == "POST" and getattr(match and match.func, "keeps_what_was_typed", False)
    context = {
        "static": settings.STATIC_URL,
        "typed": [(name, value) for name, values in request.POST.lists() for value in values] if keeps else [],
        "had_files": keeps and bool(request.FILES),
    }
    response = HttpResponse(render_to_string("503.html", context), status=STATUS)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "private, no-store"
    return response

"""``/.well-known/security.txt`` (RFC 9116): whom to tell of a weakness of the portal."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from .chrome import chrome_for

# RFC 9116 advises less than a year. To the first of a month, so that the file does not change from day to day.
LASTS = timedelta(days=180)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Not there as long as the agency has told no address: a contact that nobody reads would be worse than none."""
    mail = chrome_for(request).identity.email
    if not mail:
        raise Http404
    lines = [
        f"Contact: mailto:{mail}",
        f"Expires: {_expires(timezone.localdate()).isoformat()}T00:00:00Z",
        "Preferred-Languages: id",
        f"Canonical: {settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('security_txt')}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


def _expires(today: date) -> date:
    return (today + LASTS).replace(day=1)

"""The applicant's short visit: a cookie with a token, a row with its hash, twenty minutes from the last step."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ..models import TrackingSession
from ..models.cases import of

if TYPE_CHECKING:
    from ..models.cases import Case

COOKIE = "lacak"
PATH = "/permohonan/lacak/"
LASTS = timedelta(minutes=20)


def begin(response: HttpResponse, tracked: Case, now: datetime) -> None:
    """Let this browser follow ``tracked``; whichever followed it before no longer does."""
    token = secrets.token_urlsafe(32)
    TrackingSession.objects.update_or_create(**of(tracked), defaults={"token_hash": _hash(token), "seen_at": now})
    _give(response, token)


def tracked_by(request: HttpRequest, now: datetime) -> Case | None:
    """What this browser follows, as it stands now; the visit lasts on from here. ``None`` where it follows nothing."""
    token = request.COOKIES.get(COOKIE, "")
    visits = TrackingSession.objects.filter(token_hash=_hash(token), seen_at__gt=now - LASTS)
    visit = visits.select_related("request", "objection").first()
    if visit is None:
        return None
    TrackingSession.objects.filter(pk=visit.pk).update(seen_at=now)
    return visit.case


def prolong(request: HttpRequest, response: HttpResponse) -> None:
    """Let the cookie live as long as the row."""
    _give(response, request.COOKIES[COOKIE])


def end(request: HttpRequest, response: HttpResponse) -> None:
    """On the server too: a copied cookie opens nothing any more."""
    TrackingSession.objects.filter(token_hash=_hash(request.COOKIES.get(COOKIE, ""))).delete()
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")


def sweep(now: datetime) -> int:
    """Delete visits that are over; how many."""
    return TrackingSession.objects.filter(seen_at__lte=now - LASTS).delete()[0]


def _give(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

"""The alerts in force above every public page (named to ``core`` by ``settings.PORTAL_BANNER``).

The alerts that are not over are kept in the cache for ``SECONDS`` and looked at anew with every page, so that one
begins and ends to the minute although nothing is read again. A change drops them at once: everywhere where the cache is
shared (Redis); else in the process that made the change, and the others learn of it within ``SECONDS``.
"""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone

from ..models import AlertIndexPage
from . import queries
from .rules import Brief, gravest_first, is_in_force

KEY = "portal-alerts"
SECONDS = 20
SHOWN = 3
FIELDS = ("title", "slug", "url_path", "level", "area", "starts_at", "ends_at")

Kept = tuple[str, list[Brief]]


def banner(*, may_ask: bool = True, here: str = "") -> str:
    """The HTML of the banner, "" while no alert is in force.

    ``may_ask``: whether the database may be asked. A page that tells of an error shows what is in the cache.
    ``here``: the path of the page; the alert that it tells needs no banner above it.
    """
    kept: Kept | None = cache.get(KEY)
    if kept is None and may_ask:
        kept = _read(timezone.now())
        cache.set(KEY, kept, SECONDS)
    if kept is None:
        return ""
    index_url, briefs = kept
    now = timezone.now()
    alerts = gravest_first(
        brief for brief in briefs if brief.url != here and is_in_force(brief.starts_at, brief.ends_at, None, now)
    )
    if not alerts:
        return ""
    context = {"alerts": alerts[:SHOWN], "more": len(alerts[SHOWN:]), "index_url": index_url}
    return render_to_string("information/includes/alert_banner.html", context)


def _read(now: datetime) -> Kept:
    """Everything that is not over: what begins while this is kept is in it."""
    alerts = list(queries.current(now).only(*FIELDS))
    if not alerts:
        return "", []
    index = AlertIndexPage.objects.live().first()
    briefs = [
        Brief(alert.level, alert.title, alert.area, alert.get_url() or "", alert.starts_at, alert.ends_at)
        for alert in alerts
    ]
    return (index.get_url() or "") if index else "", briefs

"""What the alert's template needs besides core's tags."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from portal.core.chrome import Chrome
from portal.core.structured import agency
from ppid.information.models import AlertPage

register = template.Library()


@register.simple_tag
def announcement_data(page: AlertPage, chrome: Chrome) -> dict[str, Any]:
    """The alert as schema.org SpecialAnnouncement, to be written out by ``json_ld``."""
    data = {
        "@context": "https://schema.org",
        "@type": "SpecialAnnouncement",
        "name": page.title,
        "text": page.lead,
        "url": page.full_url,
        "datePosted": _local(page.first_published_at),
        "dateModified": _local(page.last_published_at),
        "expires": _local(page.closes_at),
        "spatialCoverage": {"@type": "AdministrativeArea", "name": page.area},
        "publisher": agency(chrome),
    }
    return {name: value for name, value in data.items() if value}


def _local(moment) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None

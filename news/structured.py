"""A story as schema.org NewsArticle, for search engines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from portal.core import renditions
from portal.core.chrome import Chrome
from portal.core.structured import agency

from .models import NewsPage


def news_article(page: NewsPage, chrome: Chrome) -> dict[str, Any]:
    """The data of the JSON-LD block; times carry the portal's own offset (+08:00 in WITA)."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.lead,
        "url": page.full_url,
        "mainEntityOfPage": page.full_url,
        "inLanguage": "id",
        "datePublished": _local(page.first_published_at),
        "dateModified": _local(page.last_published_at),
        "image": _pictures(page),
        "articleSection": page.category.name if page.category else None,
        "keywords": [tag.name for tag in page.tags.all()],
        "author": _author(page, chrome),
        "publisher": agency(chrome),
    }
    return {name: value for name, value in data.items() if value}


def _local(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def _pictures(page: NewsPage) -> list[str]:
    picture = page.share_image
    return [size.full_url for size in renditions.existing(picture, "social")] if picture else []


def _author(page: NewsPage, chrome: Chrome) -> dict[str, str]:
    return {"@type": "Person", "name": page.byline} if page.byline else agency(chrome)

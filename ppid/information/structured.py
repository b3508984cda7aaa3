"""An information page as schema.org Dataset, for search engines and for whoever gathers open data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from portal.core.chrome import Chrome
from portal.core.structured import agency

from .models import InformationDocument, InformationPage


def dataset(page: InformationPage, files: list[InformationDocument], chrome: Chrome) -> dict[str, Any]:
    """The data of the JSON-LD block; ``files`` are the documents in use. Times carry the portal's own offset."""
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": page.title,
        "description": page.summary,
        "url": page.full_url,
        "identifier": str(page.number) if page.number else None,
        "inLanguage": "id",
        "datePublished": _local(page.first_published_at),
        "dateModified": _local(page.last_published_at),
        "temporalCoverage": _period(page),
        "keywords": [tag.name for tag in page.tags.all()],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": page.responsible} if page.responsible else agency(chrome),
        "publisher": agency(chrome),
        "distribution": [_download(page, file) for file in files],
    }
    return {name: value for name, value in data.items() if value}


def _local(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def _period(page: InformationPage) -> str | None:
    """As ISO 8601 interval; an open end is written with two points."""
    if not (page.period_start or page.period_end):
        return None
    return "/".join(day.isoformat() if day else ".." for day in (page.period_start, page.period_end))


def _download(page: InformationPage, file: InformationDocument) -> dict[str, Any]:
    _, site, _ = page.get_url_parts()
    return {
        "@type": "DataDownload",
        "name": str(file),
        "contentUrl": f"{site}{file.document.url}",
        "encodingFormat": file.document.content_type,
        "contentSize": str(file.document.file_size or ""),
        "sha256": file.checksum,
        "inLanguage": file.language,
    }

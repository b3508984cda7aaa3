"""The sizes in which the site shows pictures, and when they are made.

Making a size takes up to a second, so no visitor waits for it: sizes are made after a picture is uploaded
and again, where one is missing, when a page that shows it is published. Templates find what exists.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django_tasks import task
from wagtail.images.models import Filter, SourceImageIOError

if TYPE_CHECKING:
    from .models import AgencyImage, AgencyRendition

logger = logging.getLogger(__name__)

# What a template may ask for, smallest first. Width and height are in pixels.
USES = {
    "card": ("fill-400x267|format-webp", "fill-800x534|format-webp"),
    "body": ("width-480|format-webp", "width-800|format-webp", "width-1200|format-webp"),
    "social": ("fill-1200x630|format-jpeg",),
    "logo": ("max-320x128|format-webp",),
}
# For a browser that knows no WebP.
FALLBACKS = {"card": "fill-400x267|format-jpeg", "body": "width-800|format-jpeg"}
SPECS = (*(spec for specs in USES.values() for spec in specs), *FALLBACKS.values())


def prefetch_for(images: Iterable[AgencyImage | None]) -> None:
    """Read the existing sizes of all ``images`` in one query, for ``existing`` to find."""
    from .models import AgencyRendition

    waiting = [image for image in images if image is not None and not _is_prefetched(image)]
    sizes = models.Prefetch(
        "renditions", AgencyRendition.objects.filter(filter_spec__in=SPECS), to_attr="prefetched_renditions"
    )
    models.prefetch_related_objects(waiting, sizes)


def existing(image: AgencyImage, use: str) -> list[AgencyRendition]:
    """The sizes of ``image`` for ``use`` (a key of ``USES``) that exist, smallest first; makes none.

    A small picture is never blown up, so several of its sizes may be equal: one of each width is returned.
    """
    prefetch_for([image])
    found = image.find_existing_renditions(*(Filter(spec) for spec in USES[use]))
    by_width = {rendition.width: rendition for rendition in found.values()}
    return [by_width[width] for width in sorted(by_width)]


def fallback(image: AgencyImage, use: str) -> AgencyRendition | None:
    """The size of ``image`` for a browser that knows no WebP, where it exists; makes none."""
    prefetch_for([image])
    return next(iter(image.find_existing_renditions(Filter(FALLBACKS[use])).values()), None)


def ensure_renditions(images: Iterable[AgencyImage]) -> None:
    """Make whatever sizes are missing, now. A picture whose file is lost is logged and passed over."""
    images = list(images)
    # What the database holds decides: another process's cache may still know sizes of a replaced picture.
    prefetch_for(images)
    for image in images:
        try:
            image.get_renditions(*SPECS)
        except SourceImageIOError:
            logger.exception("Picture %s has no readable file; its sizes were not made", image.pk)


@task()
def make_renditions(image_id: int) -> None:
    """Make the sizes of one picture in the background; a picture deleted meanwhile needs none."""
    from .models import AgencyImage

    ensure_renditions(AgencyImage.objects.filter(pk=image_id))


def _is_prefetched(image: AgencyImage) -> bool:
    return hasattr(image, "prefetched_renditions") or "renditions" in getattr(image, "_prefetched_objects_cache", {})

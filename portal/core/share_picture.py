"""The picture that social sites show for a page without one: the agency's name and logo.

It is drawn when the agency's identity is saved, never in a visitor's request; pages ask whether it is there. Its name
says what it shows, so that what is already drawn is not drawn again and what has changed is never served from a cache.
"""

from __future__ import annotations

import io
import logging
import textwrap
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks import task
from PIL import Image, ImageDraw, ImageFont

from .models import AgencyIdentity

log = logging.getLogger(__name__)

SIZE = (1200, 630)
# ``--brand`` and ``--on-brand`` of ``tokens.css``.
GROUND, WRITTEN = "#0b5d62", "#ffffff"
MARGIN, LOGO = 90, (220, 220)
LARGE, SMALL, LINE = 68, 36, 28
MOST_LINES = 4


def path_of(identity: AgencyIdentity) -> str:
    """Where its picture lies in the storage, whether or not it was drawn yet."""
    logo = identity.logo.file.name if identity.logo else ""
    shown = "\n".join((identity.name, identity.parent_name, logo))
    return f"images/bagikan-{sha256(shown.encode()).hexdigest()[:24]}.png"


def url_of(identity: AgencyIdentity) -> str:
    """Its address within the site; "" as long as it was not drawn."""
    path = path_of(identity)
    return default_storage.url(path) if default_storage.exists(path) else ""


def ensure(identity: AgencyIdentity) -> None:
    """Draw the picture, unless it is there."""
    path = path_of(identity)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(_drawn(identity)))


@task()
def draw(identity_id: int) -> None:
    """Draw it in the background; an identity deleted meanwhile needs none."""
    for identity in AgencyIdentity.objects.filter(pk=identity_id).select_related("logo"):
        ensure(identity)


def _drawn(identity: AgencyIdentity) -> bytes:
    picture = Image.new("RGB", SIZE, GROUND)
    pen, top = ImageDraw.Draw(picture), MARGIN
    if logo := _logo(identity):
        picture.paste(logo, (MARGIN, top), logo)
        top += logo.height + 40
    for text, size in ((identity.parent_name, SMALL), (identity.name, LARGE)):
        font = ImageFont.load_default(size)
        for line in textwrap.wrap(text, LINE * LARGE // size)[:MOST_LINES]:
            pen.text((MARGIN, top), line, WRITTEN, font)
            top += size * 5 // 4
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _logo(identity: AgencyIdentity) -> Image.Image | None:
    """The logo, small enough; ``None`` where there is none, or its file is lost."""
    if not identity.logo:
        return None
    try:
        with identity.logo.file.open("rb") as file, Image.open(file) as opened:
            logo = opened.convert("RGBA")
    except OSError:
        log.exception("the logo's file cannot be read; the picture for sharing is drawn without it")
        return None
    logo.thumbnail(LOGO)
    return logo

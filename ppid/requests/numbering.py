"""Numbers of requests, objections and letters: gapless within a year, written by a pattern that is data."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from wagtail.models import Site

from portal.core import numbering
from portal.core.models import AgencyIdentity

FILE = Path(__file__).with_name("definitions") / "penomoran.toml"
REQUEST = "request"
LETTER = "letter"
OBJECTION = "objection"


def take(series: str, on: date) -> tuple[int, str]:
    """The year's next running number, and as it is written. If the caller's transaction fails, none is lost."""
    sequence = numbering.take(series, on.year)
    return sequence, numbering.written(_patterns()[series]["pattern"], sequence, _body(), on)


def normal(number: str) -> str:
    """A number as it is compared: people leave out strokes, type blanks, and mind no capitals."""
    return "".join(character for character in number.upper() if character.isalnum())


@cache
def _patterns() -> dict:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _body() -> str:
    identity = AgencyIdentity.for_site(Site.objects.get(is_default_site=True))
    return identity.short_name or identity.name

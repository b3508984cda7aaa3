"""Giving out the file of a case: on record, kept by no cache, and not so often that others wait for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.http import FileResponse

from portal.core import throttling
from portal.core.refusal import Refusal

from .bundle import bundle

if TYPE_CHECKING:
    from django.http import HttpRequest

    from ..actors import Person
    from ..models import Objection

# Each opens and packs every file of the case. Nobody needs it more often, and somebody may have lost one.
MOST, WINDOW = 6, timedelta(hours=1)


class TooOften(Refusal):
    """Asked for too often from one address; ``seconds`` until it may be asked for again."""

    def __init__(self, seconds: int):
        super().__init__(
            "Berkas perkara ini sudah terlalu sering diunduh dari sambungan ini. "
            f"Coba lagi {ceil(seconds / 60)} menit lagi."
        )
        self.seconds = seconds


def download(request: HttpRequest, objection: Objection, person: Person, now: datetime) -> FileResponse:
    """Raises ``TooOften``, and as ``bundle`` does. Called outside a transaction, so that each try counts."""
    key = throttling.key_of(request, "case-file", objection.key)
    if not throttling.hit(key, MOST, WINDOW, now):
        raise TooOften(throttling.seconds_left(key, WINDOW, now))
    response = FileResponse(
        bundle(objection, person, now),
        as_attachment=True,
        filename=f"berkas-perkara-{objection.number.replace('/', '-')}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "no-store, private"
    return response

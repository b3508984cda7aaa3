"""Public information that may already be what is asked for: offered, never in the way, and counted when followed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import F

from portal.core.searching import words
from portal.workdays.calendar import local_date
from ppid.information.public import matching

from ..models import OfferUsed

if TYPE_CHECKING:
    from .drafts import Draft

MOST = 5
SHORTEST_WORD = 3
# What stands in nearly every request, and so tells nothing of what is asked for.
COMMON = frozenset((Path(__file__).parent.parent / "definitions" / "kata-umum.txt").read_text("utf-8").split())


def pages_for(items: Iterable[str]) -> list[int]:
    """The pages that may answer what is asked for, the likeliest first."""
    text = " ".join(items)
    return [page.pk for page in matching([word for word in words(text, len(text)) if tells(word)], MOST)]


def tells(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and not word.isdigit() and word not in COMMON


def follow(draft: Draft, page_id: int, now: datetime) -> None:
    """Count a page that was offered on this form, once however often it is opened."""
    if page_id not in draft.offered or page_id in draft.followed:
        return
    draft.followed.append(page_id)
    draft.save(now)
    OfferUsed.objects.update_or_create(
        day=local_date(now), page_id=page_id, defaults={"count": F("count") + 1}, create_defaults={"count": 1}
    )

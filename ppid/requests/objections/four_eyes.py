"""Who answered a request, and therefore never decides the objection to it (UU 14/2008 Pasal 35, design section 4).

Asked of persons, not of offices: no appointment as Plh. or Plt. makes somebody another person.
"""

from __future__ import annotations

from .. import answers
from ..models import HistoryRow, InformationRequest

# The acts by which a request is answered, for better or worse.
ANSWERING = (
    "find-incomplete",
    "close-incomplete",
    "draft",
    "hand-in",
    "sign",
    "notify",
    "extend",
    "redirect",
    "deliver",
)


def answerers(request: InformationRequest | None) -> frozenset[int]:
    """The users (keys) who had a part in the answer; nobody where there was no request."""
    if request is None:
        return frozenset()
    acted = HistoryRow.objects.filter(request=request, event__in=ANSWERING, actor__isnull=False)
    return frozenset(acted.values_list("actor_id", flat=True)) | answers.drafters_of(request)

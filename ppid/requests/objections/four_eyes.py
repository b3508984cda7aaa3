"""Who answered a request, and therefore never decides the objection to it (UU 14/2008 Pasal 35).

Asked of persons, not of offices: no appointment as Plh. or Plt. makes somebody another person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from .. import answers
from ..models import HistoryRow, InformationRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

# The acts by which a request is answered, for better or worse.
ANSWERING = (
    "find-incomplete",
    "close-incomplete",
    "draft",
    "hand-in",
    "return",
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


def answered_by(user: AbstractUser) -> Q:
    """The same as a condition on objections: those to requests in whose answer this person had a part."""
    of_request = OuterRef("request")
    acted = HistoryRow.objects.filter(request=of_request, event__in=ANSWERING, actor=user)
    drafted = InformationRequest.objects.filter(answers.drafted_by(user), pk=of_request)
    return Q(Exists(acted)) | Q(Exists(drafted))

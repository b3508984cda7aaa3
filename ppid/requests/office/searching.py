"""Finding requests by words of their number, their applicant and what they ask for, alike fast for any word."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from ..models import SearchTerm
from ..models.requests import InformationRequestQuerySet
from ..registration import words_of

MOST_WORDS = 8
# Below this many hits their keys are looked up; a word of more is common enough to be met soon on the way down.
FEW = 1000


def find(requests: InformationRequestQuerySet, question: str) -> InformationRequestQuerySet:
    """Those of ``requests`` that hold every word of ``question``; words are whole, and beyond eight left out."""
    for word in sorted(words_of(question))[:MOST_WORDS]:
        hits = SearchTerm.objects.filter(word=word)
        keys = list(hits.values_list("request", flat=True)[: FEW + 1])
        if len(keys) <= FEW:
            requests = requests.filter(pk__in=keys)
        else:
            requests = requests.filter(Exists(hits.filter(request=OuterRef("pk"))))
    return requests

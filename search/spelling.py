""" "Maksud Anda": a word of the titles that is one slip away from what was typed.

A slip is a letter too many, too few, another, or two that changed places. Each word is kept as it is and with each of
its letters left out in turn; whatever is one slip away has one of these in common with what was typed, so that a
look-up by equal text finds it, however many words there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import index, language
from .models import LONGEST_SPELLING, Spelling
from .question import Question

SHORTEST = 4  # letters: of shorter words every other one is one slip away
# Words of a question that are looked up, and what is compared for each.
MOST_WORDS = 3
MOST_MEANINGS = 3
MOST_CANDIDATES = 300
ENOUGH = 50


def vocabulary(titles: Iterable[str]) -> set[str]:
    """The words of the titles that can be meant by a slip."""
    return {word for title in titles for word in language.words_of(title) if _is_word(word)}


def learn(titles: Iterable[str]) -> None:
    """The titles can be found from now on. Words that are known already cost one look."""
    words = vocabulary(titles)
    new = words - set(Spelling.objects.filter(text__in=words, word__in=words).values_list("word", flat=True))
    spellings = [Spelling(text=text, word=word) for word in sorted(new) for text in _spellings(word)]
    Spelling.objects.bulk_create(spellings, ignore_conflicts=True)


def unlearn(titles: Iterable[str]) -> None:
    """The titles are gone: a word that finds nothing else goes too, so that it tells nobody of them."""
    lost = [word for word in vocabulary(titles) if not index.newest(Question.of([word]), 1)]
    if lost:
        Spelling.objects.filter(word__in=lost).delete()


def corrected(words: list[str]) -> list[str]:
    """The same words, those that no title has replaced by what was meant, where that can be guessed."""
    checked = [word for word in words if _is_word(word)]
    known = set(Spelling.objects.filter(text__in=checked, word__in=checked).values_list("word", flat=True))
    unknown = [word for word in checked if word not in known][:MOST_WORDS]
    if not unknown:
        return words
    spellings = set().union(*map(_spellings, unknown))
    close = Spelling.objects.filter(text__in=spellings).values_list("word", flat=True).distinct()
    candidates = list(close[:MOST_CANDIDATES])
    meant = {word: _meant_by(word, candidates) for word in unknown}
    return [meant.get(word) or word for word in words]


def is_one_slip_away(one: str, other: str) -> bool:
    if len(one) == len(other):
        apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return len(apart) == 1 or (swapped and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]])
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and shorter in _spellings(longer)


def _meant_by(word: str, candidates: list[str]) -> str:
    """The candidate one slip away that finds the most; whoever errs seldom errs in the first letter. "" if none is."""
    close = [other for other in candidates if is_one_slip_away(word, other)]
    close.sort(key=lambda other: (other[0] != word[0], other))
    found = {other: len(index.newest(Question.of([other]), ENOUGH)) for other in close[:MOST_MEANINGS]}
    return max(found, key=found.get, default="")


def _is_word(word: str) -> bool:
    return word.isalpha() and SHORTEST <= len(word) <= LONGEST_SPELLING


def _spellings(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}

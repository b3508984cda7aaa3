"""Indonesian words as the search compares them: roots, synonyms, and words that say nothing.

Both databases are given the same roots and compare them letter by letter, so that they find the same.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from portal.core.searching import words as plain_words

DEFINITION = Path(__file__).parent / "definitions" / "bahasa.toml"
# No Indonesian word is longer; what is can still be found by its beginning.
LONGEST_WORD = 40
# A prefix takes the first letter of the root with it: "menulis" from tulis, "mengirim" from kirim, "memohon" from mohon
# or pohon, "perumahan" from rumah. The stemmer knows half of them, so the other reading is kept beside its own.
_SWALLOWED = (("meny", "s"), ("peny", "s"), ("meng", "k"), ("peng", "k"), ("men", "t"), ("pen", "t"))
_KEPT = (("mem", "m"), ("pem", "m"), ("per", "r"), ("ber", "r"), ("ter", "r"))
_SHORTEST_ROOT = 3
_ROUNDS = 3

Term = tuple[str, ...]


def folded(text: str) -> str:
    """``text`` in plain letters: "ﬁ" as "fi", "é" as "e"."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)) if not text.isascii() else text


def words_of(text: str, most: int | None = None) -> list[str]:
    """The words of ``text`` in lower case, at most ``most`` of them."""
    found = plain_words(folded(text), len(text) if most is None else most)
    return [word[:LONGEST_WORD] for word in found]


@lru_cache(maxsize=65_536)
def stems(word: str) -> Term:
    """The roots that ``word`` may have, the likeliest first: "permohonan" has mohon, "memohon" has pohon and mohon."""
    if known := _roots().get(word):
        return (known,)
    return tuple(dict.fromkeys(_root(reading) for reading in (word, *_other_readings(word))))


def _other_readings(word: str) -> Iterable[str]:
    for prefix, letter in (*_SWALLOWED, *_KEPT):
        rest = word.removeprefix(prefix)
        if rest != word:
            return (letter + rest,) if len(rest) >= _SHORTEST_ROOT and rest[0] in "aiueo" else ()
    return ()


def _root(word: str) -> str:
    """The stemmer's answer to its own answer, until it stands: "pemakaian" and "pakai" must meet."""
    if word in _roots() or not word.isalpha():
        return _roots().get(word, word)
    for _ in range(_ROUNDS):
        shorter = _stemmer().stemWord(word)
        if shorter == word or len(shorter) < _SHORTEST_ROOT:
            break
        word = shorter
    return word


def without_joining_words(words: Sequence[str]) -> list[str]:
    """The words that are looked for; all of them, where they are nothing but joining words."""
    return [word for word in words if word not in _joining_words()] or list(words)


def synonyms(words: Sequence[str]) -> list[tuple[Term, ...]]:
    """``words`` in order, each as the terms (one or more words) of which any will do.

    The longest term that is known wins: ["rsud", "rumah", "sakit"] is [(rsud | rumah sakit umum daerah),
    (rumah sakit | rs)].
    """
    groups, at = [], 0
    while at < len(words):
        term, others = _longest_term(words, at)
        groups.append((term, *others))
        at += len(term)
    return groups


def _longest_term(words: Sequence[str], at: int) -> tuple[Term, tuple[Term, ...]]:
    for length in range(min(_longest_known(), len(words) - at), 0, -1):
        term = tuple(words[at : at + length])
        if others := _synonyms().get(_by_roots(term)):
            return term, tuple(other for other in others if _by_roots(other) != _by_roots(term))
    return (words[at],), ()


def _by_roots(term: Iterable[str]) -> Term:
    return tuple(stems(word)[0] for word in term)


@cache
def _definition() -> dict:
    return tomllib.loads(DEFINITION.read_text("utf-8"))


@cache
def _roots() -> dict[str, str]:
    return _definition()["akar"]


@cache
def _joining_words() -> frozenset[str]:
    return frozenset(_definition()["kata_sambung"].split())


@cache
def _synonyms() -> dict[Term, tuple[Term, ...]]:
    known: dict[Term, tuple[Term, ...]] = {}
    for line in _definition()["sinonim"]:
        terms = tuple(tuple(without_joining_words(words_of(term))) for term in line)
        for term in terms:
            known[_by_roots(term)] = tuple(dict.fromkeys((*known.get(_by_roots(term), ()), *terms)))
    return known


@cache
def _longest_known() -> int:
    return max(map(len, _synonyms()))


@cache
def _stemmer():
    return snowballstemmer.stemmer("indonesian")

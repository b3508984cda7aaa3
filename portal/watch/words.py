"""Gambling words in a text: by whole words, however they are spelled, and silent where a word is used honestly.

The words are data (``definitions/judol.toml``); an agency that finds a false alarm adds to ``harmless``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.core.concealment import INVISIBLE

FILE = Path(__file__).with_name("definitions") / "judol.toml"
# So many different doubtful words within so many words of a text are no coincidence; so near does a warning count.
DIFFERENT, WITHIN, NEAR = 3, 25, 8

_WORD = re.compile(r"[\w@$]+")
_UNSEEN = re.compile(f"[{INVISIBLE}]+")
_DIGITS = str.maketrans("013457@$", "oieastas")
# Letters of other scripts that look like ours.
_LOOKALIKES = str.maketrans("аеорсухіјѕοаαеνг", "aeopcyxijsoaaevr")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    certain: frozenset[Phrase]
    doubtful: frozenset[Phrase]
    harmless: tuple[Phrase, ...]
    warning: frozenset[str]


@cache
def listed() -> Words:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Words(
        certain=frozenset(tuple(phrase.split()) for phrase in data["certain"]),
        doubtful=frozenset(tuple(phrase.split()) for phrase in data["doubtful"]),
        harmless=tuple(tuple(phrase.split()) for phrase in data["harmless"]),
        warning=frozenset(data["warning"]),
    )


def gambling_words(text: str) -> list[str]:
    """The gambling words of ``text`` as they are listed, each once; nothing where it is honest."""
    spelled = list(_words_of(text))
    certain = [" ".join(phrase) for _, phrase in _found(spelled, listed().certain)]
    return list(dict.fromkeys([*certain, *_suspicious(spelled)]))


def _words_of(text: str) -> Iterator[tuple[str, str]]:
    """Each word as it stands and with its digits read as letters."""
    for word in _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()):
        plain = word.translate(_LOOKALIKES)
        has_letters = any(letter.isalpha() for letter in plain)
        yield plain, plain.translate(_DIGITS) if has_letters else plain


def _found(spelled: Sequence[tuple[str, str]], phrases: frozenset[Phrase]) -> Iterator[tuple[int, Phrase]]:
    """Where each of the phrases begins."""
    longest = max(map(len, phrases))
    for start in range(len(spelled)):
        for length in range(1, longest + 1):
            words = spelled[start : start + length]
            for spelling in (0, 1):
                phrase = tuple(word[spelling] for word in words)
                if len(phrase) == length and phrase in phrases:
                    yield start, phrase
                    break


def _suspicious(spelled: Sequence[tuple[str, str]]) -> list[str]:
    """The doubtful words that stand together as no honest text has them."""
    quiet = _honest_places(spelled)
    doubtful = [(start, phrase) for start, phrase in _found(spelled, listed().doubtful) if start not in quiet]
    for number, (start, _) in enumerate(doubtful):
        near = {" ".join(phrase) for place, phrase in doubtful[number:] if place - start < WITHIN}
        if len(near) >= DIFFERENT:
            return sorted(near)
    return []


def _honest_places(spelled: Sequence[tuple[str, str]]) -> set[int]:
    """The places of words that belong to a harmless phrase or stand near a warning."""
    words, places = [word for word, _ in spelled], set()
    for start, word in enumerate(words):
        if word in listed().warning:
            places.update(range(start - NEAR, start + NEAR + 1))
        for phrase in listed().harmless:
            if _begins_with(words[start : start + len(phrase)], phrase):
                places.update(range(start, start + len(phrase)))
    return places


def _begins_with(words: Sequence[str], phrase: Phrase) -> bool:
    return len(words) == len(phrase) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(words, phrase, strict=True)
    )

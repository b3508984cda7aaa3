"""The passage of a text in which the words that were asked for stand, with those words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from . import language

LENGTH = 220  # letters
BEFORE = 60  # letters of it before the first word that was asked for
MOST_MARKS = 12
# Places where a root stands that are looked at, in a text of any length.
MOST_PLACES = 200
_BLANKS = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W_]")


def excerpt(text: str, roots: Iterable[str]) -> SafeString:
    """About ``LENGTH`` letters of ``text`` as HTML, from the first of these roots on; its beginning if it has none."""
    roots = frozenset(roots)
    first = next(_found_in(text, roots), None)
    start = _word_start(text, max(0, first[0] - BEFORE)) if first else 0
    end = _word_end(text, min(len(text), start + LENGTH))
    passage = _BLANKS.sub(" ", text[start:end]).strip()
    marked = _marked(passage, roots)
    return format_html("{}{}{}", "… " if start else "", marked, " …" if end < len(text) else "")


def _marked(passage: str, roots: frozenset[str]) -> SafeString:
    parts, done = [], 0
    for count, (start, end) in enumerate(_found_in(passage, roots)):
        if count == MOST_MARKS:
            break
        parts += [conditional_escape(passage[done:start]), format_html("<mark>{}</mark>", passage[start:end])]
        done = end
    return mark_safe("".join([*parts, conditional_escape(passage[done:])]))  # noqa: S308 - each part is escaped


def _found_in(text: str, roots: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the words with one of these roots begin and end.

    The root's end is looked for and then the word round it: a prefix may have taken the root's first letter.
    """
    if not roots:
        return
    ends = sorted({root[1:] if len(root) > 3 else root for root in roots}, key=len, reverse=True)
    done = 0
    for place, match in enumerate(re.finditer("|".join(map(re.escape, ends)), text, re.IGNORECASE)):
        if place == MOST_PLACES:
            return
        if match.start() < done:
            continue
        start, end = _word_round(text, match.start(), match.end())
        done = end
        words = language.words_of(text[start:end], 1)
        if words and roots.intersection(language.stems(words[0])):
            yield start, end


def _word_round(text: str, start: int, end: int) -> tuple[int, int]:
    lowest, highest = start - language.LONGEST_WORD, end + language.LONGEST_WORD
    while start > max(0, lowest) and _LETTER.match(text[start - 1]):
        start -= 1
    while end < min(len(text), highest) and _LETTER.match(text[end]):
        end += 1
    return start, end


def _word_start(text: str, at: int) -> int:
    """The beginning of the first whole word from ``at`` on, where one begins soon."""
    blank = _BLANKS.search(text, at, at + language.LONGEST_WORD) if at else None
    return blank.end() if blank else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blanks = list(_BLANKS.finditer(text, max(0, at - language.LONGEST_WORD), at + 1))
    return blanks[-1].start() if blanks else at

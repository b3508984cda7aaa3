"""PostgreSQL: two columns of the entries' table that hold words as ``tsvector``, each with a GIN index.

The words of titles have a column of their own: GIN keeps no weights, so that a question about titles alone would
otherwise read the words of every match.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection

from ..question import Group, Question

if TYPE_CHECKING:
    from . import Posting

# PostgreSQL counts positions up to this one, and no more than this many for a word.
LAST_POSITION = 16_383
MOST_POSITIONS = 16

PUT = "UPDATE search_entry SET title_words = %s::tsvector, words = %s::tsvector WHERE key = %s"
NEWEST = "SELECT key FROM search_entry WHERE words @@ %(asked)s::tsquery ORDER BY key DESC LIMIT %(limit)s"
# The 1: a long text has no advantage.
BEST = """
SELECT key FROM (
    SELECT key, words FROM search_entry WHERE words @@ %(asked)s::tsquery ORDER BY key DESC LIMIT %(limit)s
) AS newest ORDER BY ts_rank(words, %(asked)s::tsquery, 1) DESC, key DESC
"""
BEST_TITLES = BEST.replace("WHERE words", "WHERE title_words")


def put(postings: list[Posting]) -> None:
    rows = [(_vector(p.title, [], p.marks), _vector(p.title, p.text, p.marks), p.key) for p in postings]
    with connection.cursor() as cursor:
        cursor.executemany(PUT, rows)


def newest(question: Question, limit: int) -> list[int]:
    return _keys(NEWEST, question, limit)


def best(question: Question, limit: int) -> list[int]:
    return _keys(BEST, question, limit)


def best_titles(question: Question, limit: int) -> list[int]:
    return _keys(BEST_TITLES, question, limit)


def _keys(sql: str, question: Question, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"asked": _query(question), "limit": limit})
        return [key for (key,) in cursor.fetchall()]


def _query(question: Question) -> str:
    """In PostgreSQL's language. Every word is letters and digits in quotes, so that nothing in it is an operator."""
    return " & ".join([*map(_group, question.groups), *map(_quoted, question.marks)])


def _group(group: Group) -> str:
    terms = (" & ".join(f"({' | '.join(map(_quoted, roots))})" for roots in term) for term in group)
    return f"({' | '.join(f'({term})' for term in terms)})"


def _vector(title: Iterable[str], text: Iterable[str], marks: Iterable[str]) -> str:
    positions: dict[str, list[str]] = {}
    for place, (word, weight) in enumerate([*((w, "A") for w in title), *((w, "") for w in text)], start=1):
        places = positions.setdefault(word, [])
        if place <= LAST_POSITION and len(places) < MOST_POSITIONS:
            places.append(f"{place}{weight}")
    words = [f"{_quoted(word)}:{','.join(places)}" if places else _quoted(word) for word, places in positions.items()]
    return " ".join([*words, *map(_quoted, marks)])


def _quoted(word: str) -> str:
    return f"'{word}'"

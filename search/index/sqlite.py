"""SQLite: a full-text table beside the entries (FTS5), whose row numbers are their keys and so stand by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from ..question import Group, Question

if TYPE_CHECKING:
    from . import Posting

PUT = "INSERT OR REPLACE INTO search_words(rowid, title, body, marks) VALUES (%s, %s, %s, %s)"
NEWEST = "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s"
# A word in the title weighs as much as eight in the text; choices weigh nothing.
BEST = """
SELECT key FROM (
    SELECT rowid AS key, bm25(search_words, 8.0, 1.0, 0.0) AS rank FROM search_words
    WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s
) ORDER BY rank, key DESC
"""


def put(postings: list[Posting]) -> None:
    rows = [(p.key, " ".join(p.title), " ".join(p.text), " ".join(p.marks)) for p in postings]
    with connection.cursor() as cursor:
        cursor.executemany(PUT, rows)


def newest(question: Question, limit: int) -> list[int]:
    return _keys(NEWEST, _expression(question), limit)


def best(question: Question, limit: int) -> list[int]:
    return _keys(BEST, _expression(question), limit)


def best_titles(question: Question, limit: int) -> list[int]:
    return _keys(BEST, f"{{title marks}} : ({_expression(question)})", limit)


def _keys(sql: str, asked: str, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, limit])
        return [key for (key,) in cursor.fetchall()]


def _expression(question: Question) -> str:
    """In FTS5's language. Every word is letters and digits in quotes, so that nothing in it is an operator."""
    return " AND ".join([*map(_group, question.groups), *map(_quoted, question.marks)])


def _group(group: Group) -> str:
    terms = (" AND ".join(f"({' OR '.join(map(_quoted, roots))})" for roots in term) for term in group)
    return f"({' OR '.join(f'({term})' for term in terms)})"


def _quoted(word: str) -> str:
    return f'"{word}"'

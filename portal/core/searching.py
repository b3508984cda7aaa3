"""Search that never sees a raw query, on the public page and in the admin alike.

Wagtail's search answers some inputs with an error: a double quote on SQLite, a NUL byte on PostgreSQL, several hundred
words on both (wagtail#13227). So every query becomes at most sixteen plain words before it reaches the database.
"""

from __future__ import annotations

import re

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery

MAX_WORDS = 16
_WORD = re.compile(r"[^\W_]+")


def words(text: str, most: int = MAX_WORDS) -> list[str]:
    """The words of ``text`` that a search can use: ``'"gizi" OR title:anak'`` gives gizi, or, title, anak."""
    return [word.lower() for word in _WORD.findall(readable(text))][:most]


def readable(text: str) -> str:
    """``text`` without lone surrogates, which are no characters and can go neither to a database nor to a page."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def inert(query: str | SearchQuery) -> str | SearchQuery:
    """The same query made of plain words, or "" (which finds nothing) where no word is left.

    The admin parses what was typed into a tree before it searches, so the tree is walked.
    """
    if isinstance(query, str):
        return " ".join(words(query))
    if isinstance(query, PlainText | Phrase):
        text = inert(query.query_string)
        return text and (Phrase(text) if isinstance(query, Phrase) else PlainText(text, query.operator, query.boost))
    if isinstance(query, And | Or):
        parts = [part for part in map(inert, query.subqueries[:MAX_WORDS]) if part]
        return type(query)(parts) if parts else ""
    return query


class InertQueryMixin(BaseSearchBackend):
    """A backend whose queries are plain words."""

    def _search(self, query_compiler_class, query, model_or_queryset, **kwargs):
        return super()._search(query_compiler_class, inert(query), model_or_queryset, **kwargs)


def SearchBackend(params: dict) -> BaseSearchBackend:
    """The database's own search, made inert."""
    if connection.vendor == "postgresql":
        from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend as Backend
    else:
        from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend as Backend
    return type(f"Inert{Backend.__name__}", (InertQueryMixin, Backend), {})(params)

"""The words by which entries are found, in whatever way the database finds them quickest.

Each database has a module with the functions below. The words of an entry go with its row: columns on PostgreSQL, a
trigger on SQLite (migration 0002).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from django.db import connection

from ..question import Question


@dataclass(frozen=True)
class Posting:
    """The roots of an entry in the order of its text; ``marks`` are its choices as words (``search.question``)."""

    key: int
    title: list[str]
    text: list[str]
    marks: list[str]


def put(postings: list[Posting]) -> None:
    """Keep the words of entries whose rows are there already."""
    _database().put(postings)


def newest(question: Question, limit: int) -> list[int]:
    """The keys of the newest ``limit`` entries that answer, newest first."""
    return _database().newest(question, limit)


def best(question: Question, limit: int) -> list[int]:
    """The same entries by the database's own measure. It reads the words of each, so ``limit`` is what it costs."""
    return _database().best(question, limit)


def best_titles(question: Question, limit: int) -> list[int]:
    """As ``best``, but of the entries whose titles alone answer."""
    return _database().best_titles(question, limit)


def _database() -> ModuleType:
    if connection.vendor == "postgresql":
        from . import postgresql as database
    else:
        from . import sqlite as database
    return database

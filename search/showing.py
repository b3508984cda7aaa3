"""A result as its reader sees it: where it leads, what it is, and the passage that answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.safestring import SafeString

from .excerpts import excerpt
from .models import Entry


@dataclass(frozen=True)
class Row:
    """``format``, ``size`` (bytes) and the page that carries it (title, address) are a document's alone."""

    title: str
    address: str
    kind: str
    day: date
    passage: SafeString
    format: str = ""
    size: int | None = None
    page: tuple[str, str] | None = None


def rows(found: Iterable[Entry], roots: frozenset[str], request: HttpRequest) -> list[Row]:
    """For the entries of one page only: making a passage reads the text."""
    return [_row(entry, excerpt(entry.text, roots), request) for entry in found]


def _row(entry: Entry, passage: SafeString, request: HttpRequest) -> Row:
    page_address, document = entry.page.get_url(request) or "", entry.document
    if document is None:
        return Row(entry.title, page_address, entry.get_kind_display(), entry.day, passage)
    return Row(
        entry.title,
        document.url,
        entry.get_kind_display(),
        entry.day,
        passage,
        format=document.file_extension.upper(),
        size=document.file_size,
        page=(entry.page.title, page_address),
    )

"""Keeping the table of what can be found: whatever goes leaves it at once, whatever comes enters it.

A page is read within the act that changes it: that costs what the page is long, however much there is beside it. Its
documents are read in the background (``tasks``). The search itself asks again whether a page is open (``queries``), so
that a mistake here hides something and shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from . import entries, index, spelling
from .models import Entry

CHUNK = 200


def put(made: list[Entry]) -> None:
    """Let the entries be found. One that somebody else put there meanwhile stays."""
    if not made:
        return
    Entry.objects.bulk_create(made, ignore_conflicts=True)
    index.put([entries.posting(entry) for entry in made])
    spelling.learn([entry.title for entry in made])


def forget(gone: QuerySet[Entry]) -> tuple[list[str], list[int]]:
    """Let the entries be found no more; their titles, and the documents (keys) that another page may carry."""
    rows = list(gone.values_list("key", "title", "document"))
    Entry.objects.filter(key__in=[key for key, _, _ in rows]).delete()
    return [title for _, title, _ in rows], [document for _, _, document in rows if document]


@transaction.atomic
def renew(page_id: int) -> list[int]:
    """Read a page anew as it is now; the documents (keys) that were found with it so far."""
    titles, documents = forget(Entry.objects.filter(page=page_id))
    page = entries.open_pages().filter(pk=page_id).specific().first()
    made = [entries.of_page(page)] if page is not None else []
    put(made)
    spelling.unlearn(set(titles) - {entry.title for entry in made})
    return documents


@transaction.atomic
def drop(gone: QuerySet[Entry]) -> list[int]:
    """Let the entries be found no more, nor their words guessed; the documents (keys) among them."""
    titles, documents = forget(gone)
    spelling.unlearn(titles)
    return documents


def renew_all(pages: Iterable[int]) -> Iterator[list[int]]:
    """Read many pages (keys) anew, some at a time; yields those. Their documents are left alone."""
    pages = list(pages)
    for start in range(0, len(pages), CHUNK):
        chunk = pages[start : start + CHUNK]
        with transaction.atomic():
            forget(Entry.objects.filter(page__in=chunk, document=None))
            put([entries.of_page(page) for page in entries.open_pages().filter(pk__in=chunk).specific()])
        yield chunk


def sweep() -> int:
    """Forget whatever is not open any more; how many entries went."""
    closed = Entry.objects.exclude(page__in=entries.open_pages().values("pk"))
    closed |= Entry.objects.filter(document__collection__in=entries.closed_collections())
    gone = closed.count()
    drop(closed)
    return gone


def below(page: Page) -> list[int]:
    """The page and everything under it (keys)."""
    return list(Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True))

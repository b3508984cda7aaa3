"""What of a page or of a document can be found: its title, its text, and by which choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page
from wagtail.query import PageQuerySet
from wagtail.search.index import SearchField

from home.models import HomePage
from news.models import NewsPage
from portal.core.models import AgencyDocument
from ppid.information.models import AlertPage, InformationPage

from . import language, question
from .index import Posting
from .models import Entry, Kind, key_for

LONGEST_TEXT = 100_000  # letters: some forty pages
LONGEST_TITLE = Entry._meta.get_field("title").max_length


def open_pages() -> PageQuerySet[Page]:
    """The pages that can be found: live and open to everybody.

    The home page only leads to others; the root of the tree, which counts as live, stands at no address.
    """
    return Page.objects.live().public().filter(depth__gt=1).not_type(HomePage)


def closed_collections() -> set[int]:
    """The collections whose documents are not for everybody."""
    restrictions = CollectionViewRestriction.objects.select_related("collection")
    return {
        pk
        for restriction in restrictions
        for pk in Collection.objects.descendant_of(restriction.collection, inclusive=True).values_list("pk", flat=True)
    }


def of_page(page: Page) -> Entry:
    """The entry of a page, which must be of its own type (``specific``)."""
    day = _day_of(page)
    return Entry(
        key=key_for(day, page_id=page.pk),
        kind=_kind_of(page),
        page_id=page.pk,
        unit_id=getattr(page, "held_by_unit_id", None),
        day=day,
        year=day.year,
        title=page.title[:LONGEST_TITLE],
        text="\n".join(_texts_of(page))[:LONGEST_TEXT],
    )


def of_document(document: AgencyDocument, text: str, carrier: Entry) -> Entry:
    """The entry of a document; day and unit are those of the page that carries it."""
    return Entry(
        key=key_for(carrier.day, document_id=document.pk),
        kind=Kind.DOCUMENT,
        page_id=carrier.page_id,
        document=document,
        unit_id=carrier.unit_id,
        day=carrier.day,
        year=carrier.year,
        title=document.title[:LONGEST_TITLE],
        text=text[:LONGEST_TEXT],
    )


def posting(entry: Entry) -> Posting:
    """The words by which ``entry`` is found."""
    return Posting(entry.key, _roots_in(entry.title), _roots_in(entry.text), marks_of(entry))


def marks_of(entry: Entry) -> list[str]:
    marks = [f"{question.KIND}{entry.kind}", f"{question.YEAR}{entry.year}"]
    return marks + ([f"{question.UNIT}{entry.unit_id}"] if entry.unit_id else [])


def _roots_in(text: str) -> list[str]:
    return [root for word in language.words_of(text) for root in language.stems(word)]


def _kind_of(page: Page) -> Kind:
    kinds = {NewsPage: Kind.NEWS, InformationPage: Kind.INFORMATION, AlertPage: Kind.ALERT}
    return kinds.get(type(page), Kind.PAGE)


def _day_of(page: Page) -> date:
    """The day that the page itself names; else that of its last publication, which a page made by hand may lack."""
    named = {NewsPage: "date", InformationPage: "made_on"}.get(type(page))
    if named and getattr(page, named):
        return getattr(page, named)
    return timezone.localdate(page.last_published_at or page.first_published_at or timezone.now())


def _texts_of(page: Page) -> Iterator[str]:
    """The text of every field that the page's model lets be searched, in its order, without the title."""
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name != "title":
            yield from _plain(field.get_value(page))


def _plain(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [value] if value else []
    return map(str, islice(value, 10_000)) if isinstance(value, Iterable) else []

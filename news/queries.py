"""Which stories a visitor may see, and in which order.

Every list of news on the site (index, home, feed, related) starts here. Lists read the columns that a
card shows and leave the body where it is.
"""

from __future__ import annotations

from django.db.models import BooleanField, ExpressionWrapper, Q
from wagtail.query import PageQuerySet

from .models import RELATED, NewsCategory, NewsIndexPage, NewsPage, NewsPageTag

NEWEST_FIRST = ("-date", "-pk")
LINK_FIELDS = ("title", "slug", "url_path", "date")
CARD_FIELDS = (*LINK_FIELDS, "lead", "category", "picture")


def public_news() -> PageQuerySet[NewsPage]:
    """Every story that is live and open to everybody, newest first."""
    return NewsPage.objects.live().public().order_by(*NEWEST_FIRST)


def news_under(index: NewsIndexPage) -> PageQuerySet[NewsPage]:
    """The open stories of an index, newest first, for a visitor who has passed the index's own door."""
    return _open(NewsPage.objects.child_of(index)).order_by(*NEWEST_FIRST)


def as_cards(stories: PageQuerySet[NewsPage]) -> PageQuerySet[NewsPage]:
    """The same stories with what a card shows, in two queries however many there are."""
    return stories.select_related("category", "picture").prefetch_related("picture__renditions").only(*CARD_FIELDS)


def news_index() -> NewsIndexPage | None:
    """The public news index, for links that lead there."""
    return NewsIndexPage.objects.live().first()


def newest(limit: int, category: NewsCategory | None = None) -> list[NewsPage]:
    """The newest public stories as cards, of one category or of all, for the home page."""
    stories = public_news().filter(category=category) if category else public_news()
    return list(as_cards(stories)[:limit])


def related(page: NewsPage, limit: int = RELATED) -> list[NewsPage]:
    """At most ``limit`` open stories to read after ``page``, with title and date only.

    Those that the writer chose come first; free places go to the newest of the same category or tags.
    """
    by_hand = Q(pk__in=page.related_links.values_list("target_id", flat=True))
    tags = page.tagged_items.values_list("tag_id", flat=True)
    alike = Q(pk__in=NewsPageTag.objects.filter(tag__in=tags).values("content_object"))
    if page.category_id:
        alike |= Q(category=page.category_id)
    stories = (
        _open(NewsPage.objects.sibling_of(page, inclusive=False))
        .filter(by_hand | alike)
        .annotate(by_hand=ExpressionWrapper(by_hand, output_field=BooleanField()))
        .order_by("-by_hand", *NEWEST_FIRST)
    )
    return list(stories.only(*LINK_FIELDS)[:limit])


def _open(stories: PageQuerySet[NewsPage]) -> PageQuerySet[NewsPage]:
    return stories.live().filter(view_restrictions__isnull=True)

"""Which stories a visitor may see, and in which order.

Every list of news on the site (index, home, feed, related) starts here. Lists read the columns that a
card shows and leave the body where it is.
"""

from __future__ import annotations

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

from .models import RELATED, NewsCategory, NewsIndexPage, NewsPage, NewsPageTag

NEWEST_FIRST = ("-date", "-pk")
LINK_FIELDS = ("title", "slug", "url_path", "date")
CARD_FIELDS = (*LINK_FIELDS, "lead", "category", "picture")


def public_news() -> PageQuerySet[NewsPage]:
    """Every story that is live and open to everybody, newest first."""
    return NewsPage.objects.filter(shown=True).live().public().order_by(*NEWEST_FIRST)


def listed_news() -> PageQuerySet[NewsPage]:
    """The open stories, newest first, for a visitor who has passed the index's own door: all stand under one index.

    For keys, counts and choices, which one index of the database answers; what is shown is asked of ``open_news``.
    """
    closed = PageViewRestriction.objects.values("page")
    return NewsPage.objects.filter(shown=True).exclude(pk__in=closed).order_by(*NEWEST_FIRST)


def open_news() -> PageQuerySet[NewsPage]:
    """The same stories, as they are now."""
    return listed_news().live()


def chosen(keys: QuerySet) -> PageQuerySet[NewsPage]:
    """The stories with these few keys that are live now, newest first."""
    return NewsPage.objects.live().filter(pk__in=keys).order_by(*NEWEST_FIRST)


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
    others = listed_news().exclude(pk=page.pk).values("pk")
    by_hand = Q(pk__in=page.related_links.values_list("target_id", flat=True))
    tags = page.tagged_items.values_list("tag_id", flat=True)
    tagged = Q(pk__in=NewsPageTag.objects.filter(tag__in=tags).values("content_object"))
    # Each choice takes its few from an index, newest first; to sort all that are alike takes as long as reading half of
    # the news. SQLite joins no limited choices, hence the keys between.
    few = [others.filter(wanted)[: 2 * limit] for wanted in (by_hand, tagged, Q(category=page.category_id or 0))]
    keys = [NewsPage.objects.filter(pk__in=choice).order_by().values("pk") for choice in few]
    stories = (
        chosen(keys[0].union(*keys[1:]))
        .annotate(by_hand=ExpressionWrapper(by_hand, output_field=BooleanField()))
        .order_by("-by_hand", *NEWEST_FIRST)
    )
    return list(stories.only(*LINK_FIELDS)[:limit])

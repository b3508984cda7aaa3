"""Thousands of live stories, written without the acts that would publish them."""

from __future__ import annotations

import random
from datetime import date, timedelta

from news.models import NewsCategory, NewsIndexPage, NewsPage

from .bulk import BATCH, count_children, insert, of_tree
from .information import WORDS

# So many stories hold the rare word, however many there are.
RARE, RARE_STORIES = "langkasuka", 5
FIRST_DAY, DAYS = date(2012, 1, 1), 5_000


def fill(total: int, seed: int = 2) -> None:
    """Add live stories until there are ``total``; all hold the word "kesehatan", a few ``RARE``."""
    index, have = NewsIndexPage.objects.get(), NewsPage.objects.count()
    names = ("Imunisasi", "Gizi", "Pelayanan")
    categories = [NewsCategory.objects.get_or_create(name=name, slug=name.lower())[0] for name in names]
    for first in range(have + 1, total + 1, BATCH):
        insert(
            [
                _story(number, index, categories, random.Random(seed * 1_000_003 + number))
                for number in range(first, min(first + BATCH, total + 1))
            ]
        )
    count_children(index)


def _story(number: int, index: NewsIndexPage, categories: list[NewsCategory], chance: random.Random) -> NewsPage:
    title = f"{' '.join(chance.choices(WORDS, k=7)).capitalize()} {number}"
    words = [*chance.choices(WORDS, k=150), "kesehatan", *([RARE] if number <= RARE_STORIES else [])]
    return NewsPage(
        **of_tree(NewsPage, index, number, title, f"berita-{number}", chance),
        shown=True,
        lead=" ".join(chance.choices(WORDS, k=25)).capitalize() + ".",
        date=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
        category=chance.choice(categories),
        body=[("paragraph", f"<p>{' '.join(words)}.</p>")],
    )

"""What the news templates need besides core's tags."""

from __future__ import annotations

from typing import Any

from django import template

from news.models import NewsPage
from news.structured import news_article
from portal.core.chrome import Chrome

register = template.Library()


@register.simple_tag
def article_data(page: NewsPage, chrome: Chrome) -> dict[str, Any]:
    """The story for search engines, to be written out by ``json_ld``."""
    return news_article(page, chrome)

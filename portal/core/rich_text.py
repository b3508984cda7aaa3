"""How links in running text are written out."""

from __future__ import annotations

from django.utils.html import format_html
from wagtail.rich_text import LinkHandler
from wagtail.whitelist import check_url


class ExternalLinkHandler(LinkHandler):
    """Links to other sites pass on neither our standing with search engines nor a handle on our window."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return format_html('<a href="{}" rel="nofollow noopener">', check_url(attrs["href"]) or "")

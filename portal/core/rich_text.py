"""Running text: what is stored of it, how it is written out, and that nothing in it is hidden.

The editor's converter lets through only the features that a field has. A row may have come another way: by an import,
or by somebody who reached the database. So what is stored is looked at again when it is saved and when it is shown;
text that holds nothing but what our editor makes is passed by one pattern, anything else is taken apart.
"""

from __future__ import annotations

import re
from html import unescape

from bs4 import BeautifulSoup, NavigableString, Tag
from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from wagtail.rich_text import LinkHandler, RichText, expand_db_html
from wagtail.whitelist import Whitelister, attribute_rule, check_url

from .concealment import INVISIBLE, NEVER_TEXT, concealed_by, is_unseen, without_unseen
from .hosts import host_of, is_among, own_hosts

_KEYED = attribute_rule({"data-block-key": True})
_ELEMENTS = ("p", "b", "strong", "i", "em", "ul", "ol", "li", "br")
# As our editor writes it. A link without words, and an entity that could stand for anything, are looked at.
_OURS = re.compile(
    rf"(?:[^<&{INVISIBLE}]++"
    r"|&(?:amp|lt|gt|quot|nbsp|\#x27|\#39);"
    rf"|</?(?:{'|'.join(_ELEMENTS)})(?: data-block-key=\"[a-z0-9]*\")?/?>"
    r"|<a(?: (?:href|id|linktype)=\"(?![\s/\\]{2})[^\"<>]*\")+>(?!\s*</a>)|</a>)*+"
)
_NO_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^<>]*>?", re.DOTALL)
_STRAY = re.compile(r"<(?![^<>]*>)")
_LINK_OUT = re.compile(r'(?P<start><a href="(?P<href>[^"]*)" rel="[^"]*">)(?P<text>.*?)</a>', re.DOTALL)


def _whole_address(href: str) -> str | None:
    """``href`` if it may be followed. Without its scheme it leads outside as well, and would not be taken so."""
    return check_url(re.sub(r"^[\s/\\]{2,}", "https://", href))


class _Cleaner(Whitelister):
    """Keeps what our editor makes; drops what hides itself together with what it hides."""

    element_rules = {
        "[document]": _KEYED,
        **dict.fromkeys(_ELEMENTS, _KEYED),
        "a": attribute_rule({"href": _whole_address, "id": True, "linktype": True}),
    }

    def clean_tag_node(self, doc: BeautifulSoup, tag: Tag) -> None:
        is_empty_link = tag.name == "a" and is_unseen(tag.get_text())
        if tag.name in NEVER_TEXT or is_empty_link or concealed_by(tag):
            tag.decompose()
        else:
            super().clean_tag_node(doc, tag)

    def clean_string_node(self, doc: BeautifulSoup, node: NavigableString) -> None:
        # Comments and their kin (declarations, CDATA) are text to a search engine and to no reader.
        if type(node) is not NavigableString:
            node.extract()
        elif node != (seen := without_unseen(node)):
            node.replace_with(NavigableString(seen))


def readable(source: str) -> str:
    """Stored text without anything that our editor does not make, and without anything that readers do not see."""
    if _OURS.fullmatch(source):
        return source
    # What is no text and no whole tag goes first: the parser takes a time that grows with its square.
    return _Cleaner().clean(_STRAY.sub("&lt;", _NO_TAG.sub("", source)))


class ReadableText(RichText):
    """Running text that is looked at before it is shown, with the host of each outside link beside it."""

    def __html__(self) -> SafeString:
        return SafeString(_LINK_OUT.sub(_with_host, expand_db_html(readable(self.source))))


class ExternalLinkHandler(LinkHandler):
    """Links to other sites pass on neither our standing with search engines nor a handle on our window."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        href = check_url(attrs["href"]) or ""
        host = host_of(href)
        if not host or host in own_hosts():
            return format_html('<a href="{}">', href)
        rel = "noopener" if is_among(host, settings.PORTAL_KNOWN_HOSTS) else "nofollow noopener"
        return format_html('<a href="{}" rel="{}">', href, rel)


def _with_host(link: re.Match) -> str:
    """Whoever follows the link sees before where it leads; where its words name the host, that is said already."""
    host = host_of(unescape(link["href"]))
    if host in link["text"].lower():
        return link[0]
    return f'{link["start"]}{link["text"]} <span class="link-host">({escape(host)})</span></a>'

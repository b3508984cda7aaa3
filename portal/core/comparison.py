"""How our blocks are compared between two versions of a page; Wagtail asks them by ``get_comparison_class``.

Wagtail's own way glues paragraphs together, loses its hold between short words (most of Indonesian), hides a changed
link address, shows a table as data and makes picture sizes while a person waits. The classes ``addition`` and
``deletion`` are Wagtail's.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from wagtail.admin.compare import BlockComparison, TextDiff

from . import renditions

if TYPE_CHECKING:
    from .models import AgencyImage


class WordedComparison(BlockComparison):
    """Compares two values by the words in which a person would read them."""

    def words(self, value: Any) -> str:
        raise NotImplementedError

    def htmlvalue(self, val: Any) -> SafeString:
        return escape(self.words(val))

    def htmldiff(self) -> SafeString:
        return diff_words(self.words(self.val_a), self.words(self.val_b))


class RichTextComparison(WordedComparison):
    def has_changed(self) -> bool:
        return _without_keys(self.val_a) != _without_keys(self.val_b)

    def words(self, value: Any) -> str:
        return readable_text(self.block.render_basic(value))


class ChoiceComparison(WordedComparison):
    def words(self, value: Any) -> str:
        return str(dict(self.block.field.choices).get(value, value))


class TableComparison(WordedComparison):
    def words(self, value: Any) -> str:
        rows = (" | ".join(str(cell or "") for cell in row) for row in (value or {}).get("data") or [])
        return "\n".join([(value or {}).get("table_caption") or "", *rows]).strip()


class PictureComparison(BlockComparison):
    def htmlvalue(self, val: AgencyImage | None) -> SafeString:
        return picture_line(val)

    def htmldiff(self) -> SafeString:
        return picture_change(self.val_a, self.val_b)


def diff_words(before: str, after: str) -> SafeString:
    """Both texts in one, word by word; each word keeps the space and the line end that follow it."""
    old, new = (re.findall(r"\S+\s*", text or "") for text in (before, after))
    changes: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new])
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            changes.append(("equal", "".join(new[new_from:new_to])))
            continue
        changes += [("deletion", "".join(old[old_from:old_to])), ("addition", "".join(new[new_from:new_to]))]
    return TextDiff([(kind, words) for kind, words in changes if words]).to_html()


def readable_text(html: str) -> str:
    """Rich text as plain text that keeps its paragraphs, its list marks and the addresses of its links."""
    soup = BeautifulSoup(str(html), "html.parser")
    for link in soup.find_all("a", href=True):
        link.append(f" ({link['href']})")
    for item in soup.find_all("li"):
        item.insert(0, "• ")
    for end in soup.find_all(["p", "li", "br"]):
        end.append("\n")
    return soup.get_text().strip()


def _without_keys(value: Any) -> str:
    """Rich text without the keys that the editor gives its paragraphs: they say nothing to anybody."""
    return re.sub(r' data-block-key="[^"]*"', "", value.source if value else "")


def picture_line(image: AgencyImage | None) -> SafeString:
    """A picture by its title, with the smallest size that exists; none is made here."""
    if image is None:
        return SafeString("")
    sizes = renditions.existing(image, "card")
    if not sizes:
        return format_html("Gambar “{}”", image.title)
    size = sizes[0]
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy"> Gambar “{}”',
        size.url,
        size.width,
        size.height,
        image.description,
        image.title,
    )


def picture_change(before: AgencyImage | None, after: AgencyImage | None) -> SafeString:
    """The picture, or the one that was taken away and the one that was put in its place."""
    if before == after:
        return picture_line(after)
    gone = format_html('<span class="deletion">{}</span>', picture_line(before)) if before else ""
    come = format_html('<span class="addition">{}</span>', picture_line(after)) if after else ""
    return format_html("{}{}", gone, come)

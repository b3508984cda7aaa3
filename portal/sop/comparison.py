"""What changed between two versions of a text, field by field and readable on a phone.

Wagtail finds the differences (``wagtail.admin.compare``). Here only what changed is kept, and its colours become
``ins`` and ``del`` with words for those who hear the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin import compare
from wagtail.admin.panels import get_edit_handler
from wagtail.images.edit_handlers import ImageFieldComparison
from wagtail.models import Page

from portal.core.comparison import diff_words, picture_change

if TYPE_CHECKING:
    from django.db.models import Model

_MARKS = {"addition": ("ins", "ditambahkan: "), "deletion": ("del", "dihapus: ")}


@dataclass(frozen=True)
class Change:
    """One field that changed: its label, and what changed in it as safe HTML."""

    label: str
    html: SafeString


def changes_between(before: Model, after: Model, request: HttpRequest) -> list[Change]:
    """The fields of the editor whose content differs, in the order of the editor.

    ``before`` and ``after`` are two versions of one object, as ``Revision.as_object`` gives them. ``request`` is what
    Wagtail's panels want; nothing is read from it but the user.
    """
    handler = after.get_edit_handler() if isinstance(after, Page) else get_edit_handler(type(after))
    compare_fields = handler.get_bound_panel(instance=after, request=request, form=None).get_comparison()
    differences = [compare_field(before, after) for compare_field in compare_fields]
    found = ((str(diff.field_label()), _html(diff)) for diff in differences if diff.has_changed())
    return [Change(label, _marked(html)) for label, html in found if html]


def _html(diff) -> SafeString:
    if diff.is_child_relation:
        return _child_objects(diff)
    if isinstance(diff, compare.StreamFieldComparison):
        return _blocks(diff)
    return _field(diff)


def _field(diff) -> SafeString:
    """One field. Wagtail writes dates and yes or no as a program does, and makes picture sizes while one waits."""
    if isinstance(diff, ImageFieldComparison):
        return picture_change(*diff.get_objects())
    if isinstance(diff, compare.TextFieldComparison):
        return diff_words(diff.val_a, diff.val_b)
    if type(diff) is compare.FieldComparison and diff.has_changed():
        shown = [("deletion", _plain(diff.val_a)), ("addition", _plain(diff.val_b))]
        return compare.TextDiff([(kind, words) for kind, words in shown if words]).to_html()
    return diff.htmldiff()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H.i")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


# --- the body: a stream of blocks -------------------------------------------------------------------------------


def _blocks(diff: compare.StreamFieldComparison) -> SafeString:
    stream = compare.StreamBlockComparison(diff.field.stream_block, True, True, diff.val_a, diff.val_b)
    pieces = list(_changed_blocks(_without_twins(stream.get_block_comparisons())))
    if _order(diff.val_a, diff.val_b) != _order(diff.val_b, diff.val_a):
        pieces.append(_note("Urutan bagian berubah."))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _without_twins(comparisons: list) -> list:
    """Leave out a part that went and came back as it was: a part that is cut and pasted gets a new identity."""
    gone = [block for block in comparisons if block.is_deleted()]
    kept = []
    for block in comparisons:
        twin = block.is_new() and next((old for old in gone if _is_twin(old, block)), None)
        if twin:
            gone.remove(twin)
        elif not block.is_deleted():
            kept.append(block)
    return [block for block in comparisons if block in kept or block in gone]


def _is_twin(old, new) -> bool:
    if old.block.name != new.block.name:
        return False
    return not type(new)(new.block, True, True, old.val_a, new.val_b).has_changed()


def _changed_blocks(comparisons: list) -> Iterator[SafeString]:
    """What changed, and between it how much did not; nothing where nothing changed."""
    changed = [block.is_new() or block.is_deleted() or block.has_changed() for block in comparisons]
    if not any(changed):
        return
    for is_changed, group in groupby(zip(changed, comparisons, strict=True), key=lambda pair: pair[0]):
        blocks = [block for _, block in group]
        if not is_changed:
            yield _note(f"… {len(blocks)} bagian tidak berubah …")
            continue
        for block in blocks:
            yield format_html(
                '<div class="desk-change"><p class="desk-change__kind">{}</p>{}</div>', block.block.label, _block(block)
            )


def _block(block) -> SafeString:
    if block.is_new():
        return format_html('<div class="addition">{}</div>', block.htmlvalue(block.val_b))
    if block.is_deleted():
        return format_html('<div class="deletion">{}</div>', block.htmlvalue(block.val_a))
    html = block.htmldiff()
    if "addition" not in html and "deletion" not in html:
        return format_html("{}{}", html, _note("Kata-katanya sama; bentuk tulisannya berubah."))
    return html


def _order(these: Any, others: Any) -> list[str]:
    """The identities of the blocks that both have, in the order of the first."""
    known = {block.id for block in others}
    return [block.id for block in these if block.id in known]


def _note(words: str) -> SafeString:
    return format_html('<p class="desk-change__note">{}</p>', words)


# --- what hangs on a page: gallery, attachments, links ------------------------------------------------------------


def _child_objects(diff: compare.ChildRelationComparison) -> SafeString:
    return format_html_join("", "{}", ((_child(child),) for child in diff.get_child_comparisons() if _matters(child)))


def _matters(child: compare.ChildObjectComparison) -> bool:
    return bool(child.is_addition() or child.is_deletion() or child.has_changed() or child.get_position_change())


def _child(child: compare.ChildObjectComparison) -> SafeString:
    fields = [(str(diff.field_label()), _field(diff)) for diff in child.get_field_comparisons()]
    html = format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", fields))
    if child.is_addition():
        return format_html('<div class="addition">{}</div>', html)
    if child.is_deletion():
        return format_html('<div class="deletion">{}</div>', html)
    moved = _note("Tempatnya dalam urutan berubah.") if child.get_position_change() else ""
    return format_html('<div class="desk-change">{}{}</div>', html, moved)


# --- marks ----------------------------------------------------------------------------------------------------------


def _marked(html: SafeString) -> SafeString:
    """Turn Wagtail's colours into ``ins`` and ``del`` with words, and leave out fields that are empty on both sides."""
    soup = BeautifulSoup(html, "html.parser")
    for value in soup.find_all("dd"):
        if not value.get_text(strip=True) and not value.find("img"):
            value.find_previous_sibling("dt").decompose()
            value.decompose()
    for kind, (tag, words) in _MARKS.items():
        for element in soup.find_all(class_=kind):
            element.name, element.attrs = tag, {}
            hint = soup.new_tag("span", attrs={"class": "visually-hidden"})
            hint.string = words
            element.insert(0, hint)
    # Safe: built from Wagtail's and our own escaped HTML, and written out again by a parser.
    return mark_safe(str(soup))  # noqa: S308 - escaped before it was parsed, escaped again when written

"""How the demonstration's texts become the body of a page. Every body begins by saying that it is an example."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join

from .texts import NOTICE, Story

Blocks = list[tuple[str, object]]


def body_of_story(story: Story) -> Blocks:
    return [
        ("callout", NOTICE),
        ("paragraph", format_html("<p>{}</p>", story.opening)),
        _heading(story.heading),
        ("paragraph", format_html("<p>{}</p>", story.text)),
        _heading("Yang dapat dilakukan"),
        ("paragraph", _list(story.advice)),
    ]


def body_of_parts(parts: list[dict[str, str]]) -> Blocks:
    """Parts with a ``heading`` and ``html`` each."""
    blocks: Blocks = [("callout", NOTICE)]
    for part in parts:
        blocks += [_heading(part["heading"]), ("paragraph", part["html"])]
    return blocks


def body_of_information(rows: list[list[str]], caption: str) -> Blocks:
    """A table of invented figures; its first row is the header."""
    return [("callout", NOTICE), ("table", _table(rows, caption))]


def _table(rows: list[list[str]], caption: str) -> dict:
    return {
        "data": rows,
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": caption,
    }


def _heading(text: str) -> tuple[str, object]:
    return "heading", {"text": text, "level": "h2"}


def _list(lines: list[str]) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))

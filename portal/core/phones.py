"""Telephone numbers as they are typed in Indonesia, made to be tapped and read."""

from __future__ import annotations

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# With area code or country code; one digit that stands alone, as in "736003-5", names a further line, not this one.
_NUMBER = re.compile(r"(?<![\d+])(?:\+62|\(?0)\d*(?:[ ().-]+\d{2,})*(?!\d)")
_SHORTEST, _LONGEST = 7, 12  # digits behind the country code
_GROUP = 4


def linked(typed: str) -> SafeString:
    """``typed`` with a link to dial on every number in it; what is no such number stays as it is."""
    parts, end = [], 0
    for found in _NUMBER.finditer(typed):
        parts += [typed[end : found.start()], _link(found.group())]
        end = found.end()
    return format_html_join("", "{}", ((part,) for part in [*parts, typed[end:]]))


def grouped(international: str) -> str:
    """ "6281234567890" as "+62 812 3456 7890": in fours, as it is read when dialled at home."""
    national = "0" + international.removeprefix("62")
    groups = [national[start : start + _GROUP] for start in range(0, len(national), _GROUP)]
    return f"+62 {' '.join(groups)[1:]}"


def _link(number: str) -> str | SafeString:
    national = re.sub(r"\D", "", number.removeprefix("+62")).lstrip("0")
    if not _SHORTEST <= len(national) <= _LONGEST:
        return number
    return format_html('<a href="tel:+62{}">{}</a>', national, number)

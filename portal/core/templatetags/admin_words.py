"""Words that Wagtail's templates leave in English, or in Python, beyond the reach of any catalogue."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter(is_safe=True)
def hard_coded_words(html: SafeString) -> SafeString:
    """The name of the dashboard's search button; what stands around it is Wagtail's own output, already escaped."""
    return mark_safe(html.replace('value="Search"', 'value="Cari"'))  # noqa: S308 - Wagtail escaped it; only a word changes


@register.filter
def in_words(value: Any) -> Any:
    """A field's value as a person reads it; moments and numbers are left to the template, which knows zone and form."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "–"
    return value

"""What a person reads, or hears from a screen reader, in an answer of the admin: HTML, or JSON that carries HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

READ_ALOUD = {"title", "aria-label", "aria-description", "alt", "placeholder", "label"}
BUTTONS = {"submit", "button", "reset"}
# Data attributes that wire a page to its scripts; they hold names of controllers and classes.
_WIRING = ("-action", "-controller", "-class", "-classname", "-contentpath", "-outlet", "-target", "-field-wrapper")

# A counter that its script fills before it shows it.
_FILLED_LATER = "data-side-panel-toggle-counter"


def texts(content: str, content_type: str) -> Iterator[str]:
    if "json" in content_type:
        yield from _texts_of_data(json.loads(content))
    else:
        yield from texts_of_html(content)


def texts_of_html(html: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for text in reader.found:
        if text.strip():
            yield " ".join(text.split())
    for data in reader.data:
        yield from _texts_of_data(data)


class _Reader(HTMLParser):
    """Collects text nodes, attributes that are read, and the data that the admin's scripts turn into screens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.data: list[object] = []
        self._inside = ""
        self._json = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"script", "style"}:
            self._inside = "json" if "json" in (given.get("type") or "") else tag
        elif _FILLED_LATER in given:
            self._inside = tag
        for name, value in attrs:
            if not value:
                continue
            if name in READ_ALOUD or (name == "value" and tag == "input" and given.get("type") in BUTTONS):
                self.found.append(value)
            elif name.startswith("data-") and not name.endswith(_WIRING):
                self.data.append(_read(value))

    def handle_data(self, data):
        if self._inside == "json":
            self._json += data
        elif not self._inside:
            read = _read(data.strip())
            if isinstance(read, str):
                self.found.append(read)

    def handle_endtag(self, tag):
        if self._json:
            self.data.append(json.loads(self._json))
        self._inside, self._json = "", ""


def _read(value: str) -> object:
    """JSON where it is JSON, else the text itself."""
    if value[:1] in ("[", "{", '"'):
        try:
            return json.loads(value)
        except ValueError:
            pass
    return value


def _texts_of_data(data: object) -> Iterator[str]:
    """The strings in data that are read: those inside HTML, and those with a blank or a capital in front.

    Names of classes (``w-tooltip w-zone``) and types (``BOLD``) are not, nor is the source of a rich text.
    """
    if isinstance(data, dict):
        for value in data.values():
            yield from _texts_of_data(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts_of_data(value)
    elif isinstance(data, str) and "<" in data:
        yield from texts_of_html(data)
    elif isinstance(data, str) and _is_read(data):
        yield data


def _is_read(data: str) -> bool:
    if data[:1] in ("{", "[") or data.isupper():
        return False
    return data[:1].isupper() or (" " in data.strip() and any("-" not in word for word in data.split()))

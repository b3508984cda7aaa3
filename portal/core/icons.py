"""The few line drawings of the public site, as paths in a box of 24 by 24.

They stand in the page itself: no request, no font, and they take the colour of the words beside them. A drawing only
repeats what its words say, so it is hidden from screen readers.
"""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

PATHS = {
    "menu": "M4 7h16M4 12h16M4 17h16",
    "close": "M6 6l12 12M18 6L6 18",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
    "ask": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h4",
    "track": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
    "object": "M12 3v18M7 21h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
    "health": "M12 20S4 15 4 9.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8 2.5C20 15 12 20 12 20zM12 10v5M9.5 12.5h5",
    "phone": "M6 3h3l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
    "chat": "M4 5h16v11H9l-5 4z",
    "mail": "M3 6h18v12H3zM3 7l9 6 9-6",
    "place": "M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12zM12 6.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    "report": "M5 21V4h11l-2 4 2 4H5",
    "speaker": "M4 9v6h4l5 4V5L8 9zM16.5 8.5a5 5 0 0 1 0 7M19 6a9 9 0 0 1 0 12",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
    "list": "M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1",
    "lock": "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
    "archive": "M3 5h18v4H3zM5 9v11h14V9M10 13h4",
}


def icon(name: str) -> SafeString:
    """The drawing of ``name`` (a key of ``PATHS``; any other is a ``KeyError``)."""
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', PATHS[name])

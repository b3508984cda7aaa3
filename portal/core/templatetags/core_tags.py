"""What the templates of every app use: page chrome, pictures and machine-readable data."""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from portal.core import icons, phones, renditions, sharing, structured
from portal.core.chrome import Chrome, banner, chrome_for
from portal.core.models import AgencyImage

log = logging.getLogger(__name__)
register = template.Library()

# How wide a picture stands on the page, for the browser to choose a size by.
DISPLAY_WIDTHS = {
    "card": "(min-width: 60em) 22rem, (min-width: 40em) 45vw, 6.5rem",
    "feature": "(min-width: 60em) 36rem, (min-width: 40em) 45vw, 92vw",
    "body": "(min-width: 48em) 44rem, 92vw",
}
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def stripped(message: object) -> str:
    """The words of a message without the blanks round them; what was escaped already stays so."""
    text = str(message)
    return SafeString(text.strip()) if isinstance(text, SafeString) else text.strip()


@register.simple_tag(takes_context=True)
def chrome(context: template.Context) -> Chrome:
    """Agency, contacts and main menu of the site that was asked."""
    return chrome_for(context["request"])


@register.simple_tag
def site_banner(here: str = "") -> SafeString:
    """What has to stand above every page now, such as an alert, but what leads to ``here``."""
    return SafeString(banner(here=here))


@register.simple_tag
def known_banner() -> SafeString:
    """The same on a page that tells of an error: without the database, and the page comes whatever is broken."""
    try:
        return SafeString(banner(may_ask=False))
    except Exception:
        log.exception("the banner was left out of an error page")
        return SafeString("")


@register.inclusion_tag("core/includes/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: template.Context) -> dict[str, Any]:
    """The way from the home page to this one (one query); nothing on the home page and outside the tree."""
    page = context.get("page")
    if not isinstance(page, Page) or page.depth <= 2:
        return {}
    request = context.get("request")
    ancestors = page.get_ancestors().live().filter(depth__gt=1).defer_streamfields()
    return {"trail": [(a.title, a.get_url(request)) for a in ancestors], "page": page}


@register.inclusion_tag("core/includes/breadcrumbs.html", takes_context=True)
def service_breadcrumbs(context: template.Context, here: str, *above: str) -> dict[str, Any]:
    """The same outside the tree: what the page is called, and title and address of each page between it and home."""
    home_url = chrome_for(context["request"]).home_url
    return {"trail": [("Beranda", home_url), *zip(above[::2], above[1::2], strict=True)], "page": {"title": here}}


@register.simple_tag(takes_context=True)
def picture(
    context: template.Context,
    image: AgencyImage | None,
    use: str,
    alt: str | None = None,
    lazy: bool = True,
    shown: str = "",
) -> SafeString:
    """A ``<picture>`` in the sizes that exist for ``use``; nothing where there is no picture or no size yet.

    Sizes are never made in a visitor's request, only in an editor's preview. ``alt=""`` marks a picture that
    adds nothing for those who cannot see it; left out, the picture's own alternative text is used. ``shown``: how
    wide it stands (a key of ``DISPLAY_WIDTHS``) where that differs from its use.
    """
    if image is None:
        return SafeString("")
    if getattr(context.get("request"), "is_preview", False):
        renditions.ensure_renditions([image])
    sizes = renditions.existing(image, use)
    if not sizes:
        return SafeString("")
    plain = renditions.fallback(image, use) or sizes[0]
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">'
        '<img src="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async"></picture>',
        ", ".join(f"{size.url} {size.width}w" for size in sizes),
        DISPLAY_WIDTHS[shown or use],
        plain.url,
        sizes[-1].width,
        sizes[-1].height,
        plain.alt if alt is None else alt,
        "lazy" if lazy else "eager",
    )


@register.simple_tag
def picture_url(image: AgencyImage | None, use: str) -> str:
    """The full address of the largest size that exists for ``use``, for other sites; or an empty text."""
    sizes = renditions.existing(image, use) if image else []
    return sizes[-1].full_url if sizes else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line drawing beside words that say the same (see ``portal.core.icons``)."""
    return icons.icon(name)


@register.simple_tag
def share_links(page: Page) -> list[tuple[str, str]]:
    """Names and addresses of where a reader may pass ``page`` on."""
    return sharing.share_links(page.title, page.full_url or "")


@register.filter
def file_size(size: int | None) -> str:
    """The size of a file from its bytes, as a reader compares it with his data plan: "1 KB", "84 KB", "1,2 MB"; "" if
    it is not known."""
    if not size:
        return ""
    kilobytes = max(1, round(size / 1024))
    amount, unit = (kilobytes, "KB") if kilobytes < 1024 else (number_format(size / 1024**2, 1), "MB")
    return f"{amount}\u00a0{unit}"


@register.filter
def startswith(text: str, start: str) -> bool:
    """Does the address ``text`` lie under ``start``?"""
    return text.startswith(start)


@register.filter
def phone_link(typed: str) -> SafeString:
    """A telephone number as it was typed, to be tapped."""
    return phones.linked(typed)


@register.filter
def whatsapp_number(number: str) -> str:
    """The agency's WhatsApp number as people read it."""
    return phones.grouped(number)


@register.filter
def whole_address(address: str) -> str:
    """An address within the site as other sites need it."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, address)


@register.simple_tag
def organization_data(chrome: Chrome) -> dict[str, Any]:
    return structured.organization(chrome)


@register.simple_tag
def breadcrumb_data(trail: list[tuple[str, str]], here: str) -> dict[str, Any]:
    return structured.breadcrumb_list(trail, here)


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """A block of data for search engines. It is data, not script: nothing in it is run or can end it."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above

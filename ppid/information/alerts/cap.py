"""An alert as a message of the Common Alerting Protocol 1.2 (OASIS), for machines that pass alerts on.

The document is made of the public page when it is asked for; only the last message of an alert has one. A cancellation
of an alert that was taken off the site says so and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.utils import timezone

from portal.core.models import AgencyIdentity

from ..models import AlertMessage, AlertPage
from .rules import CANCEL, is_not_applicable
from .vocabulary import PARTS, event_of

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
CONTENT_TYPE = "application/cap+xml"
LANGUAGE = "id-ID"
# How sure an alert is, the law does not ask; the portal does not guess it.
CERTAINTY = "Unknown"
TAKEN_DOWN = "Peringatan ini ditarik dari situs."

# XML 1.0 knows no other characters; an escape would not save the rest.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(message: AlertMessage, earlier: Iterable[AlertMessage], identity: AgencyIdentity) -> bytes:
    """The message as UTF-8 XML. ``earlier`` are the alert's messages before it, oldest first."""
    page = message.page
    root = Element("alert", xmlns=NAMESPACE)
    _add(root, "identifier", message.identifier)
    _add(root, "sender", sender())
    _add(root, "sent", stamp(message.sent_at))
    _add(root, "status", "Actual")
    _add(root, "msgType", message.kind)
    _add(root, "scope", "Public")
    if message.kind == CANCEL:
        _add(root, "note", page.closing_note if page.live else TAKEN_DOWN)
    _add(root, "references", " ".join(f"{sender()},{old.identifier},{stamp(old.sent_at)}" for old in earlier))
    if page.live:
        _add_info(root, page, message, identity)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def sender() -> str:
    """Who speaks, unique in the world: the portal's own host."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def stamp(moment: datetime) -> str:
    """A time as CAP wants it: whole seconds and the agency's own offset, never "Z"."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def readable(text: str) -> str:
    """``text`` without the characters that would break an XML document as a whole."""
    return _NO_XML.sub("", text)


def _add_info(root: Element, page: AlertPage, message: AlertMessage, identity: AgencyIdentity) -> None:
    info = SubElement(root, "info")
    event = event_of(page.event)
    _add(info, "language", LANGUAGE)
    for category in event.categories:
        _add(info, "category", category)
    _add(info, "event", event.name)
    _add(info, "urgency", "Past" if message.kind == CANCEL else page.grade.urgency)
    _add(info, "severity", page.grade.severity)
    _add(info, "certainty", CERTAINTY)
    _add(info, "effective", stamp(message.sent_at))
    _add(info, "onset", stamp(page.starts_at))
    if page.ends_at:
        _add(info, "expires", stamp(page.ends_at))
    _add(info, "senderName", identity.name)
    _add(info, "headline", page.title)
    _add(info, "description", _told(page, "description"))
    _add(info, "instruction", _told(page, "instruction"))
    _add(info, "web", page.full_url or "")
    _add(SubElement(info, "area"), "areaDesc", page.area)


def _told(page: AlertPage, element: str) -> str:
    """The parts that belong to this element, each under its title; a part that does not apply is left out."""
    parts = [(part.title, getattr(page, part.name)) for part in PARTS if part.cap == element]
    return "\n\n".join(f"{title}: {text}" for title, text in parts if not is_not_applicable(text))


def _add(parent: Element, name: str, text: str) -> None:
    if text := readable(text).strip():
        SubElement(parent, name).text = text

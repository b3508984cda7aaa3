"""What stands on a page of ours that none of our templates and editors has written. Pure: a page in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Comment, Tag

from portal.core.concealment import concealed_by
from portal.core.hosts import host_of, is_among

from .models import Finding
from .words import gambling_words

Kind = Finding.Kind
# What the browser fetches or sends to by itself, and the attribute that says from where.
FETCHED = {"script": "src", "iframe": "src", "img": "src", "source": "src", "embed": "src", "object": "data"}
SPOKEN = ("alt", "title", "aria-label", "placeholder", "content")
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>]+")
OURS_TO_HIDE = "visually-hidden"


@dataclass(frozen=True)
class Suspicion:
    """What is found at an address, before it is known whether it was told of."""

    kind: str
    address: str
    detail: str


@dataclass(frozen=True)
class Rules:
    """``own``: our hosts; ``known``: those to which pages may lead; ``framed``: those whose players are shown.

    ``ways_out`` are the addresses to which our own templates lead at hosts that anybody may use, such as a messenger's:
    each must hold every one of its parts.
    """

    own: frozenset[str]
    known: frozenset[str]
    framed: frozenset[str]
    ways_out: tuple[tuple[str, ...], ...] = ()

    def leads_out(self, address: str) -> str:
        """The host to which ``address`` leads, if it is not ours; else ""."""
        host = host_of(address)
        return "" if host in self.own else host

    def is_our_way_out(self, address: str) -> bool:
        return any(
            address.startswith(start) and all(part in address for part in parts) for start, *parts in self.ways_out
        )


def suspicions(address: str, html: str, rules: Rules) -> list[Suspicion]:
    """What is suspicious on the page ``html`` at ``address`` (a path), each once."""
    soup = BeautifulSoup(html, "lxml")
    found = (
        *((Kind.WORDS, word) for word in gambling_words(f"{unquote(address)} {all_text(soup)}")),
        *_concealed(soup, rules),
        *_styles(soup),
        *_fetched(soup, rules),
        *_links_out(soup, rules),
        *_sent_away(soup),
    )
    return [Suspicion(kind, address, detail[:300]) for kind, detail in dict.fromkeys(found)]


def shown(html: str) -> tuple[str, tuple[str, ...]]:
    """What a page says and where it leads: the same for whoever asks."""
    soup = BeautifulSoup(html, "lxml")
    return " ".join(soup.get_text(" ").split()), tuple(str(link["href"]) for link in soup.find_all("a", href=True))


def links_of(address: str, html: str) -> Iterator[str]:
    """The whole addresses to which a page at the whole ``address`` leads."""
    for link in BeautifulSoup(html, "lxml").find_all("a", href=True):
        try:
            target = urljoin(address, str(link["href"]).strip())
            if urlsplit(target).scheme in ("http", "https"):
                yield target
        except ValueError:  # no address at all; a browser does not follow it either
            continue


def all_text(soup: BeautifulSoup) -> str:
    """Whatever a search engine could read: text, comments, data, what is spoken, and where links lead."""
    spoken = (str(tag[name]) for name in SPOKEN for tag in soup.find_all(attrs={name: True}))
    links = (unquote(str(link["href"])) for link in soup.find_all("a", href=True))
    return " ".join((*soup.find_all(string=True), *spoken, *links))


def _concealed(soup: BeautifulSoup, rules: Rules) -> Iterator[tuple[str, str]]:
    """Links out in what readers do not see. Our own pages hide words for screen readers, and never a link out."""
    for tag in soup.find_all(True):
        reason = concealed_by(tag) or (OURS_TO_HIDE if OURS_TO_HIDE in tag.get("class", []) else "")
        if not reason:
            continue
        for link in [tag, *tag.find_all("a", href=True)]:
            if host := rules.leads_out(str(link.get("href", ""))):
                yield Kind.CONCEALED, f"{host} ({reason})"
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        for address in _ADDRESS.findall(comment):
            if host := rules.leads_out(address):
                yield Kind.CONCEALED, f"{host} (komentar)"


def _styles(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Our pages have one style sheet and no style of their own, and the policy lets browsers apply none."""
    for tag in soup.find_all(style=True):
        reason = concealed_by(tag)
        yield Kind.STYLE, f"<{tag.name} style={str(tag['style'])[:200]!r}>{f' ({reason})' if reason else ''}"
    for tag in soup.find_all("style"):
        yield Kind.STYLE, f"<style> {tag.get_text()[:200]!r}"


def _fetched(soup: BeautifulSoup, rules: Rules) -> Iterator[tuple[str, str]]:
    for tag in soup.find_all(list(FETCHED)):
        host = rules.leads_out(str(tag.get(FETCHED[tag.name], "")))
        if host and not (tag.name == "iframe" and host in rules.framed):
            yield Kind.SCRIPT, f"<{tag.name}> {host}"
    for tag in soup.find_all("script", src=False):
        if tag.get("type") != "application/ld+json":
            yield Kind.SCRIPT, f"<script> {tag.get_text()[:200]!r}"
    for tag in soup.find_all(("link", "form")):
        if _is_taken(tag) and (host := rules.leads_out(str(tag.get("href") or tag.get("action") or ""))):
            yield Kind.SCRIPT, f"<{tag.name}> {host}"


def _is_taken(tag: Tag) -> bool:
    return tag.name == "form" or bool({"stylesheet", "icon", "preload", "canonical"} & set(tag.get("rel", [])))


def _links_out(soup: BeautifulSoup, rules: Rules) -> Iterator[tuple[str, str]]:
    for link in soup.find_all(("a", "area"), href=True):
        host = rules.leads_out(str(link["href"]))
        if host and not is_among(host, rules.known) and not rules.is_our_way_out(str(link["href"])):
            yield Kind.HOST, host


def _sent_away(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for tag in soup.find_all("meta", attrs={"http-equiv": True}):
        if str(tag["http-equiv"]).lower() == "refresh":
            yield Kind.REDIRECT, f"<meta> {str(tag.get('content', ''))[:200]}"
